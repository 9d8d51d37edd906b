import { publishRevision, submitTurn } from "@/lib/conversations";
import { storage } from "@/lib/storage";

const STEP = "ISO-10303-21;\nHEADER;ENDSEC;DATA;ENDSEC;\nEND-ISO-10303-21;\n";

/** Publishes a revision as the durable function would, of a box x by 30 by 10 mm, with these bytes as its STEP file. */
export async function publishBox(accountId: string, conversationId: string, x = 50) {
  const prompt = `a ${x} x 30 x 10 box`;
  const { taskId } = await submitTurn({
    kind: "generate",
    accountId,
    conversationId,
    prompt,
    input: { prompt },
    cost: 1,
    eventName: "task/none",
  });
  const key = `models/${taskId}/model.step`;
  await storage().put(key, new TextEncoder().encode(STEP), "application/step");
  const half = [x / 2, 15] as const;
  const published = await publishRevision({
    taskId,
    conversationId,
    prompt,
    plan: null,
    planHash: null,
    partName: 'Bo"x / ü',
    summary: `A ${x} × 30 × 10 mm box.`,
    measurements: {
      volume_mm3: x * 30 * 10,
      area_mm2: 2 * (x * 30 + x * 10 + 30 * 10),
      center_of_mass: [0, 0, 5],
      bounding_box: { min: [-half[0], -half[1], 0], max: [half[0], half[1], 10], size: [x, 30, 10] },
      solids: 1,
      faces: 6,
      edges: 12,
      vertices: 8,
      valid: true,
      holes: [],
      fillets: [],
    },
    faces: [],
    lastLabel: 6,
    parameters: [],
    files: [{ key, kind: "step", filename: "Box.step", contentType: "application/step", bytes: STEP.length, sha256: "0".repeat(64) }],
    result: (made) => ({
      success: true,
      summary: "A box.",
      step_key: key,
      part_id: made.partId,
      revision: made.revision,
      parameters: [{ name: "width", value: x }],
    }),
  });
  if (!published) throw new Error("not published");
  return { taskId, key, bytes: STEP, ...published };
}
