import { beforeAll, expect, test } from "vitest";
import { developer } from "../support";

let url = "";

beforeAll(async () => {
  const { api } = await developer();
  const conversation = await api.conversation();
  const job = await api.say(conversation, "a 10 mm cube");
  expect(job.status, job.error).toBe("completed");
  url = String((await api.request("POST", "/export", { conversation_id: conversation, format: "step" })).body.download_url);
});

test("an address gives the file and ranges of it, to any origin, and nothing to HEAD but headers", async () => {
  const whole = await fetch(url, { headers: { Origin: "https://elsewhere.example" } });
  const text = await whole.text();
  expect(text.startsWith("ISO-10303-21;")).toBe(true);
  expect(whole.headers.get("access-control-allow-origin")).toBe("*");
  expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
  const part = await fetch(url, { headers: { Range: "bytes=0-12" } });
  expect([part.status, await part.text()]).toEqual([206, "ISO-10303-21;"]);
  const head = await fetch(url, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("an address with any one character changed is refused", async () => {
  const from = url.indexOf("/objects/") + "/objects/".length;
  for (let at = from; at < url.length; at += 1) {
    const changed = `${url.slice(0, at)}${url[at] === "a" ? "b" : "a"}${url.slice(at + 1)}`;
    expect((await fetch(changed)).status, changed).not.toBe(200);
  }
});

test("an address for reading writes nothing, and one without its signature reads nothing", async () => {
  expect((await fetch(url, { method: "PUT", body: "x" })).status).toBe(403);
  expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
  expect((await fetch(url.replace(/[?&]sig=\w+/, ""))).status).toBe(403);
  for (const path of ["../../secrets.json", "..%2f..%2fsecrets.json", "%2e%2e/%2e%2e/secrets.json"]) {
    const answer = await fetch(`${url.slice(0, url.indexOf("/objects/"))}/objects/${path}?exp=9999999999&sig=0`);
    expect([403, 404], path).toContain(answer.status);
  }
});
