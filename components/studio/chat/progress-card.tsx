"use client";

import { Check, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { formatSeconds, readableName } from "@/components/studio/data/format";
import type { JobWatch } from "@/components/studio/data/use-active-job";
import { Meter } from "@/components/ui/meter";

/** Stages as they happen, how far the work is, and how long it has taken. */
export function ProgressCard({ watch: { job, progress, stages } }: { watch: JobWatch }) {
  const elapsedMs = useElapsed(job.startedMs);
  const shown = stages.length === 0 ? [{ stage: "queued", message: "" }] : stages;
  return (
    <div className="rounded-lg border p-3" data-testid="progress" data-stage={progress.stage}>
      <ol className="flex flex-col gap-0.5">
        {shown.map(({ stage, message }, at) => {
          const isCurrent = at === shown.length - 1;
          return (
            <li key={stage} className={`flex min-h-5 items-center gap-2 text-sm ${isCurrent ? "text-ink" : "text-ink-faint"}`}>
              {isCurrent ? (
                <LoaderCircle aria-hidden className="size-3.5 animate-spin text-accent" />
              ) : (
                <Check aria-hidden className="size-3.5" />
              )}
              <span className="min-w-0 truncate">
                {readableName(stage)}
                {message === "" ? null : <span className="text-ink-soft"> · {message}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      <div className="mt-2.5 flex items-center gap-3">
        <Meter label="Progress" percent={progress.percent} />
        <span className="w-20 shrink-0 text-right text-xs whitespace-nowrap text-ink-soft" aria-hidden>
          {Math.round(progress.percent)} % · {formatSeconds(elapsedMs)}
        </span>
      </div>
    </div>
  );
}

function useElapsed(startedMs: number): number {
  const [nowMs, setNowMs] = useState(startedMs);
  useEffect(() => {
    const tick = () => setNowMs(Date.now());
    tick();
    const timer = setInterval(tick, 100);
    return () => clearInterval(timer);
  }, []);
  return nowMs - startedMs;
}
