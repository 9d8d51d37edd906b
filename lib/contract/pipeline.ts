import { z } from "zod";

/** One operation of a pipeline; strings such as `$ref:0` and `$prev` in `params` stand for earlier results. */
export const plainStep = z.strictObject({
  operation: z.string().min(1).max(200),
  params: z.unknown(),
  output: z.boolean().optional(),
});
export type PlainStep = z.infer<typeof plainStep>;

export const MAX_TOP_LEVEL_STEPS = 50;
/** A plan is a pipeline of ours, not a caller's: it may be longer. */
export const MAX_PLAN_STEPS = 200;
