import { beforeAll, describe, expect, it } from "vitest";
import { codeOf, type Developer, developer, plain } from "../support";

let alice: Developer;

beforeAll(async () => {
  alice = await developer();
});

describe("POST /export refuses", () => {
  it("before a part exists: 409 NOTHING_TO_EXPORT", async () => {
    const answer = await alice.api.request("POST", "/export", { conversation_id: await alice.api.conversation(), format: "step" });
    expect([answer.status, codeOf(answer)]).toEqual([409, "NOTHING_TO_EXPORT"]);
  });

  it.each<[string, unknown]>([
    ["a format there is not", { conversation_id: "conv_1", format: "dwg" }],
    ["no format", { conversation_id: "conv_1" }],
    ["neither conversation nor part", { format: "step" }],
    ["both", { conversation_id: "conv_1", part_id: "part_1", format: "step" }],
    ["revision 0", { conversation_id: "conv_1", format: "step", revision: 0 }],
    ["an unknown field", { conversation_id: "conv_1", format: "step", quality: 11 }],
  ])("%s: 400 that names the field", async (_, body) => {
    const answer = await alice.api.request("POST", "/export", body);
    expect([answer.status, codeOf(answer)]).toEqual([400, "VALIDATION_ERROR"]);
    const { details } = (answer.body as { error: { details: { path: string; message: string }[] } }).error;
    expect(details.length).toBeGreaterThan(0);
  });

  it("somebody else's conversation, which looks like a missing one", async () => {
    const bob = await developer();
    const theirs = await bob.api.conversation();
    const first = await alice.api.request("POST", "/export", { conversation_id: theirs, format: "step" });
    const second = await alice.api.request("POST", "/export", { conversation_id: `conv_${"0".repeat(24)}`, format: "step" });
    expect([first.status, plain(first)]).toEqual([404, plain(second)]);
  });
});
