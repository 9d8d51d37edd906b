import { beforeAll, describe, expect, it } from "vitest";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { owner } from "./accounts";
import { ask, codeOf, send } from "./client";
import { publishBox } from "./published-part";

withSpecDatabase();

let alice: Awaited<ReturnType<typeof owner>>;
let bob: Awaited<ReturnType<typeof owner>>;

beforeAll(async () => {
  alice = await owner("alice", { credits: 100 });
  bob = await owner("bob");
});

const pathOf = (url: unknown) => String(url).replace("http://localhost:3000", "");
const plain = (text: string) => text.replace(/req_\w+/, "");

async function conversation(key = alice.key): Promise<string> {
  return String((await ask("POST", "/conversations", {}, { key })).body.conversation_id);
}

describe("POST /export", () => {
  it("answers an address that works without any header, and a name that every system can save under", async () => {
    const id = await conversation();
    const part = await publishBox(alice.accountId, id);
    const { status, body } = await ask("POST", "/export", { conversation_id: id, format: "step" }, { key: alice.key });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      download_url: expect.stringMatching(/^http:\/\/localhost:3000\/api\/v1\/objects\//),
      filename: "Bo_x _ ü.step",
      expires_at: expect.any(String),
    });
    const file = await send(pathOf(body.download_url));
    expect(file.status).toBe(200);
    expect(await file.text()).toBe(part.bytes);
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="[^"]+"; filename\*=UTF-8''Bo_x%20_%20%C3%BC\.step$/);
  });

  it("has nothing to export before a part exists: 409", async () => {
    const answer = await ask("POST", "/export", { conversation_id: await conversation(), format: "step" }, { key: alice.key });
    expect([answer.status, codeOf(answer)]).toEqual([409, "NOTHING_TO_EXPORT"]);
  });

  it("takes a part's id and an earlier revision, and refuses one that was never made", async () => {
    const id = await conversation();
    const first = await publishBox(alice.accountId, id, 50);
    await publishBox(alice.accountId, id, 60);
    const old = await ask("POST", "/export", { part_id: first.partId, revision: 1, format: "step" }, { key: alice.key });
    expect(pathOf(old.body.download_url)).toContain(first.key);
    expect((await ask("POST", "/export", { part_id: first.partId, revision: 3, format: "step" }, { key: alice.key })).status).toBe(404);
  });

  it.each([
    { format: "step" },
    { conversation_id: "conv_1", part_id: "part_1", format: "step" },
    { conversation_id: "conv_1", format: "dwg" },
    { conversation_id: "conv_1" },
    { conversation_id: "conv_1", format: "step", revision: 0 },
    { conversation_id: 5, format: "step" },
  ])("refuses %j by field", async (body) => {
    const answer = await ask("POST", "/export", body, { key: alice.key });
    expect([answer.status, codeOf(answer)]).toEqual([400, "VALIDATION_ERROR"]);
  });
});

describe("parts and revisions", () => {
  it("shows revisions, sizes and files; going back makes the earlier one the head, for nothing", async () => {
    const id = await conversation();
    const { partId } = await publishBox(alice.accountId, id, 50);
    await publishBox(alice.accountId, id, 60);
    const credits = (await ask("GET", "/me", undefined, { key: alice.key })).body;
    const detail = await ask("GET", `/conversations/${id}`, undefined, { key: alice.key });
    expect(detail.body.part).toMatchObject({
      part_id: partId,
      revision: 2,
      revisions: [{ dimensions: { x: 50, y: 30, z: 10 } }, { dimensions: { x: 60 } }],
    });
    const back = await ask("POST", `/conversations/${id}/revert`, { revision: 1 }, { key: alice.key });
    expect(back.body).toEqual({ conversation_id: id, part_id: partId, revision: 1 });
    const part = await ask("GET", `/parts/${partId}`, undefined, { key: alice.key });
    expect(part.body).toMatchObject({
      revision: 1,
      dimensions: { x: 50, y: 30, z: 10 },
      measurements: { volume_mm3: 15_000 },
      parameters: [{ value: 50 }],
    });
    const [file] = part.body.files as { url: string; format: string }[];
    expect((await send(pathOf(file?.url))).status).toBe(200);
    expect((await ask("GET", "/me", undefined, { key: alice.key })).body).toEqual(credits);
    expect((await ask("POST", `/conversations/${id}/revert`, { revision: 9 }, { key: alice.key })).status).toBe(404);
    const listed = (await ask("GET", "/parts", undefined, { key: alice.key })).body.parts as { part_id: string }[];
    expect(listed[0]?.part_id).toBe(partId);
  });

  it("of another look like missing ones, by part, key and upload", async () => {
    const id = await conversation();
    const part = await publishBox(alice.accountId, id);
    const pairs = [
      [`/parts/${part.partId}`, `/parts/part_${"0".repeat(24)}`, undefined, undefined],
      ["/download", "/download", { s3_key: part.key }, { s3_key: `models/${crypto.randomUUID()}/model.step` }],
      ["/import", "/import", { s3_key: part.key }, { s3_key: `models/${crypto.randomUUID()}/model.step` }],
      ["/generate", "/generate", { prompt: "x", imported_step_key: part.key }, { prompt: "x", imported_step_key: "models/x/model.step" }],
      ["/export", "/export", { part_id: part.partId, format: "step" }, { part_id: `part_${"0".repeat(24)}`, format: "step" }],
    ] as const;
    for (const [theirs, missing, theirBody, missingBody] of pairs) {
      const method = theirBody === undefined ? "GET" : "POST";
      const first = await ask(method, theirs, theirBody, { key: bob.key });
      const second = await ask(method, missing, missingBody, { key: bob.key });
      expect(first.status, theirs).toBe(404);
      expect(plain(first.text)).toBe(plain(second.text));
    }
    expect((await ask("POST", "/download", { s3_key: part.key }, { key: alice.key })).status).toBe(200);
  });
});

