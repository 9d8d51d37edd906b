import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { createGuest } from "@/lib/accounts";
import { newId } from "@/lib/core/ids";
import { databaseUrl, db, listen } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { claimOutbox, OUTBOX_CHANNEL, type OutboxEvent, submitTask } from "./index";

withSpecDatabase();

const fill = async (count: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => newId("outbox"));
  await db().outboxEvent.createMany({ data: ids.map((id) => ({ id, name: "task/spec.requested", data: { taskId: id } })) });
  return ids;
};

/** Claims until nothing is left. */
async function drain(batch: number, send: (events: OutboxEvent[]) => Promise<void>): Promise<void> {
  while ((await claimOutbox(batch, send)) > 0);
}

/** Another process that drains the outbox and prints the ids it sent. */
function drainElsewhere(): Promise<string[]> {
  const program = `
    import { closeConnections } from "@/lib/db";
    import { claimOutbox } from "@/lib/tasks";
    const send = async (events) => { await new Promise((r) => setTimeout(r, 2)); for (const { id } of events) console.log(id); };
    while ((await claimOutbox(3, send)) > 0);
    await closeConnections();`;
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", program], {
    env: { ...process.env, DATABASE_URL: databaseUrl(), NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return new Promise((resolve) => child.once("close", () => resolve(text.split("\n").filter(Boolean))));
}

describe("the outbox", () => {
  it("gives each event to one of two processes, never to both", async () => {
    const ids = await fill(300);
    const [here, there] = await Promise.all([drainElsewhere(), drainElsewhere()]);
    expect([...here, ...there].sort()).toEqual(ids.sort());
    expect(await db().outboxEvent.count()).toBe(0);
  }, 60_000);

  it("gives each event once to many claimers of one process", async () => {
    const ids = await fill(60);
    const sent: string[] = [];
    await Promise.all(
      Array.from({ length: 6 }, () =>
        drain(4, async (events) => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          sent.push(...events.map(({ id }) => id));
        }),
      ),
    );
    expect(sent.sort()).toEqual(ids.sort());
  });

  it("keeps events that could not be sent, counts the try and brings them up later", async () => {
    const [id = ""] = await fill(1);
    const down = async () => {
      throw new Error("the runner is away");
    };
    await expect(claimOutbox(10, down)).rejects.toThrow("the runner is away");
    const kept = await db().outboxEvent.findUniqueOrThrow({ where: { id } });
    expect(kept.attempts).toBe(1);
    expect(kept.availableAt.getTime()).toBeGreaterThan(kept.createdAt.getTime());
    expect(await claimOutbox(10, async () => undefined)).toBe(0);
    await db().outboxEvent.update({ where: { id }, data: { availableAt: new Date(0) } });
    const again: OutboxEvent[] = [];
    expect(await claimOutbox(10, async (events) => void again.push(...events))).toBe(1);
    expect(again).toMatchObject([{ id, attempts: 1 }]);
  });

  it("says at once that there is something to send, and only after the commit", async () => {
    const { id: accountId } = await createGuest();
    const woken = new Promise<number>((resolve) => {
      void listen(
        OUTBOX_CHANNEL,
        () =>
          void db()
            .outboxEvent.count()
            .then((count) => count > 0 && resolve(count)),
      );
    });
    await submitTask({ kind: "generate", accountId, input: {}, cost: 1, eventName: "task/generate.requested" });
    expect(await woken).toBe(1);
  });
});
