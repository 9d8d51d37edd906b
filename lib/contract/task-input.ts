import { z } from "zod";
import { outputFormat } from "./kernel-job";

/** What a task of kind "generate" works on; stored with it, read by the function that does it. */
export const generateInput = z.object({
  prompt: z.string(),
  imported_step_key: z.string().nullish(),
  web_search_enabled: z.boolean().default(true),
  selected_faces: z.array(z.string()).default([]),
  parameters: z.record(z.string(), z.number()).optional(),
});
export type GenerateInput = z.infer<typeof generateInput>;

/** What a task of kind "import" works on: a confirmed upload of the task's account. */
export const importInput = z.object({ s3_key: z.string() });
export type ImportInput = z.infer<typeof importInput>;

/** What a task of kind "export" works on. */
export const exportInput = z
  .object({
    conversation_id: z.string().nullish(),
    part_id: z.string().nullish(),
    /** Absent: the head. */
    revision: z.number().int().nullish(),
    format: outputFormat,
  })
  .refine((input) => (input.conversation_id == null) !== (input.part_id == null), "give either conversation_id or part_id");
export type ExportInput = z.infer<typeof exportInput>;