describe("uploads", () => {
  async function announce(body: Record<string, unknown>) {
    const { body: answer } = await ask("POST", "/upload", body, { key: alice.key });
    return { path: pathOf(answer.upload_url), key: String(answer.s3_key) };
  }
  const put = (path: string, bytes: string | null, headers: Record<string, string> = {}) =>
    send(path, { method: "PUT", body: bytes, headers });

  it("take bytes, which then make a job of an import", async () => {
    const { path, key } = await announce({ filename: "part.step" });
    expect(codeOf(await ask("POST", "/import", { s3_key: key }, { key: alice.key }))).toBe("FILE_NOT_CONFIRMED");
    expect((await put(path, "ISO-10303-21;")).status).toBe(200);
    const answer = await ask("POST", "/import", { s3_key: key }, { key: alice.key });
    expect(answer.body).toEqual({ job_id: expect.any(String), conversation_id: expect.stringMatching(/^conv_/), status: "processing" });
  });

  it("refuse another length or type than announced, and what is too large", async () => {
    const { path } = await announce({ filename: "part.step", bytes: 10, content_type: "application/step" });
    const type = { "Content-Type": "application/step" };
    expect((await put(path, "0123456789", { "Content-Type": "text/html" })).status).toBe(409);
    expect((await put(path, "01234567890", type)).status).toBe(413);
    expect((await put(path, "012345678", type)).status).toBe(409);
    expect((await put(path, "0123456789", type)).status).toBe(200);
  });

  it.each([
    { filename: "" },
    { filename: "x".repeat(256) },
    { filename: "a.step", bytes: 0 },
    { filename: "a.step", bytes: 1.5 },
    { filename: "a.step", bytes: 104_857_601 },
    { filename: "a.step", content_type: "text/html\r\nX-Evil: 1" },
    {},
  ])("are not announced by %j", async (body) => {
    expect((await ask("POST", "/upload", body, { key: alice.key })).status).toBe(400);
  });

  it.each(["../../etc/passwd.step", "a\r\nSet-Cookie: x=1.step", "\u202egpj.step", "con.step", `"; filename="evil.exe`, "x".repeat(250)])(
    "keep the hostile name %j out of keys and headers",
    async (filename) => {
      const { path, key } = await announce({ filename });
      expect(key).toMatch(/^uploads\/file_[0-9a-f]{24}\/source\.\w+$/);
      await put(path, "ISO-10303-21;");
      await ask("POST", "/import", { s3_key: key }, { key: alice.key });
      const { body } = await ask("POST", "/download", { s3_key: key }, { key: alice.key });
      const file = await send(pathOf(body.download_url));
      expect(file.status).toBe(200);
      expect(file.headers.get("set-cookie")).toBeNull();
      expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.%~-]+$/);
    },
  );
});

describe("signed addresses", () => {
  async function address(): Promise<string> {
    const id = await conversation();
    await publishBox(alice.accountId, id);
    return pathOf((await ask("POST", "/export", { conversation_id: id, format: "step" }, { key: alice.key })).body.download_url);
  }

  it("are refused when any character is changed", async () => {
    const path = await address();
    for (let at = "/api/v1/objects/".length; at < path.length; at += 1) {
      const changed = `${path.slice(0, at)}${path[at] === "a" ? "b" : "a"}${path.slice(at + 1)}`;
      expect((await send(changed)).status, changed).not.toBe(200);
    }
    expect((await send(path)).status).toBe(200);
  });

  it("work in the spelling that the framework passes on: a space in the file's name as a plus", async () => {
    const path = await address();
    expect(path).toContain("%20");
    expect((await send(path.replaceAll("%20", "+"))).status).toBe(200);
  });

  it("for reading can't be used for writing", async () => {
    expect((await send(await address(), { method: "PUT", body: "x" })).status).toBe(403);
  });

  it("give ranges, sizes and 304, from any origin, and never run in our pages", async () => {
    const path = await address();
    const part = await send(path, { headers: { Range: "bytes=0-12" } });
    expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
      206,
      "ISO-10303-21;",
      expect.stringMatching(/^bytes 0-12\/\d+$/),
    ]);
    expect((await send(path, { headers: { Range: "bytes=99999-" } })).status).toBe(416);
    const { headers } = await send(path);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect((await send(path, { headers: { "If-None-Match": headers.get("etag") ?? "" } })).status).toBe(304);
  });
});

describe("paths that are no endpoints", () => {
  it("answer 404 in the API's shape, by any method", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await ask(method, "/no/such/thing");
      expect([answer.status, codeOf(answer)]).toEqual([404, "NOT_FOUND"]);
    }
  });

  it("describe themselves as OpenAPI, and health answers without a key", async () => {
    expect((await ask("GET", "/openapi.json")).body).toMatchObject({ openapi: "3.1.0" });
    expect((await ask("GET", "/health")).body).toMatchObject({ ok: true, data: { status: "ok", parts: { database: "ok" } } });
  });
});
