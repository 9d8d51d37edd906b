import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const pair = z.tuple([z.number(), z.number()]);

const holeExpectation = z.looseObject({
  d: z.number(),
  count: z.number().int(),
  through: z.boolean(),
  d_tol: z.number().optional(),
  spacing: z.number().optional(),
  pcd: z.number().optional(),
  pattern: pair.optional(),
  offset: z.number().optional(),
  centre_from_bbox_centre: pair.optional(),
  axis: z.enum(["X", "Y", "Z"]).optional(),
  depth: z.number().optional(),
  counterbore: z.object({ d: z.number(), depth: z.number() }).optional(),
  countersink: z.object({ d: z.number(), angle: z.number() }).optional(),
});
export type HoleExpectation = z.infer<typeof holeExpectation>;

const expectation = z.looseObject({
  bbox: z.tuple([z.number(), z.number(), z.number()]).optional(),
  bbox_tol: z.number().optional(),
  bbox_axis_order: z.boolean().optional(),
  bbox_contains: z.array(z.number()).optional(),
  bbox_any: z.array(z.number()).optional(),
  bbox_range: z.array(pair).optional(),
  volume: z.number().optional(),
  tol: z.number().optional(),
  volume_any: z.array(z.number()).optional(),
  volume_range: pair.optional(),
  volume_hint: z.object({ value: z.number(), tol: z.number() }).optional(),
  faces: z.number().int().optional(),
  faces_min: z.number().int().optional(),
  spherical_faces: z.number().int().optional(),
  holes: z.array(holeExpectation).optional(),
  holes_total: z.object({ count: z.number().int(), through: z.boolean().optional() }).optional(),
  pcd: z.number().optional(),
  fillets: z.object({ count: z.number().int().optional(), min: z.number().int().optional(), radius: z.number().optional() }).optional(),
  chamfers: z.object({ count: z.number().int(), size: z.number() }).optional(),
  answer: z.object({ mass_g: z.number(), tol: z.number() }).optional(),
  error: z.object({ kind: z.string(), must_mention: z.array(z.string()), model_unchanged: z.boolean().optional() }).optional(),
  error_ok: z.boolean().optional(),
  clarify_ok: z.boolean().optional(),
});
export type Expectation = z.infer<typeof expectation>;

const corpusCase = z.looseObject({
  id: z.string(),
  category: z.string(),
  turns: z.array(z.object({ prompt: z.string(), selected_faces: z.array(z.string()).optional() })).min(1),
  expect: expectation,
});
export type CorpusCase = z.infer<typeof corpusCase>;

/** The prompts with the part that each must give. */
export function readCorpus(): CorpusCase[] {
  const text = readFileSync(join(import.meta.dirname, "prompts.json"), "utf8");
  const file: unknown = JSON.parse(text);
  const cases = z.union([z.array(corpusCase), z.object({ cases: z.array(corpusCase) })]).parse(file);
  return Array.isArray(cases) ? cases : cases.cases;
}
