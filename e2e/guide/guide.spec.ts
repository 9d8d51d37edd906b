import { expect, test } from "vitest";
import { owner } from "../support/client";

const PLATE_WITH_TWO_HOLES_MM3 = 50 * 30 * 10 - 2 * Math.PI * 1.7 ** 2 * 10;

test("the guide's sentence gives a bracket whose STEP, read back, measures what was asked", async () => {
  const api = owner();
  const conversation = await api.conversation("API bracket");
  const job = await api.say(conversation, "A 50mm x 30mm x 10mm rectangular bracket with two M3 clearance holes spaced 40mm apart");
  expect(job.status, job.error).toBe("completed");
  expect(job.result?.dimensions).toEqual({ x: 50, y: 30, z: 10 });

  const { filename, bytes } = await api.exported(conversation, "step");
  expect(filename).toMatch(/\.step$/);
  const back = (await api.imported(filename, bytes)).result?.measurements;
  expect(back?.bounding_box.size.map((size) => Math.round(size * 1000) / 1000)).toEqual([50, 30, 10]);
  // Clearance by ISO 273 normal is 3.4; the guide leaves the class open, so its 0.4 % covers 3.2 to 3.6.
  expect(Math.abs((back?.volume_mm3 ?? 0) / PLATE_WITH_TWO_HOLES_MM3 - 1)).toBeLessThan(1e-6);
  expect(back?.holes.map(({ diameter, through }) => [Math.round(diameter * 1000) / 1000, through])).toEqual([
    [3.4, true],
    [3.4, true],
  ]);
  const [left, right] = (back?.holes ?? []).map(({ center }) => center[0]).sort((a, b) => a - b);
  expect((right ?? 0) - (left ?? 0)).toBeCloseTo(40, 6);
});

test("making it 5 mm taller gives 15 mm with the holes still through, and the first faces keep their labels", async () => {
  const api = owner();
  const conversation = await api.conversation();
  const first = await api.say(conversation, "A 50mm x 30mm x 10mm rectangular bracket with two M3 clearance holes spaced 40mm apart");
  const second = await api.say(conversation, "make it 5mm taller");
  expect(second.status, second.error).toBe("completed");
  expect(second.result?.dimensions).toEqual({ x: 50, y: 30, z: 15 });
  expect(second.result?.revision).toBe(2);
  expect(second.result?.measurements.holes.every(({ through, depth }) => through && Math.abs(depth - 15) < 1e-6)).toBe(true);
  const labels = (job: typeof first) => Object.fromEntries(job.result?.faces.map(({ name, label }) => [name, label]) ?? []);
  expect(labels(second)).toEqual(labels(first));
});

test("every export format of a part can be had right after it completed, and is what it says", async () => {
  const api = owner();
  const conversation = await api.conversation();
  await api.say(conversation, "100x60x5 mm plate with four 6mm holes, 10mm from each edge");
  const text = (bytes: Uint8Array, end: number) => Buffer.from(bytes.subarray(0, end)).toString("latin1");
  const step = await api.exported(conversation, "step");
  expect(text(step.bytes, 13)).toBe("ISO-10303-21;");
  const stl = await api.exported(conversation, "stl");
  const triangles = new DataView(stl.bytes.buffer, stl.bytes.byteOffset).getUint32(80, true);
  expect(stl.bytes.byteLength).toBe(84 + 50 * triangles);
  expect(text((await api.exported(conversation, "3mf")).bytes, 2)).toBe("PK");
  expect(text((await api.exported(conversation, "glb")).bytes, 4)).toBe("glTF");
  expect(text((await api.exported(conversation, "brep")).bytes, 200)).toContain("CASCADE Topology");
  const stpz = await api.exported(conversation, "stpz");
  expect([...stpz.bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
});

test("the plate of the README weighs what its formula says", async () => {
  const api = owner();
  const job = await api.say(await api.conversation(), "100x60x5 mm plate with four 6mm holes, 10mm from each edge");
  expect(job.result?.measurements.volume_mm3).toBeCloseTo(100 * 60 * 5 - 4 * Math.PI * 3 ** 2 * 5, 3);
});

test("a part's name follows its sizes through edits and undo, until a person names it", async () => {
  const api = owner();
  const { conversation_id } = await api.post<{ conversation_id: string }>("/conversations", {});
  const nameNow = async () => (await api.get<{ name: string }>(`/conversations/${conversation_id}`)).name;
  await api.say(conversation_id, "40 x 30 x 20 mm block");
  expect(await nameNow()).toContain("40 × 30 × 20");
  await api.say(conversation_id, "make it 5mm taller");
  expect(await nameNow()).toContain("40 × 30 × 25");
  await api.say(conversation_id, "undo that");
  expect(await nameNow()).toContain("40 × 30 × 20");

  expect((await api.request("PATCH", `/conversations/${conversation_id}`, { name: "Motor foot" })).status).toBe(200);
  await api.say(conversation_id, "make it 5mm taller");
  expect(await nameNow()).toBe("Motor foot");
  expect((await api.exported(conversation_id, "step")).filename).toBe("Motor foot.step");
});
