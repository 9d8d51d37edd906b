import { spawn } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGuest } from "@/lib/accounts";
import { balanceOf, grant } from "@/lib/credits";
import { databaseUrl, db, transaction } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { cancelTask, completeTask, failTask, markStarted, reportProgress, submitTask } from "./index";

withSpecDatabase();

/** Another process that submits `count` tasks at once and prints how many were accepted. */
function submitElsewhere(accountId: string, count: number): Promise<number> {
  const program = `
    import { closeConnections } from "@/lib/db";
    import { submitTask } from "@/lib/tasks";
    const one = () => submitTask({ kind: "generate", accountId: ${JSON.stringify(accountId)}, input: {}, cost: 1, eventName: "task/spec.requested" });
    const outcomes = await Promise.allSettled(Array.from({ length: ${count} }, one));
    const wrong = outcomes.find((o) => o.status === "rejected" && o.reason.code !== "INSUFFICIENT_CREDITS");
    if (wrong) throw wrong.reason;
    console.log(outcomes.filter((o) => o.status === "fulfilled").length);
    await closeConnections();`;
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", program], {
    env: { ...process.env, DATABASE_URL: databaseUrl(), DATABASE_POOL: "16", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once("close", () => resolve(Number(output))));
}

async function ledgerOfTasks(accountId: string): Promise<{ sum: number; most: number }> {
  const rows = await db().ledgerEntry.findMany({ where: { accountId }, select: { amount: true, taskId: true, kind: true } });
  const counts = new Map<string, number>();
  for (const { taskId, kind } of rows) if (taskId) counts.set(`${taskId} ${kind}`, (counts.get(`${taskId} ${kind}`) ?? 0) + 1);
  return { sum: rows.reduce((sum, { amount }) => sum + amount, 0), most: Math.max(0, ...counts.values()) };
}

describe("credits", () => {
  it("are spent exactly once by 4 processes with 64 connections that submit 400 tasks on a balance of 100", async () => {
    const { id } = await createGuest();
    await grant({ accountId: id, amount: 98, reason: "Spec", uniqueKey: `spec:${id}` });
    const accepted = await Promise.all([1, 2, 3, 4].map(() => submitElsewhere(id, 100)));
    expect(accepted.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(await balanceOf(id)).toBe(0);
    expect(await ledgerOfTasks(id)).toEqual({ sum: 0, most: 1 });
  }, 120_000);

  it("agree with the ledger and with the tasks' ends after any sequence of what can happen to them", async () => {
    const action = fc.constantFrom(
      "submit",
      "submit free",
      "start",
      "progress",
      "complete",
      "complete with refund",
      "fail",
      "cancel",
      "fail twice at once",
    );
    const step = fc.record({ action, which: fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const { id: accountId } = await createGuest();
        const tasks: { id: string; state: "open" | "kept" | "refunded"; cost: number }[] = [];
        let balance = 2;
        const end = (task: (typeof tasks)[number], state: "kept" | "refunded", ended: boolean) => {
          expect(ended).toBe(task.state === "open");
          if (!ended) return;
          task.state = state;
          if (state === "refunded") balance += task.cost;
        };
        for (const { action: what, which } of steps) {
          if (what.startsWith("submit")) {
            const cost = what === "submit" ? 1 : 0;
            const one = submitTask({ kind: "generate", accountId, input: {}, cost, eventName: "task/spec.requested" });
            const submitted = await one.catch((error: unknown) => {
              expect(error).toMatchObject({ code: "INSUFFICIENT_CREDITS" });
              return null;
            });
            expect(submitted !== null).toBe(balance >= cost);
            if (submitted) {
              balance -= cost;
              tasks.push({ id: submitted.taskId, state: "open", cost });
            }
          } else {
            const task = tasks[which % Math.max(tasks.length, 1)];
            if (!task) continue;
            const failure = { code: "KERNEL_FAILED", message: "No." };
            if (what === "start") await markStarted(task.id);
            if (what === "progress") expect(await reportProgress(task.id, { stage: "s", fraction: 0.5 })).toBe(task.state === "open");
            if (what === "complete") end(task, "kept", await transaction((tx) => completeTask(tx, task.id, {})));
            if (what === "complete with refund")
              end(task, "refunded", await transaction((tx) => completeTask(tx, task.id, {}, { refund: true })));
            if (what === "fail") end(task, "refunded", await failTask(task.id, failure, { refund: true }));
            if (what === "cancel") end(task, "refunded", await cancelTask(accountId, task.id));
            if (what === "fail twice at once") {
              const both = await Promise.all([1, 2].map(() => failTask(task.id, failure, { refund: true })));
              expect(both.filter(Boolean).length).toBeLessThanOrEqual(1);
              end(task, "refunded", both.some(Boolean));
            }
          }
          expect(await balanceOf(accountId)).toBe(balance);
        }
        const ledger = await ledgerOfTasks(accountId);
        expect(ledger.sum).toBe(balance);
        expect(ledger.most).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  }, 240_000);
});
