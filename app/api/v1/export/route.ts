import { exportPart } from "@/lib/contract/endpoints/exports";
import { exportRevision, revisionToExport } from "@/lib/http/export-revision";
import { methods } from "@/lib/http/methods";
import { viewDownload } from "@/lib/http/present/download";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** POST /api/v1/export: a file of a part; made now if that format of that revision does not exist yet. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(exportPart, async ({ body, principal, origin }) => {
    const revision = await revisionToExport(principal.accountId, {
      conversationId: body.conversation_id,
      partId: body.part_id,
      revision: body.revision,
    });
    const key = await exportRevision(principal, revision, body.format);
    return viewDownload(key, `${revision.partName}.${body.format}`, signerFor(origin));
  }),
});
