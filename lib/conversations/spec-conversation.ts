import { createGuest } from "@/lib/accounts";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import type { Plan } from "@/lib/contract/plan";
import { grant } from "@/lib/credits";
import { type NewRevision, publishRevision, submitTurn } from "./index";

export async function person(credits = 50): Promise<string> {
  const { id } = await createGuest();
  await grant({ accountId: id, amount: credits - 2, reason: "Spec", uniqueKey: `spec:${id}` });
  return id;
}

export const say = (accountId: string, conversationId: string | null, prompt: string, idempotencyKey?: string) =>
  submitTurn({
    kind: "generate",
    accountId,
    conversationId,
    prompt,
    selectedFaces: ["Face 2"],
    input: { prompt },
    cost: 1,
    eventName: "task/generate.requested",
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });

export const plan = (name: string): Plan => ({
  version: 1,
  units: "in",
  name,
  params: {},
  features: [],
  checks: [],
  assumptions: [{ text: "Material: any" }],
  questions: [],
  standards: [],
  unread: [],
});

/** A block of x by 20 by 10 mm, by formulas. */
export function block(x: number): Measurements {
  const [y, z] = [20, 10];
  return {
    volume_mm3: x * y * z,
    area_mm2: 2 * (x * y + y * z + z * x),
    center_of_mass: [0, 0, z / 2],
    bounding_box: { min: [-x / 2, -y / 2, 0], max: [x / 2, y / 2, z], size: [x, y, z] },
    solids: 1,
    faces: 6,
    edges: 12,
    vertices: 8,
    valid: true,
    holes: [],
    fillets: [],
  };
}

export const face: FaceRecord = { label: "Face 1", name: "base/top", type: "plane", area: 1, center: [0, 0, 10], normal: [0, 0, 1] };

export function revision(taskId: string, conversationId: string, name = "Block", x = 30): NewRevision {
  const file = { filename: `${name}.step`, contentType: "application/step", bytes: 10, sha256: "00" };
  return {
    taskId,
    conversationId,
    prompt: `a ${name}`,
    plan: plan(name),
    planHash: `hash of ${name}`,
    summary: `Made ${name}.`,
    measurements: block(x),
    faces: [face],
    lastLabel: 6,
    parameters: [],
    files: [{ key: `models/${taskId}/model.step`, kind: "step", ...file }],
    result: ({ partId, revision: number }) => ({ success: true, part_id: partId, revision: number, summary: `Made ${name}.` }),
  };
}

/** Says something and publishes a part for it. */
export async function make(accountId: string, conversationId: string | null, name: string, faces = [face]) {
  const turn = await say(accountId, conversationId, `a ${name}`);
  const published = await publishRevision({ ...revision(turn.taskId, turn.conversationId, name), faces });
  if (!published) throw new Error("not published");
  return { ...turn, ...published };
}
