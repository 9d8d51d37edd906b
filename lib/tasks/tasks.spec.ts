import { describe, expect, it } from "vitest";
import { createGuest, findOrCreateRegistered } from "@/lib/accounts";
import { balanceOf, grant } from "@/lib/credits";
import { db, transaction } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { createKey } from "@/lib/keys";
import {
  cancelTask,
  completeTask,
  failAbandonedTasks,
  failTask,
  findTask,
  findTaskOf,
  markStarted,
  reportProgress,
  type Submission,
  submitTask,
  subscribeTask,
  type TaskEvent,
  taskEvents,
} from "./index";

withSpecDatabase();

const generate = (accountId: string, more: Partial<Submission> = {}) =>
  submitTask({ kind: "generate", accountId, input: { prompt: "a cube" }, cost: 1, eventName: "task/generate.requested", ...more });

/** An account with this balance. */
async function accountWith(credits: number): Promise<string> {
  const { id } = await createGuest();
  if (credits > 2) await grant({ accountId: id, amount: credits - 2, reason: "Spec", uniqueKey: `spec:${id}` });
  return id;
}

async function ledgerSum(accountId: string): Promise<number> {
  const { _sum } = await db().ledgerEntry.aggregate({ where: { accountId }, _sum: { amount: true } });
  return _sum.amount ?? 0;
}

const failure = { code: "KERNEL_FAILED", message: "The fillet is too large: at most 3 mm would work." };

