import type { KernelProgress } from "@/lib/contract/kernel-job";
import { log } from "@/lib/core/log";
import { reportProgress } from "@/lib/tasks";

interface ProgressWriter {
  /** Takes the kernel's progress; never waits for the database. */
  report(progress: KernelProgress): void;
  /** Waits for what was reported. */
  settle(): Promise<void>;
}

/**
 * Writes a kernel's progress to the task, mapped onto `from`..`to` of the whole. While one write is under way only the
 * latest report is kept: progress must not slow the work down.
 */
export function progressWriter(taskId: string, from: number, to: number): ProgressWriter {
  let latest: KernelProgress | undefined;
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    while (latest) {
      const { stage, fraction, message } = latest;
      latest = undefined;
      try {
        await reportProgress(taskId, { stage, fraction: from + (to - from) * fraction, ...(message !== undefined && { message }) });
      } catch (error) {
        log().warn("progress not written", { error }); // shown progress is not worth a failed build
      }
    }
  };

  return {
    report(progress) {
      latest = progress;
      writing ??= write().finally(() => {
        writing = undefined;
      });
    },
    async settle() {
      await writing;
    },
  };
}
