import { z } from "zod";
import { defineEndpoint } from "../endpoint";
import { isoTime } from "./common";

export const email = z.email().max(254);
/** Long enough to resist guessing, short enough that hashing one is not an attack. */
export const password = z.string().min(8).max(200);

export const accountView = z.object({
  id: z.string(),
  kind: z.enum(["guest", "registered"]),
  email: z.string().nullable(),
  credits: z.number().int(),
});

export const getMe = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/me",
  summary: "The account behind the credential.",
  accepts: ["session", "key", "jwt"],
  status: 200,
  data: z.object({ account: accountView, free_top_up: z.boolean() }),
  errors: [],
});

export const createAccount = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/accounts",
  summary: "Registers an account; with a guest's session, that guest is upgraded in place and keeps everything.",
  accepts: ["session"],
  anonymous: true,
  status: 201,
  body: z.strictObject({ email, password }),
  data: z.object({ account: accountView }),
  errors: ["CONFLICT"],
});

export const topUp = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/billing/top-up",
  summary: "Adds 100 free credits, on an instance without payment settings.",
  accepts: ["session"],
  status: 200,
  data: z.object({ credits: z.number().int() }),
  errors: ["FORBIDDEN"],
});

const token = z.object({ token: z.string(), expires_at: isoTime });

export const createToken = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/auth/token",
  summary: "A Bearer JWT for key management, good for 15 minutes.",
  accepts: [],
  anonymous: true,
  status: 200,
  body: z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) }),
  data: token,
  errors: ["UNAUTHORIZED"],
});

export const sessionToken = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/auth/token",
  summary: "The same JWT, for the studio's session cookie.",
  accepts: ["session"],
  status: 200,
  data: token,
  errors: [],
});

export const getHealth = defineEndpoint({
  half: "cloud",
  method: "GET",
  path: "/health",
  summary: "Whether the service and the parts it stands on are up.",
  accepts: [],
  anonymous: true,
  status: 200,
  data: z.object({ status: z.enum(["ok", "degraded"]), timestamp: isoTime, parts: z.record(z.string(), z.enum(["ok", "down"])) }),
  errors: [],
});
