import { importPart } from "@/lib/contract/endpoints/job";
import { submitTurn } from "@/lib/conversations";
import { confirmUpload } from "@/lib/files";
import { methods } from "@/lib/http/methods";
import { route } from "@/lib/http/route";

/** POST /api/v1/import: an uploaded file becomes revision 1 of a conversation's part. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(importPart, async ({ body, principal, idempotencyKey }) => {
    const file = await confirmUpload(principal.accountId, body.s3_key);
    const { taskId, conversationId } = await submitTurn({
      kind: "import",
      accountId: principal.accountId,
      keyId: principal.keyId,
      conversationId: body.conversation_id ?? null,
      prompt: `Import ${file.filename}`,
      input: { s3_key: body.s3_key },
      cost: 0,
      eventName: "task/import.requested",
      idempotencyKey,
    });
    return { job_id: taskId, conversation_id: conversationId, status: "processing" as const };
  }),
});
