"use client";

import { useEffect, useState } from "react";
import { TopUpButton } from "@/components/studio/bar/credits";
import type { RequestError } from "@/components/studio/data/api";
import { useMe } from "@/components/studio/data/queries";
import { useStudio } from "@/components/studio/data/store";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Why what was sent did not start, and what to do. The words are still in the box. */
export function ProblemNotice({ problem }: { problem: RequestError }) {
  if (problem.code === "INSUFFICIENT_CREDITS") return <NoCredits />;
  if (problem.code === "RATE_LIMITED") return <RateLimited problem={problem} />;
  const title = problem.code === "OFFLINE" ? "Not sent: no connection" : "Not sent";
  return (
    <Notice tone="danger" title={title} testId={`problem-${problem.code}`} actions={<Dismiss />}>
      {problem.message}
    </Notice>
  );
}

function NoCredits() {
  const me = useMe();
  return (
    <Notice
      tone="danger"
      title="No credits left"
      testId="problem-INSUFFICIENT_CREDITS"
      actions={me.data?.free_top_up === true ? <TopUpButton /> : <Dismiss />}
    >
      One new part or change costs one credit. Nothing was started, and your words are still in the box.
    </Notice>
  );
}

function RateLimited({ problem }: { problem: RequestError }) {
  const [leftS, setLeftS] = useState(problem.retryAfterS ?? 0);
  useEffect(() => {
    setLeftS(problem.retryAfterS ?? 0);
    const timer = setInterval(() => setLeftS((left) => Math.max(0, left - 1)), 1_000);
    return () => clearInterval(timer);
  }, [problem]);
  return (
    <Notice tone="danger" title="Too many requests" testId="problem-RATE_LIMITED" actions={<Dismiss />}>
      {leftS > 0 ? `You can send again in ${leftS} s.` : "You can send again now."} Your words are still in the box.
    </Notice>
  );
}

function Dismiss() {
  return (
    <Button size="sm" onClick={() => useStudio.getState().set({ problem: null })}>
      Dismiss
    </Button>
  );
}
