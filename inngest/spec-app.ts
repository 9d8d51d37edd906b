import { rmSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import { refreshKernelHost } from "@/lib/cad/host/bundle";
import { kernelHost } from "@/lib/cad/host/client";
import { dataPath } from "@/lib/core/env";
import { onShutdown, runShutdown } from "@/lib/core/shutdown";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { findTask, subscribeTask, type Task, TERMINAL_STATUSES } from "@/lib/tasks";
import { startDurableWork } from "./start";

/** Everything behind the HTTP layer, for one spec file: database, kernel host, embedded runner, outbox sender. */
export function withSpecApp(): void {
  withSpecDatabase();
  beforeAll(async () => {
    await refreshKernelHost("dist");
    onShutdown("kernel host", () => kernelHost().stop());
    await Promise.all([kernelHost().start(), startDurableWork()]);
  });
  afterAll(async () => {
    await runShutdown(() => undefined);
    rmSync(dataPath("objects"), { recursive: true, force: true });
  });
}

/** Waits until a task has ended. */
export async function ended(taskId: string): Promise<Task> {
  await new Promise<void>((resolve) => {
    subscribeTask(taskId, ({ status }) => {
      if (TERMINAL_STATUSES.includes(status)) resolve();
    });
  });
  const task = await findTask(taskId);
  if (!task) throw new Error("The task is gone.");
  return task;
}
