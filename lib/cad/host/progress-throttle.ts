import type { KernelProgress } from "@/lib/contract/kernel-job";

/**
 * Lets through the first report of each stage, and of the others at most one an interval.
 * @param nowMs monotonic
 */
export function throttleProgress(
  send: (progress: KernelProgress) => void,
  intervalMs: number,
  nowMs: () => number = () => performance.now(),
): (progress: KernelProgress) => void {
  let stage: string | undefined;
  let sentMs = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = nowMs();
    if (progress.stage === stage && now - sentMs < intervalMs && progress.fraction < 1) return;
    stage = progress.stage;
    sentMs = now;
    send(progress);
  };
}
