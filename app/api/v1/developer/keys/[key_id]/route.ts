import { revokeKey as revokeKeyEndpoint } from "@/lib/contract/endpoints/keys";
import { methods } from "@/lib/http/methods";
import { route } from "@/lib/http/route";
import { revokeKey } from "@/lib/keys";

/** DELETE /api/v1/developer/keys/{key_id}: revokes a key at once. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route(revokeKeyEndpoint, async ({ params, principal }) => {
    await revokeKey(principal.accountId, params.key_id);
    return { key_id: params.key_id, revoked: true as const };
  }),
});
