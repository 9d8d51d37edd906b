import { beforeAll, expect, it } from "vitest";
import { type Developer, developer } from "../support";

let alice: Developer;
let conversation = "";

beforeAll(async () => {
  alice = await developer();
  conversation = await alice.api.conversation('My "Part" / №1');
  const job = await alice.api.say(conversation, "a 50 x 30 x 10 mm block");
  expect(job.status, job.error).toBe("completed");
});

it.each(["step", "stl", "3mf", "glb", "brep", "stpz"])(
  "POST /export gives a %s right after the job completed, without any header on the address",
  async (format) => {
    const { status, body } = await alice.api.request("POST", "/export", { conversation_id: conversation, format });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toEqual({
      success: true,
      download_url: expect.stringMatching(/^https?:\/\//),
      filename: expect.stringMatching(new RegExp(`^[^\\\\/:*?"<>|]+\\.${format}$`)),
      expires_at: expect.any(String),
    });
    expect(Date.parse(String(body.expires_at))).toBeGreaterThan(Date.now());
    const file = await fetch(String(body.download_url));
    expect(file.status).toBe(200);
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100);
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; /);
  },
);

it("gives the same file for the same format of the same revision", async () => {
  const path = async () => {
    const { body } = await alice.api.request("POST", "/export", { conversation_id: conversation, format: "stl" });
    return new URL(String(body.download_url)).pathname;
  };
  expect(await path()).toBe(await path());
});

it("costs nothing", async () => {
  const before = await alice.credits();
  await alice.api.request("POST", "/export", { conversation_id: conversation, format: "3mf" });
  expect(await alice.credits()).toBe(before);
});
