import { serve } from "inngest/edge";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";
import { onShutdown } from "@/lib/core/shutdown";
import { pool } from "@/lib/db";
import { deleteExpiredFiles } from "@/lib/files";
import { pruneIdempotency } from "@/lib/idempotency";
import { EmbeddedRunner } from "@/lib/jobs/runner";
import { pruneAddressWindows } from "@/lib/limits";
import { failAbandonedTasks } from "@/lib/tasks";
import { embeddedRunner, inngest, isEmbedded } from "./client";
import { functions } from "./functions";
import { OutboxSender } from "./outbox";

/** How long running steps may take to finish when the process ends; the rest is left to its lease. */
const SHUTDOWN_GRACE_MS = 5_000;
/** A task without a sign of life for this long has lost its run. Longer than any step may take. */
const ABANDONED_MS = 45 * 60_000;
const SWEEP_EVERY_MS = 60_000;

/**
 * Starts everything that works in the background of this process: the embedded runner (unless an Inngest server is
 * configured), the outbox sender and the sweeper. Once a process; later calls wait for the first.
 */
export function startDurableWork(): Promise<void> {
  const held = processSingleton<{ started: Promise<void> | undefined }>("durable-work", () => ({ started: undefined }));
  held.started ??= start();
  return held.started;
}

async function start(): Promise<void> {
  if (isEmbedded()) await startEmbedded();
  const outbox = new OutboxSender();
  await outbox.start();
  onShutdown("outbox sender", () => outbox.stop());
  const sweeper = startSweeper();
  onShutdown("task sweeper", () => clearInterval(sweeper));
}

async function startEmbedded(): Promise<void> {
  const embedded = embeddedRunner();
  const handler = serve({ client: inngest, functions });
  const runner = new EmbeddedRunner({
    pool: pool(),
    handler: async (request) => handler(request),
    signingKey: embedded.signingKey,
    log: log(),
  });
  embedded.runner = runner;
  await runner.start();
  onShutdown("durable work", () => runner.stop(SHUTDOWN_GRACE_MS));
}

/** The first sweep waits as long as a task may be silent: work that a restart interrupted is resumed, not failed. */
function startSweeper(): NodeJS.Timeout {
  const startedAt = Date.now();
  const sweep = async (): Promise<void> => {
    await deleteExpiredFiles();
    await pruneIdempotency();
    await pruneAddressWindows();
    if (Date.now() - startedAt < ABANDONED_MS) return;
    const failed = await failAbandonedTasks(ABANDONED_MS);
    if (failed.length > 0) log().warn("tasks without a run were failed", { count: failed.length });
  };
  const timer = setInterval(() => {
    sweep().catch((error) => log().warn("sweep failed", { error: messageOf(error) }));
  }, SWEEP_EVERY_MS);
  timer.unref();
  return timer;
}
