import { z } from "zod";
import { defineEndpoint } from "../endpoint";
import { PERMISSIONS } from "../permissions";
import { isoTime, opaqueId } from "./common";

const permissions = z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length);

export const createKey = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/developer/keys",
  summary: "Makes an API key; its text is shown this once.",
  accepts: ["jwt"],
  registeredOnly: true,
  status: 201,
  body: z.strictObject({ name: z.string().trim().min(1).max(50), permissions: permissions.optional() }),
  data: z.object({
    key_id: z.string(),
    key: z.string(),
    key_preview: z.string(),
    name: z.string(),
    permissions: z.array(z.string()),
    rate_limit_tier: z.string(),
    created_at: isoTime,
  }),
  errors: ["KEY_LIMIT_REACHED"],
});

const usageTotals = z.object({
  requests_today: z.number().int(),
  requests_this_month: z.number().int(),
  generations_this_month: z.number().int(),
});

/** `null` means without limit. */
const usageLimits = z.object({ requests_per_day: z.number().int().nullable(), generations_per_month: z.number().int().nullable() });

export const listKeys = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/developer/keys",
  summary: "Your active keys, without their text.",
  accepts: ["jwt"],
  registeredOnly: true,
  status: 200,
  data: z.object({
    keys: z.array(
      z.object({
        key_id: z.string(),
        key_preview: z.string(),
        name: z.string(),
        permissions: z.array(z.string()),
        rate_limit_tier: z.string(),
        created_at: isoTime,
        last_used_at: isoTime.nullable(),
        usage: usageTotals,
      }),
    ),
  }),
  errors: [],
});

export const revokeKey = defineEndpoint({
  half: "part",
  method: "DELETE",
  path: "/developer/keys/{key_id}",
  summary: "Revokes a key at once, everywhere.",
  accepts: ["jwt"],
  registeredOnly: true,
  status: 200,
  params: z.strictObject({ key_id: opaqueId }),
  data: z.object({ key_id: z.string(), revoked: z.literal(true) }),
  errors: ["NOT_FOUND"],
});

export const getUsage = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/developer/usage",
  summary: "Requests and generations of the calling key; with a JWT, of all keys of the account.",
  accepts: ["key", "jwt"],
  status: 200,
  data: z.object({
    totals: usageTotals,
    limits: usageLimits,
    tier: z.string(),
    period: z.object({ month: z.string(), day: z.string() }),
    keys: z.array(z.object({ key_id: z.string(), name: z.string(), tier: z.string(), totals: usageTotals })).optional(),
  }),
  errors: [],
});
