import { describe, expect, it } from "vitest";
import { createGuest, findAccount } from "@/lib/accounts";
import type { Measurements } from "@/lib/contract/geometry";
import { findConversation, headRevision, submitTurn } from "@/lib/conversations";
import { grant } from "@/lib/credits";
import { pool } from "@/lib/db";
import { announceUpload } from "@/lib/files";
import { storage } from "@/lib/storage";
import { cancelTask, submitTask, type Task, taskEvents } from "@/lib/tasks";
import { inngest } from "./client";
import { ended, withSpecApp } from "./spec-app";

withSpecApp();

interface Said {
  accountId: string;
  conversationId?: string;
  prompt: string;
  input?: Record<string, unknown>;
}

function submit({ accountId, conversationId, prompt, input }: Said) {
  return submitTurn({
    kind: "generate",
    accountId,
    conversationId: conversationId ?? null,
    prompt,
    input: { prompt, web_search_enabled: true, selected_faces: [], ...input },
    cost: 1,
    eventName: "task/generate.requested",
  });
}

async function say(said: Said): Promise<{ task: Task; conversationId: string }> {
  const { taskId, conversationId } = await submit(said);
  return { task: await ended(taskId), conversationId };
}

const creditsOf = async (accountId: string) => (await findAccount(accountId))?.credits;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("generate", () => {
  it("makes the measured part of the words, with its files, and keeps the credit", async () => {
    const { id: accountId, credits } = await createGuest();
    const { task, conversationId } = await say({ accountId, prompt: "A 50mm x 30mm x 10mm plate with two 6 mm holes spaced 20mm apart" });
    expect(task).toMatchObject({ status: "completed", error: null, progress: 100 });
    const result = task.result as Record<string, unknown>;
    expect(result).toMatchObject({ success: true, job_id: task.id, revision: 1, conversation_id: conversationId, planner: "embedded" });
    expect(result.dimensions).toEqual({ x: 50, y: 30, z: 10 });
    const measured = result.measurements as Measurements;
    expect(measured.volume_mm3).toBeCloseTo(50 * 30 * 10 - 2 * Math.PI * 3 ** 2 * 10, 3);
    expect(measured.holes.map((hole) => [hole.diameter, hole.through])).toEqual([
      [6, true],
      [6, true],
    ]);
    expect(result.step_key).toBe(`models/${task.id}/model.step`);
    expect(result.glb_key).toBe(`models/${task.id}/model.glb`);
    expect(text(await storage().get(String(result.step_key)))).toMatch(/^ISO-10303-21;/);
    expect(text((await storage().get(String(result.glb_key))).subarray(0, 4))).toBe("glTF");
    expect([...(await storage().get(String(result.thumbnail_key))).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(await creditsOf(accountId)).toBe(credits - 1);
    const stages = (await taskEvents(task.id)).map((event) => event.stage);
    expect(stages).toContain("planning");
    const progress = (await taskEvents(task.id)).map((event) => event.progress);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    expect((await findConversation(accountId, conversationId))?.part).toBeTruthy();
  });

  it("asks instead of guessing, and then the credit goes back", async () => {
    const { id: accountId, credits } = await createGuest();
    const { task } = await say({ accountId, prompt: "a plate" });
    expect(task.status).toBe("completed");
    expect(task.result).toMatchObject({ success: false });
    expect((task.result as { questions: unknown[] }).questions.length).toBeGreaterThan(0);
    expect(await creditsOf(accountId)).toBe(credits);
  });

  it("refuses what cannot be in one sentence, and then the credit goes back, once", async () => {
    const { id: accountId, credits } = await createGuest();
    const { task } = await say({ accountId, prompt: "a 50 x 30 x 10 mm plate with a 60 mm hole" });
    expect(task.status).toBe("failed");
    expect(task.error?.message).toMatch(/\.$/);
    expect(await creditsOf(accountId)).toBe(credits);
  });

  it("turns that are sent at once are answered in their order: the second is about the first's part", async () => {
    const { id: accountId } = await createGuest();
    const first = await submit({ accountId, prompt: "a 20 x 20 x 20 mm box" });
    const second = await submit({ accountId, conversationId: first.conversationId, prompt: "make it 10 mm taller" });
    const [one, two] = await Promise.all([ended(first.taskId), ended(second.taskId)]);
    expect(one).toMatchObject({ status: "completed", result: { revision: 1, dimensions: { x: 20, y: 20, z: 20 } } });
    expect(two).toMatchObject({ status: "completed", result: { revision: 2, dimensions: { x: 20, y: 20, z: 30 } } });
  });

  it("new values of parameters, without words, change the part and cost nothing", async () => {
    const { id: accountId, credits } = await createGuest();
    const { task, conversationId } = await say({ accountId, prompt: "a 20 x 30 x 40 mm box" });
    const { parameters } = task.result as { parameters: { name: string; value: number }[] };
    const height = parameters.find(({ value }) => value === 40)?.name ?? "";
    const { task: changed } = await say({ accountId, conversationId, prompt: "", input: { parameters: { [height]: 55 } } });
    expect(changed).toMatchObject({ status: "completed", result: { revision: 2, dimensions: { x: 20, y: 30, z: 55 } } });
    await expect.poll(() => creditsOf(accountId), { timeout: 10_000 }).toBe(credits - 1);
  });

  it("undo goes back to the revision before, and costs nothing", async () => {
    const { id: accountId, credits } = await createGuest();
    await grant({ accountId, amount: 5, reason: "spec", uniqueKey: `spec/${accountId}` });
    const { conversationId } = await say({ accountId, prompt: "a 20 x 30 x 40 mm box" });
    await say({ accountId, conversationId, prompt: "make it 10 mm taller" });
    const { task } = await say({ accountId, conversationId, prompt: "undo", input: {} });
    expect(task).toMatchObject({ status: "completed", result: { success: true, revision: 1, dimensions: { x: 20, y: 30, z: 40 } } });
    expect((await headRevision(accountId, { conversationId }))?.number).toBe(1);
    expect(await creditsOf(accountId)).toBe(credits + 5 - 2);
  });

  it("a task that was cancelled publishes nothing", async () => {
    const { id: accountId, credits } = await createGuest();
    const turn = await submit({ accountId, prompt: "a 50 x 30 x 10 mm plate" });
    await cancelTask(accountId, turn.taskId);
    expect((await ended(turn.taskId)).status).toBe("cancelled");
    expect(await creditsOf(accountId)).toBe(credits);
    await expect.poll(async () => await headRevision(accountId, { conversationId: turn.conversationId })).toBeNull();
  });
});

describe("what goes wrong", () => {
  const runsOf = async (taskId: string) =>
    (await pool().query("SELECT status FROM jobs.runs WHERE event->'data'->>'taskId' = $1 AND fn_id = 'partwright-generate'", [taskId]))
      .rows;

  it("a run that fails unexpectedly fails its task without a word of its insides, and gives the credit back once", async () => {
    const { id: accountId, credits } = await createGuest();
    const { taskId } = await submitTurn({
      kind: "generate",
      accountId,
      conversationId: null,
      prompt: "not what the input says",
      input: { prompt: 7 },
      cost: 1,
      eventName: "task/generate.requested",
    });
    const task = await ended(taskId);
    expect(task).toMatchObject({ status: "failed", error: { code: "INTERNAL_ERROR" } });
    expect(task.error?.message).not.toMatch(/input|expected/);
    expect(await creditsOf(accountId)).toBe(credits);
  });

  it("an event that the outbox sends twice, as after a crash between sending and deleting, starts one run", async () => {
    const { id: accountId, credits } = await createGuest();
    const { taskId } = await submit({ accountId, prompt: "a plate" });
    await ended(taskId);
    const { rows } = await pool().query("SELECT ext_id AS id FROM jobs.events WHERE data->>'taskId' = $1", [taskId]);
    await pool().query("INSERT INTO outbox_events (id, name, data) VALUES ($1, 'task/generate.requested', $2)", [rows[0].id, { taskId }]);
    await pool().query("SELECT pg_notify('outbox', '')");
    await expect.poll(async () => (await pool().query("SELECT 1 FROM outbox_events")).rowCount, { timeout: 10_000 }).toBe(0);
    expect(await runsOf(taskId)).toHaveLength(1);
    expect(await creditsOf(accountId)).toBe(credits);
  });

  it("a run that its time limit cancelled ends its task and gives the credit back", async () => {
    const { id: accountId, credits } = await createGuest();
    const { taskId } = await submitTask({ kind: "generate", accountId, input: {}, cost: 1, eventName: "task/nobody.hears" });
    await inngest.send({
      name: "inngest/function.cancelled",
      data: { function_id: "partwright-generate", run_id: "r", event: { data: { taskId } } },
    });
    expect(await ended(taskId)).toMatchObject({ status: "failed", error: { code: "TIME_LIMIT" } });
    expect(await creditsOf(accountId)).toBe(credits);
  });
});

describe("export", () => {
  it("writes a format that the revision has not got yet, from its exact shape", async () => {
    const { id: accountId } = await createGuest();
    const { task, conversationId } = await say({ accountId, prompt: "a 20 x 30 x 40 mm box" });
    expect(task.status).toBe("completed");
    const { taskId } = await submitTask({
      kind: "export",
      accountId,
      conversationId,
      input: { conversation_id: conversationId, format: "stl" },
      cost: 0,
      eventName: "task/export.requested",
    });
    const exported = await ended(taskId);
    expect(exported).toMatchObject({ status: "completed", result: { format: "stl" } });
    const { key } = exported.result as { key: string };
    const stl = await storage().get(key);
    // A box is 12 triangles; binary STL has 84 bytes and 50 for each.
    expect(stl.byteLength).toBe(84 + 12 * 50);
    const revision = await headRevision(accountId, { conversationId });
    expect(revision?.files.map((file) => file.kind)).toContain("stl");
  });
});

describe("import", () => {
  it("takes a STEP file in: the measured shape is revision 1, named after the file", async () => {
    const { id: accountId } = await createGuest();
    const { task } = await say({ accountId, prompt: "a 20 x 30 x 40 mm box" });
    const step = await storage().get((task.result as { step_key: string }).step_key);
    const upload = await announceUpload({ accountId, filename: "crate v2.step" });
    await storage().put(`incoming/${upload.fileId}`, step, "application/step");
    const turn = await submitTurn({
      kind: "import",
      accountId,
      conversationId: null,
      prompt: "Import crate v2.step",
      input: { s3_key: upload.key },
      cost: 0,
      eventName: "task/import.requested",
    });
    const imported = await ended(turn.taskId);
    expect(imported).toMatchObject({ status: "completed", error: null });
    const result = imported.result as { measurements: Measurements; warnings: string[]; revision: number };
    expect(result.revision).toBe(1);
    expect(result.measurements.volume_mm3).toBeCloseTo(20 * 30 * 40, 3);
    expect([...result.measurements.bounding_box.size].sort((a, b) => a - b).map((mm) => Number(mm.toFixed(6)))).toEqual([20, 30, 40]);
    expect((await headRevision(accountId, { conversationId: turn.conversationId }))?.partName).toBe("crate v2");
  });

  it("as generate with words: the file is taken in, the answer says that the words were not applied, and nothing is charged", async () => {
    const { id: accountId, credits } = await createGuest();
    const { task } = await say({ accountId, prompt: "a 10 x 10 x 10 mm box" });
    const step = await storage().get((task.result as { step_key: string }).step_key);
    const upload = await announceUpload({ accountId, filename: "cube.step" });
    await storage().put(`incoming/${upload.fileId}`, step, "application/step");
    const { task: imported } = await say({ accountId, prompt: "drill a 3 mm hole", input: { imported_step_key: upload.key } });
    expect(imported).toMatchObject({ status: "completed", result: { revision: 1, dimensions: { x: 10, y: 10, z: 10 } } });
    expect((imported.result as { warnings: string[] }).warnings.join(" ")).toContain("not applied");
    await expect.poll(() => creditsOf(accountId), { timeout: 10_000 }).toBe(credits - 1);
  });

  it("a file that is no CAD file fails with a sentence", async () => {
    const { id: accountId } = await createGuest();
    const upload = await announceUpload({ accountId, filename: "notes.step" });
    await storage().put(`incoming/${upload.fileId}`, new TextEncoder().encode("dear diary"), "application/step");
    const turn = await submitTurn({
      kind: "import",
      accountId,
      conversationId: null,
      prompt: "Import notes.step",
      input: { s3_key: upload.key },
      cost: 0,
      eventName: "task/import.requested",
    });
    const failed = await ended(turn.taskId);
    expect(failed.status).toBe("failed");
    expect(failed.error?.code).not.toBe("INTERNAL_ERROR");
  });
});
