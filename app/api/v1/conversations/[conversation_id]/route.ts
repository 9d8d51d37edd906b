import {
  deleteConversation as deleteEndpoint,
  getConversation as getEndpoint,
  renameConversation as renameEndpoint,
} from "@/lib/contract/endpoints/conversations";
import { deleteConversation, findConversation, renameConversation } from "@/lib/conversations";
import { ApiError } from "@/lib/core/errors";
import { methods } from "@/lib/http/methods";
import { viewConversation, viewConversationDetail } from "@/lib/http/present/conversation";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** GET, PATCH and DELETE /api/v1/conversations/{conversation_id}. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getEndpoint, async ({ params, principal, origin }) => {
    const conversation = await findConversation(principal.accountId, params.conversation_id);
    if (!conversation) throw new ApiError("NOT_FOUND", "There is no such conversation.");
    return viewConversationDetail(conversation, signerFor(origin));
  }),
  PATCH: route(renameEndpoint, async ({ params, body, principal }) =>
    viewConversation(await renameConversation(principal.accountId, params.conversation_id, body.name)),
  ),
  DELETE: route(deleteEndpoint, async ({ params, principal }) => {
    await deleteConversation(principal.accountId, params.conversation_id);
    return { conversation_id: params.conversation_id, deleted: true as const };
  }),
});
