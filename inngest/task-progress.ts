import type { KernelProgress } from "@/lib/contract/kernel-job";
import type { Feature } from "@/lib/contract/plan";
import { log } from "@/lib/core/log";
import { reportProgress } from "@/lib/tasks";

/** Turns what the kernel says into what a person reads. */
export type Relabel = (progress: KernelProgress) => KernelProgress;

interface ProgressWriter {
  /** Takes the kernel's progress; never waits for the database. */
  report(progress: KernelProgress): void;
  /** Waits for what was reported. */
  settle(): Promise<void>;
}

interface Span {
  from: number;
  to: number;
  relabel?: Relabel;
}

/** The kernel's stages in a person's words. */
const STAGES: Record<string, string> = { meshing: "checking", measuring: "checking", writing: "exporting" };

/**
 * Writes a kernel's progress to the task, mapped onto `from`..`to` of the whole. While one write is under way only the
 * latest report is kept: progress must not slow the work down.
 */
export function progressWriter(taskId: string, { from, to, relabel = (progress) => progress }: Span): ProgressWriter {
  let latest: KernelProgress | undefined;
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    while (latest) {
      const { stage, fraction, message } = latest;
      latest = undefined;
      try {
        const share = from + (to - from) * fraction;
        await reportProgress(taskId, { stage: STAGES[stage] ?? stage, fraction: share, ...(message !== undefined && { message }) });
      } catch (error) {
        log().warn("progress not written", { error }); // shown progress is not worth a failed build
      }
    }
    writing = undefined;
  };

  return {
    report(progress) {
      latest = relabel(progress);
      writing ??= write();
    },
    async settle() {
      await writing;
    },
  };
}

/** Names the feature being built: "2 of 5: two M3 clearance holes". The kernel tells the operation alone. */
export function featureLabels(features: readonly Feature[]): Relabel {
  const built = features.filter(({ suppressed }) => suppressed !== true);
  let at = -1;
  return (progress) => {
    if (progress.stage !== "building" || progress.message === undefined) return progress;
    // Reports are thinned out on the way, so some features are passed over; the order never changes.
    const next = built.findIndex(({ op }, index) => index > at && `part.${op}` === progress.message);
    if (next >= 0) at = next;
    const feature = built[at];
    return feature ? { ...progress, message: `${at + 1} of ${built.length}: ${feature.label}` } : progress;
  };
}
