import { beforeAll, expect, test } from "vitest";
import { anyone, codeOf, type Developer, developer } from "../support";

let alice: Developer;

beforeAll(async () => {
  alice = await developer();
});

async function announce(body: Record<string, unknown>): Promise<{ url: string; key: string }> {
  const { status, body: answer } = await alice.api.request("POST", "/upload", body);
  expect(status).toBe(200);
  return { url: String(answer.upload_url), key: String(answer.s3_key) };
}

const put = (url: string, bytes: string, headers: Record<string, string> = {}) => fetch(url, { method: "PUT", body: bytes, headers });

test("a file that was announced but never sent imports as 409", async () => {
  const { key } = await announce({ filename: "a.step" });
  const answer = await alice.api.request("POST", "/import", { s3_key: key });
  expect([answer.status, codeOf(answer)]).toEqual([409, "FILE_NOT_CONFIRMED"]);
});

test.each([
  ["no CAD file at all", "hello"],
  ["a STEP header and nothing else", "ISO-10303-21;\n"],
  ["a cut-off STEP file", "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nENDSEC;\nDATA;\n#1=CARTESIAN_POINT('',(0.,0."],
  ["zeros", "\0".repeat(1_000)],
])("an import of %s fails with a sentence", async (_, bytes) => {
  const { url, key } = await announce({ filename: "a.step" });
  expect((await put(url, bytes)).status).toBe(200);
  const { status, body } = await alice.api.request("POST", "/import", { s3_key: key });
  expect(status).toBe(200);
  const job = await anyone().ended(String(body.job_id));
  expect(job.status).toBe("failed");
  expect(job.error).toMatch(/\.$/);
});

test("what was announced binds: length and type", async () => {
  const { url } = await announce({ filename: "a.step", bytes: 5, content_type: "application/step" });
  const type = { "Content-Type": "application/step" };
  expect((await put(url, "12345", { "Content-Type": "text/html" })).status).toBe(409);
  expect((await put(url, "123456", type)).status).toBe(413);
  expect((await put(url, "12345", type)).status).toBe(200);
});

test("bad announcements are 400, and keys of others 404", async () => {
  for (const body of [
    {},
    { filename: "" },
    { filename: "a", bytes: 0 },
    { filename: "a", bytes: 200 * 1024 * 1024 },
    { filename: "a", content_type: "x" },
  ]) {
    expect((await alice.api.request("POST", "/upload", body)).status, JSON.stringify(body)).toBe(400);
  }
  const { key } = await announce({ filename: "a.step" });
  const bob = await developer();
  for (const path of ["/import", "/download"]) expect((await bob.api.request("POST", path, { s3_key: key })).status).toBe(404);
});
