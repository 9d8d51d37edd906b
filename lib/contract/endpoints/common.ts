import { z } from "zod";

/** Our ids: a prefix and 24 hex digits. Looser than that on purpose: an id that is well-formed text but unknown is a 404. */
export const opaqueId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w-]+$/, "must be an id: letters, digits, _ and -");

export const isoTime = z.iso.datetime();

/** Number of things a page may list. */
export const pageLimit = z.coerce.number().int().min(1).max(100).default(20);

/** Where the next page starts; from `next_cursor` of the page before. */
export const cursor = z.string().min(1).max(100);

export const conversationName = z.string().trim().min(1).max(100);

export const xyz = z.object({ x: z.number(), y: z.number(), z: z.number() });

/** Files of one revision, by format; each a URL that works for an hour, with no header. */
export const fileLink = z.object({ format: z.string(), key: z.string(), url: z.url(), bytes: z.number().int(), filename: z.string() });
