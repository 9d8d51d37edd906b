import { describe, expect, it } from "vitest";
import { createGuest, findAccount } from "@/lib/accounts";
import type { Measurements } from "@/lib/contract/geometry";
import { findConversation, headRevision, submitTurn } from "@/lib/conversations";
import { storage } from "@/lib/storage";
import { cancelTask, submitTask, type Task, taskEvents } from "@/lib/tasks";
import { ended, withSpecApp } from "./spec-app";

withSpecApp();

interface Said {
  accountId: string;
  conversationId?: string;
  prompt: string;
  input?: Record<string, unknown>;
}

async function say({ accountId, conversationId, prompt, input }: Said): Promise<{ task: Task; conversationId: string }> {
  const turn = await submitTurn({
    kind: "generate",
    accountId,
    conversationId: conversationId ?? null,
    prompt,
    input: { prompt, web_search_enabled: true, selected_faces: [], ...input },
    cost: 1,
    eventName: "task/generate.requested",
  });
  return { task: await ended(turn.taskId), conversationId: turn.conversationId };
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

  it("two tasks of one conversation at once both end, each with a revision or words of its own", async () => {
    const { id: accountId } = await createGuest();
    const { conversationId } = await say({ accountId, prompt: "a 20 x 20 x 20 mm box" });
    const { task } = await say({ accountId, conversationId, prompt: "a 40 x 20 x 10 mm box" });
    expect(["completed", "failed"]).toContain(task.status);
  });

  it("a task that was cancelled publishes nothing", async () => {
    const { id: accountId, credits } = await createGuest();
    const turn = await submitTurn({
      kind: "generate",
      accountId,
      conversationId: null,
      prompt: "a 50 x 30 x 10 mm plate",
      input: { prompt: "a 50 x 30 x 10 mm plate" },
      cost: 1,
      eventName: "task/generate.requested",
    });
    await cancelTask(accountId, turn.taskId);
    expect((await ended(turn.taskId)).status).toBe("cancelled");
    expect(await creditsOf(accountId)).toBe(credits);
    await expect.poll(async () => await headRevision(accountId, { conversationId: turn.conversationId })).toBeNull();
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
