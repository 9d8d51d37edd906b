"use client";

import { RotateCcw } from "lucide-react";
import { useRef, useState } from "react";
import type { PartParameter } from "@/components/studio/data/api";
import type { CurrentPart } from "@/components/studio/data/current-part";
import { useStudio } from "@/components/studio/data/store";
import { useGenerate } from "@/components/studio/data/use-generate";
import { Button } from "@/components/ui/button";
import { EmptyPanel, PANEL } from "./panel";
import { ParameterRow } from "./parameter-row";

/** Time in which further changes join the one that was made. */
const DEBOUNCE_MS = 250;

interface ParametersPanelProps {
  part: CurrentPart;
  /** Values that Reset goes back to, in the order of the list. */
  original: Record<string, number>;
  isBusy: boolean;
}

/** Every named parameter of the newest revision; a change rebuilds the part. */
export function ParametersPanel({ part, original, isBusy }: ParametersPanelProps) {
  const parameters = part.result?.parameters ?? [];
  const isEarlier = part.revision !== part.headRevision;
  const { pending, change } = useParameterChanges(part.conversation?.conversation_id ?? "");
  const changed = parameters.filter(
    ({ name, value, expression }) => expression === undefined && original[name] !== undefined && original[name] !== value,
  );
  if (part.revision === null) return <EmptyPanel>The parameters of a part appear here once it is designed.</EmptyPanel>;
  if (parameters.length === 0) return <EmptyPanel>This part has no named parameters. Change it in words in the chat.</EmptyPanel>;
  return (
    <div className={PANEL} data-testid="parameters">
      <div className="flex min-h-11 items-center justify-between gap-2 border-b px-4">
        <p className="text-xs text-ink-soft">
          {isEarlier ? "Go to the newest revision to change values." : isBusy ? "Rebuilding…" : "Changes rebuild the part."}
        </p>
        <Button
          tone="quiet"
          size="sm"
          disabled={changed.length === 0 || isBusy || isEarlier}
          onClick={() => change(Object.fromEntries(changed.map(({ name }) => [name, original[name] ?? 0])))}
        >
          <RotateCcw aria-hidden className="size-3.5" /> Reset
        </Button>
      </div>
      {inOrder(parameters, Object.keys(original)).map((parameter) => (
        <ParameterRow
          key={parameter.name}
          parameter={parameter}
          pendingValue={pending[parameter.name]}
          isDisabled={isEarlier}
          onCommit={(value) => change({ [parameter.name]: value })}
        />
      ))}
    </div>
  );
}

/** In the order in which they were first met: a list that a rebuild shuffles would move under the hand. */
function inOrder(parameters: PartParameter[], names: string[]): PartParameter[] {
  return [...parameters].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** Collects changes for a moment, then sends them as one job. */
function useParameterChanges(conversationId: string) {
  const generate = useGenerate();
  const waiting = useRef<Record<string, number>>({});
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const job = useStudio((state) => state.jobs[conversationId]);
  const submission = useStudio((state) => state.submission);
  const [unsent, setUnsent] = useState<Record<string, number>>({});

  const flush = () => {
    const { submission: sending, jobs } = useStudio.getState();
    if (sending !== null || jobs[conversationId] !== undefined) {
      // One job at a time: what was moved meanwhile goes out together afterwards.
      timer.current = setTimeout(flush, DEBOUNCE_MS);
      return;
    }
    const parameters = waiting.current;
    waiting.current = {};
    setUnsent({});
    void generate({ prompt: "", selectedFaces: [], parameters });
  };
  const change = (values: Record<string, number>) => {
    waiting.current = { ...waiting.current, ...values };
    setUnsent(waiting.current);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(flush, DEBOUNCE_MS);
  };
  return { pending: { ...submission?.parameters, ...job?.parameters, ...unsent }, change };
}
