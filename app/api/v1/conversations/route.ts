import { createConversation as createEndpoint, listConversations as listEndpoint } from "@/lib/contract/endpoints/conversations";
import { createConversation, listConversations } from "@/lib/conversations";
import { methods } from "@/lib/http/methods";
import { viewConversation } from "@/lib/http/present/conversation";
import { route } from "@/lib/http/route";

/** POST and GET /api/v1/conversations. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(createEndpoint, async ({ body, principal }) =>
    viewConversation(await createConversation({ accountId: principal.accountId, name: body.name })),
  ),
  GET: route(listEndpoint, async ({ query, principal }) => {
    const { conversations, nextCursor } = await listConversations(principal.accountId, query);
    return { conversations: conversations.map(viewConversation), next_cursor: nextCursor };
  }),
});
