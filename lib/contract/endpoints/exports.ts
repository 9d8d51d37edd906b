import { z } from "zod";
import { defineEndpoint } from "../endpoint";
import { isoTime, opaqueId } from "./common";

/** What a part can be downloaded as. */
export const exportFormat = z.enum(["step", "stl", "3mf", "glb", "brep", "stpz"]);
export type ExportFormat = z.infer<typeof exportFormat>;

const download = z.object({ success: z.literal(true), download_url: z.url(), filename: z.string(), expires_at: isoTime });

export const exportPart = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/export",
  summary: "A file of a part, made on the spot if it does not exist yet.",
  accepts: ["key", "session"],
  permission: "export",
  status: 200,
  body: z
    .strictObject({
      conversation_id: opaqueId.nullish(),
      part_id: opaqueId.nullish(),
      revision: z.number().int().min(1).max(1_000_000).nullish(),
      format: exportFormat,
    })
    .refine((body) => (body.conversation_id == null) !== (body.part_id == null), {
      path: ["conversation_id"],
      message: "give either conversation_id or part_id",
    }),
  data: download,
  errors: ["NOT_FOUND", "NOTHING_TO_EXPORT", "KERNEL_FAILED", "TIME_LIMIT", "MEMORY_LIMIT"],
});

export const downloadFile = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/download",
  summary: "A fresh signed URL of a file of yours.",
  accepts: ["key", "session"],
  permission: "export",
  status: 200,
  body: z.strictObject({ s3_key: z.string().min(1).max(500) }),
  data: download,
  errors: ["NOT_FOUND"],
});
