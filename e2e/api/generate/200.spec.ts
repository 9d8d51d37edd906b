import { expect, test } from "vitest";
import { anyone, developer, fromOurPage, signIn } from "../support";

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("POST /generate answers as the guide shows, and its job completes with the guide's fields", async () => {
  const { api, credits } = await developer();
  const before = await credits();
  const { status, body, headers } = await api.request("POST", "/generate", { prompt: "a 50 x 30 x 10 mm block" });
  expect(status).toBe(200);
  expect(body).toEqual({
    job_id: expect.stringMatching(UUID_V4),
    status: "processing",
    credits_remaining: before - 1,
    conversation_id: expect.stringMatching(/^conv_/),
  });
  expect(headers.get("x-ratelimit-limit")).toBe("60");
  const job = await anyone().ended(String(body.job_id));
  expect(job.status, job.error).toBe("completed");
  expect(job.result).toMatchObject({
    success: true,
    summary: expect.any(String),
    glb_url: expect.stringMatching(/^https?:\/\//),
    glb_key: expect.any(String),
    step_key: expect.any(String),
    dimensions: { x: 50, y: 30, z: 10 },
    job_id: body.job_id,
    conversation_id: body.conversation_id,
    revision: 1,
  });
  expect(job.result?.measurements.volume_mm3).toBeCloseTo(50 * 30 * 10, 3);
  const glb = await fetch(job.result?.glb_url ?? "");
  expect(
    Buffer.from(await glb.arrayBuffer())
      .subarray(0, 4)
      .toString("latin1"),
  ).toBe("glTF");
  expect(await credits()).toBe(before - 1);
});

test("with the same Idempotency-Key ten requests at once are one job and one charge", async () => {
  const { api, credits } = await developer();
  const before = await credits();
  const ask = () => api.request("POST", "/generate", { prompt: "a 10 mm cube" }, { "Idempotency-Key": "ten-at-once" });
  const answers = await Promise.all(Array.from({ length: 10 }, ask));
  const made = answers.filter(({ status }) => status === 200);
  expect(new Set(made.map(({ body }) => body.job_id)).size).toBe(1);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect((await ask()).body).toEqual(made[0]?.body);
  expect((await ask()).headers.get("idempotent-replayed")).toBe("true");
  expect(await credits()).toBe(before - 1);
});

test("a guest's session may generate without a key", async () => {
  const page = fromOurPage(await signIn("guest"));
  const { status, body } = await anyone().request("POST", "/generate", { prompt: "a 10 mm cube" }, page);
  expect([status, body.credits_remaining]).toEqual([200, 1]);
});