describe("submitting", () => {
  it("takes the credit, makes the task and its event together", async () => {
    const accountId = await accountWith(2);
    const { taskId, creditsRemaining } = await generate(accountId);
    expect(creditsRemaining).toBe(1);
    expect(await findTask(taskId)).toMatchObject({ status: "queued", progress: 0, cost: 1, accountId, input: { prompt: "a cube" } });
    const events = await db().outboxEvent.findMany();
    expect(events.filter(({ data }) => JSON.stringify(data) === JSON.stringify({ taskId }))).toHaveLength(1);
  });

  it("of 50 at once with a balance of 20 accepts exactly 20 and leaves nothing of the others", async () => {
    const accountId = await accountWith(20);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => generate(accountId)));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(30);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: "INSUFFICIENT_CREDITS", details: { required: 1, available: 0 } });
    expect(await balanceOf(accountId)).toBe(0);
    expect(await ledgerSum(accountId)).toBe(0);
    expect(await db().task.count({ where: { accountId } })).toBe(20);
  });

  it("with one idempotency key makes one task of 20 at once, and charges once", async () => {
    const accountId = await accountWith(20);
    const submitted = await Promise.all(Array.from({ length: 20 }, () => generate(accountId, { idempotencyKey: "k1" })));
    expect(new Set(submitted.map(({ taskId }) => taskId)).size).toBe(1);
    expect(submitted.filter(({ existing }) => !existing)).toHaveLength(1);
    expect(await balanceOf(accountId)).toBe(19);
    const other = await accountWith(2);
    expect((await generate(other, { idempotencyKey: "k1" })).existing).toBe(false);
  });

  it("forgets an idempotency key after a day", async () => {
    const accountId = await accountWith(2);
    const { taskId } = await generate(accountId, { idempotencyKey: "k2" });
    await db().task.update({ where: { id: taskId }, data: { createdAt: new Date(Date.now() - 86_401_000) } });
    expect((await generate(accountId, { idempotencyKey: "k2" })).taskId).not.toBe(taskId);
  });

  it("does not reach into another account's conversation", async () => {
    const [mine, theirs] = [await accountWith(2), await accountWith(2)];
    const conversation = await db().conversation.create({ data: { id: "conv_theirs", accountId: theirs, name: "Theirs" } });
    await expect(generate(mine, { conversationId: conversation.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await balanceOf(mine)).toBe(2);
  });

  it("stops at the key's generations of the month, exactly, and without charging", async () => {
    const { id: accountId } = await findOrCreateRegistered("generations@example.com");
    await grant({ accountId, amount: 200, reason: "Spec", uniqueKey: "spec:generations" });
    const { keyId } = await createKey({ accountId, name: "spec" });
    const outcomes = await Promise.allSettled(Array.from({ length: 110 }, () => generate(accountId, { keyId })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(100);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toMatchObject({ code: "RATE_LIMITED" });
    expect(await balanceOf(accountId)).toBe(102);
  });
});

describe("a task's end", () => {
  it("as failed under 20 at once happens once and refunds once", async () => {
    const accountId = await accountWith(2);
    const { taskId } = await generate(accountId);
    const ended = await Promise.all(Array.from({ length: 20 }, () => failTask(taskId, failure, { refund: true })));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await balanceOf(accountId)).toBe(2);
    expect(await ledgerSum(accountId)).toBe(2);
    expect(await findTask(taskId)).toMatchObject({ status: "failed", error: failure });
  });

  it("is either completed or failed when both are tried at once, and the money agrees", async () => {
    const accountId = await accountWith(12);
    const tasks = await Promise.all(Array.from({ length: 10 }, () => generate(accountId)));
    await Promise.all(
      tasks.flatMap(({ taskId }) => [
        transaction((tx) => completeTask(tx, taskId, { success: true })),
        failTask(taskId, failure, { refund: true }),
        cancelTask(accountId, taskId),
      ]),
    );
    const completed = await db().task.count({ where: { accountId, status: "completed" } });
    expect(await db().task.count({ where: { accountId, status: { in: ["completed", "failed", "cancelled"] } } })).toBe(10);
    expect(await balanceOf(accountId)).toBe(12 - completed);
    expect(await ledgerSum(accountId)).toBe(12 - completed);
  });

  it("is not undone by what comes late", async () => {
    const accountId = await accountWith(2);
    const { taskId } = await generate(accountId);
    await transaction((tx) => completeTask(tx, taskId, { success: true }));
    expect(await reportProgress(taskId, { stage: "mesh", fraction: 0.5 })).toBe(false);
    expect(await failTask(taskId, failure, { refund: true })).toBe(false);
    expect(await findTask(taskId)).toMatchObject({ status: "completed", progress: 100, result: { success: true }, error: null });
    expect(await balanceOf(accountId)).toBe(1);
  });

  it("by an answer in words gives the credit back", async () => {
    const accountId = await accountWith(2);
    const { taskId } = await generate(accountId);
    await transaction((tx) => completeTask(tx, taskId, { success: false }, { refund: true }));
    expect(await balanceOf(accountId)).toBe(2);
  });

  it("comes to those whose work was lost, with a refund, but not to those still in the outbox", async () => {
    const accountId = await accountWith(3);
    const [lost, waiting, alive] = [await generate(accountId), await generate(accountId), await generate(accountId)];
    await db().outboxEvent.deleteMany({ where: { data: { equals: { taskId: lost.taskId } } } });
    await db().outboxEvent.deleteMany({ where: { data: { equals: { taskId: alive.taskId } } } });
    const longAgo = new Date(Date.now() - 600_000);
    await db().task.updateMany({ where: { id: { in: [lost.taskId, waiting.taskId] } }, data: { aliveAt: longAgo } });
    expect(await failAbandonedTasks(300_000)).toEqual([lost.taskId]);
    expect(await balanceOf(accountId)).toBe(1);
  });
});

describe("a task of one account", () => {
  it("is not found by another, nor cancelled, nor told from a missing one", async () => {
    const [mine, theirs] = [await accountWith(2), await accountWith(2)];
    const { taskId } = await generate(theirs);
    expect(await findTaskOf(mine, taskId)).toBeNull();
    expect(await findTaskOf(mine, crypto.randomUUID())).toBeNull();
    expect(await findTaskOf(mine, "' OR 1=1 --")).toBeNull();
    expect(await cancelTask(mine, taskId)).toBe(false);
    expect((await findTaskOf(theirs, taskId))?.status).toBe("queued");
  });
});

describe("progress", () => {
  it("never falls, and reaches 100 only at the end", async () => {
    const { taskId } = await generate(await accountWith(2));
    await markStarted(taskId);
    expect(await markStarted(taskId)).toBe(false);
    for (const fraction of [0.4, 0.2, Number.NaN, 7, 0.1]) await reportProgress(taskId, { stage: "build", fraction });
    await transaction((tx) => completeTask(tx, taskId, {}));
    const events = await taskEvents(taskId);
    expect(events.map(({ progress }) => progress)).toEqual([0, 40, 40, 40, 99, 99, 100]);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await taskEvents(taskId, 5)).map(({ sequence }) => sequence)).toEqual([6, 7]);
  });

  it("numbers events without gaps when many report at once", async () => {
    const { taskId } = await generate(await accountWith(2));
    await Promise.all(Array.from({ length: 30 }, (_, index) => reportProgress(taskId, { stage: `s${index}`, fraction: index / 30 })));
    expect((await taskEvents(taskId)).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it("reaches every subscriber in order and once each, from where it left off, until the end", async () => {
    const { taskId } = await generate(await accountWith(2));
    await markStarted(taskId);
    const collect = (afterSequence: number) =>
      new Promise<TaskEvent[]>((resolve) => {
        const seen: TaskEvent[] = [];
        subscribeTask(
          taskId,
          (event) => {
            seen.push(event);
            if (event.status === "completed") resolve(seen);
          },
          afterSequence,
        );
      });
    const [all, rest] = [collect(0), collect(1)];
    for (const fraction of [0.1, 0.5, 0.9]) await reportProgress(taskId, { stage: "build", fraction, message: `${fraction}` });
    await transaction((tx) => completeTask(tx, taskId, {}));
    expect((await all).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect((await rest).map(({ message }) => message)).toEqual(["0.1", "0.5", "0.9", null]);
  });

  it("goes on reaching subscribers after the listening connection was cut", async () => {
    const { taskId } = await generate(await accountWith(2));
    const ended = new Promise<string>((resolve) => {
      subscribeTask(taskId, ({ status, message }) => status === "failed" && resolve(message ?? ""));
    });
    await reportProgress(taskId, { stage: "build", fraction: 0.1 });
    await db().$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
    await failTask(taskId, failure, { refund: true });
    expect(await ended).toBe(failure.message);
  });
});
