import { describe, expect, it } from "vitest";
import { jobView } from "@/lib/contract/endpoints/job";
import type { Task } from "@/lib/tasks";
import { viewJob } from "./job";

const sign = async (key: string) => `https://files.example/${key}?sig=1`;

const TASK: Task = {
  id: "3f8a2c1d-0000-4000-8000-000000000000",
  kind: "generate",
  accountId: "acct_1",
  keyId: null,
  conversationId: "conv_1",
  status: "processing",
  progress: 40,
  stage: "building",
  input: {},
  result: null,
  error: null,
  cost: 1,
  createdAt: new Date(0),
  startedAt: null,
  finishedAt: null,
  expiresAt: null,
};

describe("viewJob", () => {
  it.each(["queued", "waiting", "processing"] as const)("shows a %s task as processing, without result or error", async (status) => {
    expect(await viewJob({ ...TASK, status }, sign)).toEqual({ job_id: TASK.id, status: "processing", progress: 40, stage: "building" });
  });

  it("shows a completed task with fresh addresses for its keys, in the documented names", async () => {
    const result = {
      success: true,
      summary: "A box.",
      glb_key: "models/x/model.glb",
      step_key: "models/x/model.step",
      thumbnail_key: "models/x/t.png",
    };
    const view = await viewJob({ ...TASK, status: "completed", progress: 100, result }, sign);
    expect(view.result).toMatchObject({
      job_id: TASK.id,
      glb_url: "https://files.example/models/x/model.glb?sig=1",
      model_url: "https://files.example/models/x/model.glb?sig=1",
      thumbnail_url: "https://files.example/models/x/t.png?sig=1",
      step_key: "models/x/model.step",
    });
    expect(jobView.parse(view)).toBeTruthy();
  });

  it("shows a question without addresses", async () => {
    const result = { success: false, summary: "How thick?", questions: [{ text: "How thick?", options: [] }] };
    const view = await viewJob({ ...TASK, status: "completed", result }, sign);
    expect(view.result).toMatchObject({ success: false, summary: "How thick?" });
    expect(view.result).not.toHaveProperty("glb_url");
  });

  it.each(["failed", "cancelled", "expired"] as const)("shows a %s task as failed, with a sentence", async (status) => {
    const view = await viewJob(
      { ...TASK, status, error: status === "failed" ? { code: "KERNEL_FAILED", message: "The hole is too large." } : null },
      sign,
    );
    expect(view.status).toBe("failed");
    expect(view.error).toMatch(/\.$/);
  });
});
