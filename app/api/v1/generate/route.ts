import { generate } from "@/lib/contract/endpoints/job";
import { submitTurn } from "@/lib/conversations";
import { confirmUpload } from "@/lib/files";
import { methods } from "@/lib/http/methods";
import { route } from "@/lib/http/route";

/** POST /api/v1/generate: starts designing a part; one credit, in the transaction that makes the task. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(generate, async ({ body, principal, idempotencyKey }) => {
    const { conversation_id, ...input } = body;
    if (body.imported_step_key) await confirmUpload(principal.accountId, body.imported_step_key);
    const { taskId, conversationId, creditsRemaining } = await submitTurn({
      kind: "generate",
      accountId: principal.accountId,
      keyId: principal.keyId,
      conversationId: conversation_id ?? null,
      prompt: body.prompt,
      selectedFaces: body.selected_faces,
      input,
      // New values of parameters, without words and without a file, are the same design again: they cost nothing.
      cost: body.parameters && body.prompt.trim() === "" && !body.imported_step_key ? 0 : 1,
      eventName: "task/generate.requested",
      idempotencyKey,
    });
    return { job_id: taskId, status: "processing" as const, credits_remaining: creditsRemaining, conversation_id: conversationId };
  }),
});
