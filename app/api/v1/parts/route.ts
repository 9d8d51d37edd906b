import { listParts as listEndpoint } from "@/lib/contract/endpoints/conversations";
import { headRevision, listParts } from "@/lib/conversations";
import { methods } from "@/lib/http/methods";
import { viewPart } from "@/lib/http/present/conversation";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** GET /api/v1/parts: parts of the caller, newest first. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listEndpoint, async ({ query, principal, origin }) => {
    const { parts, nextCursor } = await listParts(principal.accountId, query);
    const views = parts.map(async (part) => {
      const head = await headRevision(principal.accountId, { partId: part.id });
      return viewPart(part, head?.files ?? [], signerFor(origin));
    });
    return { parts: await Promise.all(views), next_cursor: nextCursor };
  }),
});
