"use client";

import { useEffect, useRef } from "react";
import type { CurrentPart } from "@/components/studio/data/current-part";
import { useStudio } from "@/components/studio/data/store";
import type { JobWatch } from "@/components/studio/data/use-active-job";
import { useGenerate } from "@/components/studio/data/use-generate";
import { ExampleCards } from "./example-cards";
import { FailureCard } from "./failure-card";
import { ProblemNotice } from "./problem-notice";
import { ProgressCard } from "./progress-card";
import { PromptBox } from "./prompt-box";
import { PromptBubble, TurnView } from "./turn";

interface ChatPanelProps {
  part: CurrentPart;
  watch: JobWatch | null;
  exampleThumbnails: string[];
}

/** The conversation, and the box to go on with it. */
export function ChatPanel({ part, watch, exampleThumbnails }: ChatPanelProps) {
  const { conversationId, submission, failures, problem } = useStudio();
  const turns = part.conversation?.turns.filter((turn) => turn.outcome !== "pending") ?? [];
  const told = new Set(turns.map((turn) => turn.job_id));
  const untold = failures.filter((failure) => failure.conversationId === conversationId && !told.has(failure.jobId));
  const active = watch !== null && !told.has(watch.job.jobId) ? watch : null;
  const isEmpty = conversationId === null && submission === null;
  const lastTurn = turns.at(-1);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Scroller mark={`${turns.length} ${untold.length} ${active?.job.jobId ?? ""} ${submission === null} ${problem?.code ?? ""}`}>
        {isEmpty ? <Welcome thumbnails={exampleThumbnails} /> : null}
        {part.isLoading ? <ChatSkeleton /> : null}
        {part.error !== null && part.conversation === undefined ? <LoadFailure onRetry={part.refetch} /> : null}
        {turns.map((turn, at) => (
          <TurnView
            key={turn.turn_id}
            turn={turn}
            earlier={turns.slice(0, at)}
            isLast={turn === lastTurn && active === null && submission === null}
            part={part}
          />
        ))}
        {untold.map((failure) => (
          <section key={failure.jobId} className="flex flex-col gap-2" data-testid="turn" data-outcome="failed">
            <PromptBubble prompt={failure.prompt} faces={[]} />
            <FailureCard prompt={failure.prompt} error={failure.error} hasPart={part.revision !== null} isLast={active === null} />
          </section>
        ))}
        {submission !== null && active === null ? (
          <section className="flex flex-col gap-2" data-testid="turn" data-outcome="pending">
            <PromptBubble prompt={promptOf(submission)} faces={submission.selectedFaces} />
          </section>
        ) : null}
        {active === null ? null : (
          <section className="flex flex-col gap-2" data-testid="turn" data-outcome="pending">
            <PromptBubble prompt={promptOf(active.job)} faces={active.job.selectedFaces} />
            <ProgressCard watch={active} />
          </section>
        )}
        {problem === null ? null : <ProblemNotice problem={problem} />}
      </Scroller>
      <PromptBox turns={turns} watch={watch} hasPart={part.revision !== null} />
    </div>
  );
}

function promptOf({ prompt, parameters }: { prompt: string; parameters: Record<string, number> | null }): string {
  if (prompt !== "" || parameters === null) return prompt;
  return Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
}

/** Keeps the newest in sight whenever something is added. */
function Scroller({ mark, children }: { mark: string; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark says when there is something new
  useEffect(() => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, [mark]);
  return (
    <div
      ref={box}
      role="log"
      aria-label="Conversation"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="scroll-quiet flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 focus-visible:-outline-offset-2"
    >
      {children}
    </div>
  );
}

function Welcome({ thumbnails }: { thumbnails: string[] }) {
  const generate = useGenerate();
  return (
    <section className="flex flex-col gap-4" data-testid="welcome">
      <div>
        <h2 className="text-lg font-medium">Describe a part</h2>
        <p className="mt-1 text-sm text-ink-soft">
          Say what it is, with sizes. You get an exact solid, measured, to download as STEP, STL or 3MF, and can change it in words.
        </p>
      </div>
      <ExampleCards thumbnails={thumbnails} onRun={(prompt) => void generate({ prompt, selectedFaces: [], parameters: null })} />
    </section>
  );
}

function ChatSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-3">
      <span className="ml-8 h-14 rounded-lg bg-surface-hover" />
      <span className="h-4 w-3/4 rounded-sm bg-surface-hover" />
      <span className="h-4 w-1/2 rounded-sm bg-surface-hover" />
    </div>
  );
}

function LoadFailure({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="rounded-lg border p-3 text-sm">
      <p className="font-medium">This conversation could not be loaded</p>
      <p className="mt-0.5 text-ink-soft">It may have been deleted, or the server cannot be reached.</p>
      <button type="button" onClick={onRetry} className="mt-2 font-medium underline underline-offset-2">
        Try again
      </button>
    </div>
  );
}
