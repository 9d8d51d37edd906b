"use client";

import { useStudio } from "@/components/studio/data/store";
import { useGenerate } from "@/components/studio/data/use-generate";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

interface FailureCardProps {
  prompt: string;
  /** One sentence of the planner: what is wrong, and what would work. */
  error: string;
  hasPart: boolean;
  isLast: boolean;
}

/** What the server says of a job that somebody stopped: no failure, and nothing to explain. */
const WAS_STOPPED = /\b(?:cancelled|stopped)\b/i;

/** A turn that gave no part. */
export function FailureCard({ prompt, error, hasPart, isLast }: FailureCardProps) {
  const generate = useGenerate();
  const isBusy = useStudio((state) => state.submission !== null);
  const isInBox = useStudio((state) => state.draft === prompt);
  const actions =
    isLast && prompt !== "" ? (
      <>
        {isInBox ? null : (
          <Button size="sm" onClick={() => useStudio.getState().putInPrompt(prompt)}>
            Edit the words
          </Button>
        )}
        <Button size="sm" disabled={isBusy} onClick={() => void generate({ prompt, selectedFaces: [], parameters: null })}>
          Try again
        </Button>
      </>
    ) : undefined;
  if (WAS_STOPPED.test(error)) {
    return (
      <Notice tone="info" title="Stopped" actions={actions} testId="stopped">
        Nothing was changed. The credit came back.
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={hasPart ? "The change was not made" : "The part was not made"} actions={actions} testId="failure">
      <p className="text-ink">{error === "" ? "The reason is not known." : error}</p>
      <p className="mt-1 text-xs">The credit came back.{hasPart ? " The last good part is unchanged." : ""}</p>
    </Notice>
  );
}
