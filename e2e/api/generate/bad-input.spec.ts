import { beforeAll, describe, expect, it } from "vitest";
import { codeOf, type Developer, developer, plain } from "../support";

let alice: Developer;
let bob: Developer;

beforeAll(async () => {
  [alice, bob] = [await developer(), await developer()];
});

describe("POST /generate refuses, and charges nothing for,", () => {
  it.each<[string, unknown, number, string]>([
    ["an empty prompt", { prompt: "" }, 400, "VALIDATION_ERROR"],
    ["a blank prompt", { prompt: "   " }, 400, "VALIDATION_ERROR"],
    ["no prompt", {}, 400, "VALIDATION_ERROR"],
    ["a prompt of 100 kB", { prompt: "x".repeat(100_000) }, 400, "VALIDATION_ERROR"],
    ["a body over the cap", { prompt: "x".repeat(200_000) }, 413, "PAYLOAD_TOO_LARGE"],
    ["a number as prompt", { prompt: 5 }, 400, "VALIDATION_ERROR"],
    ["null as prompt", { prompt: null }, 400, "VALIDATION_ERROR"],
    ["a prompt with a NUL", { prompt: "box\u0000" }, 400, "VALIDATION_ERROR"],
    ["half a surrogate pair", '{"prompt": "box \\ud800"}', 400, "VALIDATION_ERROR"],
    ["an unknown field", { prompt: "box", temperature: 1 }, 400, "VALIDATION_ERROR"],
    ["__proto__", '{"prompt": "box", "__proto__": {"admin": true}}', 400, "VALIDATION_ERROR"],
    ["NaN in JSON", '{"prompt": "box", "parameters": {"width": NaN}}', 400, "INVALID_JSON"],
    ["a number beyond all numbers", '{"prompt": "box", "parameters": {"width": 1e999}}', 400, "VALIDATION_ERROR"],
    ["broken JSON", "{", 400, "INVALID_JSON"],
    ["60,000 brackets", "[".repeat(60_000), 400, "INVALID_JSON"],
    ["an unknown conversation", { prompt: "box", conversation_id: `conv_${"0".repeat(24)}` }, 404, "NOT_FOUND"],
    ["an unknown upload", { prompt: "box", imported_step_key: "uploads/none/source.step" }, 404, "NOT_FOUND"],
  ])("%s", async (_, body, status, code) => {
    const before = await alice.credits();
    const answer = await alice.api.request("POST", "/generate", body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(JSON.stringify(answer.body).length).toBeLessThan(4_000);
    expect(await alice.credits()).toBe(before);
  });

  it("a conversation of somebody else, which looks like one that does not exist", async () => {
    const theirs = await bob.api.conversation("Bob's");
    const before = await alice.credits();
    const first = await alice.api.request("POST", "/generate", { prompt: "box", conversation_id: theirs });
    const second = await alice.api.request("POST", "/generate", { prompt: "box", conversation_id: `conv_${"0".repeat(24)}` });
    expect([first.status, plain(first)]).toEqual([404, plain(second)]);
    expect(await alice.credits()).toBe(before);
  });

  it("a form and plain text: 415", async () => {
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]) {
      const answer = await alice.api.request("POST", "/generate", "prompt=box", { "Content-Type": type });
      expect([answer.status, codeOf(answer)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    }
  });

  it("the same Idempotency-Key with another body: 409", async () => {
    const headers = { "Idempotency-Key": "mismatch" };
    await alice.api.request("POST", "/generate", { prompt: "a 10 mm cube" }, headers);
    const before = await alice.credits();
    const answer = await alice.api.request("POST", "/generate", { prompt: "a 20 mm cube" }, headers);
    expect([answer.status, codeOf(answer)]).toEqual([409, "IDEMPOTENCY_MISMATCH"]);
    expect(await alice.credits()).toBe(before);
  });

  it("a key without the permission: 403 that names it", async () => {
    const reader = await developer(["parts:read"]);
    const answer = await reader.api.request("POST", "/generate", { prompt: "box" });
    expect([answer.status, codeOf(answer)]).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect(JSON.stringify(answer.body)).toContain('"required":"generate"');
    expect(await reader.credits()).toBe(102);
  });
});
