import { describe, expect, it } from "vitest";
import { createGuest } from "@/lib/accounts";
import { balanceOf } from "@/lib/credits";
import { db } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { findFileByKey } from "@/lib/files";
import { cancelTask, failTask, findTask } from "@/lib/tasks";
import {
  createConversation,
  deleteConversation,
  designContext,
  findConversation,
  findPart,
  headRevision,
  listConversations,
  listParts,
  publishReply,
  publishRevert,
  publishRevision,
  renameConversation,
} from "./index";
import { block, make, person, plan, revision, say } from "./spec-conversation";

withSpecDatabase();

describe("a turn", () => {
  it("makes its conversation, is pending at once and charges with it", async () => {
    const accountId = await person(3);
    const { conversationId, taskId, creditsRemaining } = await say(accountId, null, "a cube");
    expect(creditsRemaining).toBe(2);
    const conversation = await findConversation(accountId, conversationId);
    expect(conversation).toMatchObject({ name: "New part", part: null });
    expect(conversation?.turns).toMatchObject([{ number: 1, prompt: "a cube", outcome: "pending", selectedFaces: ["Face 2"], taskId }]);
  });

  it("without a credit leaves nothing behind, not even a conversation", async () => {
    const { id: accountId } = await createGuest();
    await say(accountId, null, "one");
    await say(accountId, null, "two");
    await expect(say(accountId, null, "three")).rejects.toMatchObject({ code: "INSUFFICIENT_CREDITS" });
    expect(await db().conversation.count({ where: { accountId } })).toBe(2);
    expect(await db().turn.count({ where: { conversation: { accountId } } })).toBe(2);
  });

  it("sent twice under one idempotency key is one turn of one conversation", async () => {
    const accountId = await person(3);
    const sent = await Promise.all(Array.from({ length: 10 }, () => say(accountId, null, "a cube", "k")));
    expect(new Set(sent.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(await balanceOf(accountId)).toBe(2);
  });

  it("of many at once has a number of its own", async () => {
    const accountId = await person();
    const { id } = await createConversation({ accountId });
    await Promise.all(Array.from({ length: 20 }, (_, index) => say(accountId, id, `turn ${index}`)));
    const numbers = (await findConversation(accountId, id))?.turns.map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("shows as failed, with the reason, as soon as its task failed", async () => {
    const accountId = await person();
    const { conversationId, taskId } = await say(accountId, null, "an impossible part");
    await failTask(taskId, { code: "KERNEL_FAILED", message: "The shell is thicker than the part." }, { refund: true });
    const conversation = await findConversation(accountId, conversationId);
    expect(conversation?.turns).toMatchObject([{ outcome: "failed", error: "The shell is thicker than the part." }]);
  });
});

describe("a revision", () => {
  it("is published with its part, files, turn and task in one go", async () => {
    const accountId = await person();
    const { taskId, conversationId, partId } = await make(accountId, null, "Bracket");
    expect(await findTask(taskId)).toMatchObject({
      status: "completed",
      progress: 100,
      result: { success: true, part_id: partId, revision: 1 },
    });
    const conversation = await findConversation(accountId, conversationId);
    expect(conversation).toMatchObject({
      name: "Bracket",
      turns: [{ outcome: "part", summary: "Made Bracket.", revision: 1, assumptions: [{ text: "Material: any" }] }],
      part: { id: partId, revision: 1, revisions: [{ number: 1, dimensions: { x: 30, y: 20, z: 10 }, files: [{ kind: "step" }] }] },
    });
    expect(await findFileByKey(accountId, `models/${taskId}/model.step`)).toMatchObject({ taskId, filename: "Bracket.step" });
    expect((await headRevision(accountId, { conversationId }))?.measurements).toEqual(block(30));
  });

  it("published again for the same task, even at once, is the same one", async () => {
    const accountId = await person();
    const { taskId, conversationId } = await say(accountId, null, "a block");
    const published = await Promise.all(Array.from({ length: 8 }, () => publishRevision(revision(taskId, conversationId))));
    expect(new Set(published.map((one) => one?.revisionId)).size).toBe(1);
    expect(await db().revision.count({ where: { taskId } })).toBe(1);
  });

  it("of a task that was cancelled is not published, and the credit stays returned", async () => {
    const accountId = await person(5);
    const { taskId, conversationId } = await say(accountId, null, "a block");
    await cancelTask(accountId, taskId);
    expect(await publishRevision(revision(taskId, conversationId))).toBeNull();
    expect((await findConversation(accountId, conversationId))?.part).toBeNull();
    expect(await balanceOf(accountId)).toBe(5);
  });

  it("of a conversation that was deleted meanwhile is not published", async () => {
    const accountId = await person();
    const { taskId, conversationId } = await say(accountId, null, "a block");
    await deleteConversation(accountId, conversationId);
    await expect(publishRevision(revision(taskId, conversationId))).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await findTask(taskId))?.status).toBe("queued");
  });

  it("of several tasks at once gets a number of its own, and the last is the head", async () => {
    const accountId = await person();
    const { id } = await createConversation({ accountId, name: "Mine" });
    const turns = [];
    for (let count = 0; count < 6; count += 1) turns.push(await say(accountId, id, "a block"));
    const published = await Promise.all(turns.map(({ taskId }, index) => publishRevision(revision(taskId, id, `Block ${index}`))));
    expect(published.map((one) => one?.revision).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await headRevision(accountId, { conversationId: id })).toMatchObject({ number: 6, isHead: true });
    expect((await findConversation(accountId, id))?.name).toBe("Mine");
  });
});

describe("undo", () => {
  it("makes an earlier revision the head, overwrites nothing, and what follows has a new number", async () => {
    const accountId = await person();
    const first = await make(accountId, null, "One");
    const { conversationId } = first;
    await make(accountId, conversationId, "Two");
    const undo = await say(accountId, conversationId, "undo");
    const summary = "Back to One.";
    expect(await publishRevert({ taskId: undo.taskId, conversationId, prompt: "undo", revision: 1, summary, refund: true })).toMatchObject({
      revision: 1,
    });
    expect(await findTask(undo.taskId)).toMatchObject({ status: "completed", result: { summary, job_id: undo.taskId } });
    expect(await headRevision(accountId, { conversationId })).toMatchObject({ number: 1, plan: { name: "One" } });
    expect(await headRevision(accountId, { conversationId, revision: 2 })).toMatchObject({ number: 2, isHead: false });
    const third = await make(accountId, conversationId, "Three");
    expect(third.revision).toBe(3);
    const context = await designContext(conversationId);
    expect(context).toMatchObject({ turn: 5, revision: 3, plan: { name: "Three" }, units: "in", lastLabel: 6 });
    expect(context.history.map(({ number }) => number)).toEqual([1]);
    expect(await balanceOf(accountId)).toBe(47);
  });

  it("done again for the same task changes nothing, and to a revision that is not there is refused", async () => {
    const accountId = await person();
    const { conversationId } = await make(accountId, null, "One");
    const undo = await say(accountId, conversationId, "undo");
    const revert = { taskId: undo.taskId, conversationId, prompt: "undo", summary: "Back." };
    await expect(publishRevert({ ...revert, revision: 7 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const once = await publishRevert({ ...revert, revision: 1 });
    expect(await publishRevert({ ...revert, revision: 1 })).toEqual(once);
  });
});

describe("a question", () => {
  it("gives the credit back and is what the next turn answers", async () => {
    const accountId = await person(5);
    const { taskId, conversationId } = await say(accountId, null, "a bracket with holes");
    const question = { text: "How many holes?", options: [{ label: "2", reply: "two holes" }] };
    const reply = {
      taskId,
      conversationId,
      prompt: "a bracket with holes",
      outcome: { kind: "question", question, plan: plan("Draft") },
    } as const;
    expect(await publishReply(reply)).toBe(true);
    expect(await publishReply(reply)).toBe(false);
    expect(await balanceOf(accountId)).toBe(5);
    expect(await findTask(taskId)).toMatchObject({
      status: "completed",
      result: { success: false, summary: "How many holes?", questions: [question], job_id: taskId },
    });
    const next = await say(accountId, conversationId, "two");
    const context = await designContext(conversationId, next.taskId);
    expect(context).toMatchObject({ turn: 2, units: "mm", history: [], faces: [] });
    expect(context.pending).toEqual({ question, prompt: "a bracket with holes", plan: plan("Draft") });
    await publishRevision(revision(next.taskId, conversationId));
    expect((await designContext(conversationId)).pending).toBeUndefined();
  });

  it("is not an answer: that is words alone", async () => {
    const accountId = await person();
    const { taskId, conversationId } = await say(accountId, null, "what is its volume?");
    await publishReply({
      taskId,
      conversationId,
      prompt: "what is its volume?",
      outcome: { kind: "answer", text: "There is no part yet." },
    });
    expect((await findConversation(accountId, conversationId))?.turns).toMatchObject([
      { outcome: "answer", summary: "There is no part yet." },
    ]);
  });
});

describe("another account", () => {
  it("finds, changes, deletes and continues nothing of it", async () => {
    const [mine, theirs] = [await person(), await person()];
    const { conversationId, partId } = await make(theirs, null, "Secret");
    expect(await findConversation(mine, conversationId)).toBeNull();
    expect(await findPart(mine, partId)).toBeNull();
    expect(await headRevision(mine, { conversationId })).toBeNull();
    expect(await headRevision(mine, { partId })).toBeNull();
    const own = await make(mine, null, "Own");
    expect(await headRevision(mine, { conversationId: own.conversationId, partId })).toBeNull();
    await expect(renameConversation(mine, conversationId, "x")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(deleteConversation(mine, conversationId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(say(mine, conversationId, "and a hole")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await balanceOf(mine)).toBe(49);
    expect((await findConversation(theirs, conversationId))?.turns).toHaveLength(1);
  });
});

describe("lists", () => {
  it("give everything once, newest first, page by page, and only one's own", async () => {
    const [mine, theirs] = [await person(), await person()];
    const made = [];
    for (const name of ["A", "B", "C", "D", "E"]) made.push(await make(mine, null, name));
    await make(theirs, null, "Not mine");
    const names: string[] = [];
    const partNames: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listConversations>> = await listConversations(mine, { cursor, limit: 2 });
      expect(page.conversations.length).toBeLessThanOrEqual(2);
      names.push(...page.conversations.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    do {
      const page: Awaited<ReturnType<typeof listParts>> = await listParts(mine, { cursor, limit: 3 });
      partNames.push(...page.parts.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(["E", "D", "C", "B", "A"]);
    expect(partNames).toEqual(names);
    await expect(listConversations(mine, { cursor: "nonsense", limit: 2 })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });

  it("no longer hold a deleted conversation, whose files expire", async () => {
    const accountId = await person();
    const { conversationId, partId, taskId } = await make(accountId, null, "Gone");
    await deleteConversation(accountId, conversationId);
    expect(await findConversation(accountId, conversationId)).toBeNull();
    expect(await findPart(accountId, partId)).toBeNull();
    expect(await findFileByKey(accountId, `models/${taskId}/model.step`)).toBeNull();
    expect(await findTask(taskId)).toMatchObject({ status: "completed", conversationId: null });
  });
});
