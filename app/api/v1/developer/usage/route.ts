import { getUsage } from "@/lib/contract/endpoints/keys";
import { ApiError } from "@/lib/core/errors";
import { methods } from "@/lib/http/methods";
import { usageOfKey, usageOfKeys } from "@/lib/http/present/usage";
import { route } from "@/lib/http/route";
import { listKeys } from "@/lib/keys";
import { usageOf, usageOfAccount } from "@/lib/limits";

/** GET /api/v1/developer/usage: of the calling key, or with a JWT of all keys of the account. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getUsage, async ({ principal }) => {
    if (principal.keyId === null) {
      const [keys, usages] = await Promise.all([listKeys(principal.accountId), usageOfAccount(principal.accountId)]);
      return usageOfKeys(keys, usages, new Date());
    }
    const usage = await usageOf(principal.keyId);
    if (!usage) throw new ApiError("INVALID_API_KEY", "This API key is not valid.");
    return usageOfKey(usage);
  }),
});
