"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { importPart, uploadFile } from "@/lib/contract/endpoints/job";
import { asRequestError, call, RequestError } from "./api";
import { refreshAfterJob } from "./queries";
import { useStudio } from "./store";

/** Names that the file chooser offers; the server looks at the content. */
export const IMPORT_EXTENSIONS = ".step,.stp,.stpz,.iges,.igs,.brep";
const MAX_IMPORT_BYTES = 100 * 1024 * 1024;
const CONTENT_TYPE = "application/octet-stream";

/** Uploads a CAD file and makes it revision 1 of a new part. */
export function useImport(): (file: File) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (file) => {
      const { submission, openConversation, set, startJob } = useStudio.getState();
      if (submission !== null) return;
      openConversation(null);
      const told = { prompt: `Import ${file.name}`, selectedFaces: [], parameters: null };
      set({ submission: told });
      try {
        const key = await upload(file);
        const started = await call(importPart, { body: { s3_key: key } });
        startJob({ ...told, jobId: started.job_id, conversationId: started.conversation_id, startedMs: Date.now() });
        if (useStudio.getState().conversationId === null) set({ conversationId: started.conversation_id });
        await refreshAfterJob(client, started.conversation_id);
      } catch (thrown) {
        set({ problem: asRequestError(thrown) });
      } finally {
        set({ submission: null });
      }
    },
    [client],
  );
}

async function upload(file: File): Promise<string> {
  if (file.size === 0) throw new RequestError("VALIDATION_ERROR", `${file.name} is empty.`, 0);
  if (file.size > MAX_IMPORT_BYTES)
    throw new RequestError("PAYLOAD_TOO_LARGE", `${file.name} is larger than 100 MB, which is the most.`, 0);
  const { upload_url, s3_key } = await call(uploadFile, { body: { filename: file.name, bytes: file.size, content_type: CONTENT_TYPE } });
  const stored = await fetch(upload_url, { method: "PUT", headers: { "Content-Type": CONTENT_TYPE }, body: file }).catch(() => null);
  if (stored?.ok !== true) throw new RequestError("OFFLINE", `${file.name} was not uploaded. Try again.`, stored?.status ?? 0);
  return s3_key;
}
