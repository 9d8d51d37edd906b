"use client";

import { TriangleAlert } from "lucide-react";
import { z } from "zod";
import type { Turn } from "@/components/studio/data/api";
import type { CurrentPart } from "@/components/studio/data/current-part";
import { jobOfRevision } from "@/components/studio/data/current-part";
import { sentenceCase } from "@/components/studio/data/format";
import { useRevert } from "@/components/studio/data/queries";
import { useStudio } from "@/components/studio/data/store";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { assumption, question } from "@/lib/contract/plan";
import { FailureCard } from "./failure-card";
import { QuestionCard } from "./question-card";

type Assumption = z.infer<typeof assumption>;

interface TurnViewProps {
  turn: Turn;
  /** The turns before it: what they assumed already is not said again. */
  earlier: Turn[];
  isLast: boolean;
  part: CurrentPart;
}

/** One prompt and its answer. */
export function TurnView({ turn, earlier, isLast, part }: TurnViewProps) {
  return (
    <section className="flex flex-col gap-2" data-testid="turn" data-outcome={turn.outcome}>
      {turn.prompt === "" ? null : <PromptBubble prompt={turn.prompt} faces={turn.selected_faces} />}
      <Answer turn={turn} earlier={earlier} isLast={isLast} part={part} />
    </section>
  );
}

function Answer({ turn, earlier, isLast, part }: TurnViewProps) {
  if (turn.outcome === "failed") {
    return <FailureCard prompt={turn.prompt} error={turn.error ?? turn.summary ?? ""} hasPart={part.revision !== null} isLast={isLast} />;
  }
  const questions = z.array(question).safeParse(turn.questions);
  const asked = questions.success ? questions.data : [];
  if (turn.outcome === "question") return <QuestionCard summary={turn.summary ?? ""} questions={asked} isLast={isLast} />;
  return (
    <div className="flex flex-col gap-2" data-testid="answer">
      <p className="text-sm whitespace-pre-line text-ink">{turn.summary}</p>
      <Assumptions turn={turn} earlier={earlier} />
      <Warnings turn={turn} />
      {turn.revision === null ? null : <RevisionLine revision={turn.revision} part={part} />}
    </div>
  );
}

export function PromptBubble({ prompt, faces }: { prompt: string; faces: string[] }) {
  return (
    <div className="ml-6 self-end rounded-lg rounded-br-sm bg-surface-hover px-3 py-2 text-sm">
      <span className="sr-only">You: </span>
      {faces.length === 0 ? null : <p className="mb-0.5 text-xs text-accent-ink">{faces.join(", ")}</p>}
      <p className="break-words whitespace-pre-line">{prompt}</p>
    </div>
  );
}

function assumptionsOf(turn: Turn): Assumption[] {
  const parsed = z.array(z.looseObject(assumption.shape)).safeParse(turn.assumptions);
  return parsed.success ? parsed.data : [];
}

function Assumptions({ turn, earlier }: { turn: Turn; earlier: Turn[] }) {
  const said = new Set(earlier.flatMap(assumptionsOf).map(({ text }) => text));
  const fresh = assumptionsOf(turn).filter(({ text }) => !said.has(text));
  if (fresh.length === 0) return null;
  return (
    <div>
      <p className="mb-1 text-2xs font-medium text-ink-faint">Assumed</p>
      <ul className="flex flex-wrap gap-1">
        {fresh.map(({ text, param }) => (
          <li key={text}>
            {param === undefined ? (
              <span className="inline-flex min-h-6 items-center rounded-md border border-dashed border-line-strong px-1.5 text-xs text-ink-soft">
                {sentenceCase(text)}
              </span>
            ) : (
              <button
                type="button"
                title="Change this value"
                onClick={() => useStudio.getState().set({ tab: "parameters", focusedParameter: param })}
                className="inline-flex min-h-6 items-center rounded-md border border-line-strong px-1.5 text-left text-xs text-ink-soft hover:bg-surface-hover hover:text-ink"
              >
                {sentenceCase(text)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Warnings({ turn }: { turn: Turn }) {
  const texts = turn.warnings.filter((warning): warning is string => typeof warning === "string");
  if (texts.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {texts.map((text) => (
        <li key={text} className="flex gap-1.5 text-xs text-ink-soft">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-accent" />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** The revision that an answer made: look at it, go back to it. */
function RevisionLine({ revision, part }: { revision: number; part: CurrentPart }) {
  const revert = useRevert();
  const isShown = part.revision === revision;
  const isHead = part.headRevision === revision;
  const conversation = part.conversation;
  if (conversation === undefined) return null;
  const goBack = () =>
    revert.mutate(
      { id: conversation.conversation_id, revision },
      { onError: () => toast("The revision could not be changed. Try again.") },
    );
  return (
    <div className="flex h-7 items-center gap-1 text-xs text-ink-soft" data-testid="revision-line">
      <span className={isShown ? "font-medium text-ink" : undefined}>Revision {revision}</span>
      {isShown ? <span>· shown</span> : null}
      {!isShown && (isHead || jobOfRevision(conversation, revision) !== null) ? (
        <Button tone="quiet" size="sm" onClick={() => useStudio.getState().set({ viewedRevision: isHead ? null : revision })}>
          View
        </Button>
      ) : null}
      {isHead ? null : (
        <Button tone="quiet" size="sm" disabled={revert.isPending} onClick={goBack}>
          Go back to this
        </Button>
      )}
    </div>
  );
}
