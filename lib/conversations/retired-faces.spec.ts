import { describe, expect, it } from "vitest";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { designContext, publishRevert, retiredFaces } from "./index";
import { face, make, person, say } from "./spec-conversation";

withSpecDatabase();

const retired = async (conversationId: string) => retiredFaces(conversationId, await designContext(conversationId));

describe("retired faces", () => {
  const faces = (...names: string[]) => names.map((name) => ({ ...face, name, label: `${name} of its time` }));

  it("are those that the line to the head had and the head has not, with their latest label", async () => {
    const accountId = await person();
    const { conversationId } = await make(accountId, null, "One", faces("base/top", "h1/wall"));
    expect(await retired(conversationId)).toEqual([]);
    await make(accountId, conversationId, "Two", [...faces("base/top", "p1/floor"), { ...face, name: "h1/wall", label: "newer" }]);
    await make(accountId, conversationId, "Three", faces("base/top"));
    expect(await retired(conversationId)).toEqual([
      { name: "h1/wall", label: "newer" },
      { name: "p1/floor", label: "p1/floor of its time" },
    ]);
  });

  it("are not those of what was undone, nor of another conversation", async () => {
    const accountId = await person();
    const { conversationId } = await make(accountId, null, "One", faces("base/top"));
    await make(accountId, conversationId, "Two", faces("base/top", "h1/wall"));
    const undo = await say(accountId, conversationId, "undo");
    await publishRevert({ taskId: undo.taskId, conversationId, prompt: "undo", summary: "Back.", revision: 1 });
    await make(accountId, conversationId, "Three", faces("base/top"));
    expect(await retired(conversationId)).toEqual([]);
    const { conversationId: other } = await say(accountId, null, "another");
    expect(await retired(other)).toEqual([]);
  });
});
