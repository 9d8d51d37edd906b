import { revertConversation } from "@/lib/contract/endpoints/conversations";
import { methods } from "@/lib/http/methods";
import { revert } from "@/lib/http/revert";
import { route } from "@/lib/http/route";

/** POST /api/v1/conversations/{conversation_id}/revert: back to an earlier revision, for nothing. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(revertConversation, async ({ params, body, principal }) => {
    const { partId } = await revert(principal.accountId, params.conversation_id, body.revision);
    return { conversation_id: params.conversation_id, part_id: partId, revision: body.revision };
  }),
});
