import { createKey as createKeyEndpoint, listKeys as listKeysEndpoint } from "@/lib/contract/endpoints/keys";
import { methods } from "@/lib/http/methods";
import { viewKey, viewUsage } from "@/lib/http/present/key";
import { route } from "@/lib/http/route";
import { createKey, listKeys } from "@/lib/keys";
import { usageOfAccount } from "@/lib/limits";

/** POST and GET /api/v1/developer/keys: makes and lists API keys; by JWT only. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(createKeyEndpoint, async ({ body, principal }) => {
    const made = await createKey({ accountId: principal.accountId, ...body });
    return { ...viewKey(made), key: made.key };
  }),
  GET: route(listKeysEndpoint, async ({ principal }) => {
    const [keys, usages] = await Promise.all([listKeys(principal.accountId), usageOfAccount(principal.accountId)]);
    const usageByKey = new Map(usages.map((usage) => [usage.keyId, usage]));
    return {
      keys: keys.map((key) => ({
        ...viewKey(key),
        last_used_at: key.lastUsedAt?.toISOString() ?? null,
        usage: viewUsage(usageByKey.get(key.keyId)),
      })),
    };
  }),
});
