"use client";

import { ArrowUp, Square, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { Turn } from "@/components/studio/data/api";
import { useStudio, viewerStore } from "@/components/studio/data/store";
import type { JobWatch } from "@/components/studio/data/use-active-job";
import { useCancel, useGenerate } from "@/components/studio/data/use-generate";
import { Button } from "@/components/ui/button";
import { MAX_PROMPT_CHARACTERS } from "@/lib/contract/endpoints/job";

interface PromptBoxProps {
  turns: Turn[];
  watch: JobWatch | null;
  hasPart: boolean;
}

/** Room above the limit is not offered; the count shows when it comes near. */
const COUNT_FROM = MAX_PROMPT_CHARACTERS - 500;

/** Where words are typed: Enter sends, Shift+Enter breaks the line, ArrowUp in an empty box recalls the last prompt. */
export function PromptBox({ turns, watch, hasPart }: PromptBoxProps) {
  const { draft, submission, promptFocus, set } = useStudio();
  const selected = useStore(viewerStore, (state) => state.selected);
  const generate = useGenerate();
  const box = useRef<HTMLTextAreaElement>(null);
  const isBusy = submission !== null || watch !== null;
  const canSend = draft.trim() !== "" && !isBusy;

  useEffect(() => {
    if (promptFocus > 0) box.current?.focus();
  }, [promptFocus]);

  // Words typed before the page woke up are in the box, but not yet known.
  useEffect(() => {
    const typed = box.current?.value ?? "";
    if (typed !== "" && useStudio.getState().draft === "") useStudio.getState().set({ draft: typed });
  }, []);

  const send = () => {
    if (canSend) void generate({ prompt: draft.trim(), selectedFaces: selected, parameters: null });
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && draft === "") {
      const last = turns.findLast((turn) => turn.prompt !== "");
      if (last === undefined) return;
      event.preventDefault();
      set({ draft: last.prompt });
    } else if (event.key === "Escape") {
      event.currentTarget.blur();
      viewerStore.getState().clear();
    }
  };

  return (
    <div className="shrink-0 border-t bg-surface p-3">
      <div className="rounded-lg border border-line-strong bg-surface-raised shadow-lift focus-within:border-ink-faint">
        <FaceChips selected={selected} />
        <textarea
          ref={box}
          aria-label="Prompt"
          data-testid="prompt"
          rows={2}
          maxLength={MAX_PROMPT_CHARACTERS}
          value={draft}
          onChange={(event) => set({ draft: event.target.value })}
          onKeyDown={onKeyDown}
          placeholder={placeholderFor(hasPart, selected.length)}
          className="scroll-quiet block max-h-48 min-h-15 w-full resize-none bg-transparent px-3 pt-2.5 text-base text-ink [field-sizing:content] focus-visible:outline-none sm:text-sm"
        />
        <div className="flex items-center justify-between gap-2 p-1.5 pl-3">
          <span className="text-2xs text-ink-faint" aria-live="polite">
            {draft.length > COUNT_FROM
              ? `${draft.length} of ${MAX_PROMPT_CHARACTERS} characters`
              : "Lengths in mm unless you say otherwise"}
          </span>
          {isBusy ? <StopButton watch={watch} /> : <SendButton disabled={!canSend} onSend={send} />}
        </div>
      </div>
    </div>
  );
}

function placeholderFor(hasPart: boolean, faces: number): string {
  if (faces > 0) return faces === 1 ? "What should happen to this face?" : "What should happen to these faces?";
  return hasPart ? "Describe a change" : "Describe a part, with sizes";
}

function SendButton({ disabled, onSend }: { disabled: boolean; onSend: () => void }) {
  return (
    <Button tone="primary" size="sm" disabled={disabled} onClick={onSend} aria-label="Send" data-testid="send" className="w-7 px-0!">
      <ArrowUp aria-hidden className="size-4" />
    </Button>
  );
}

function StopButton({ watch }: { watch: JobWatch | null }) {
  const cancel = useCancel();
  return (
    <Button
      size="sm"
      disabled={watch === null}
      data-testid="stop"
      onClick={() => watch !== null && void cancel(watch.job.jobId, watch.job.conversationId)}
    >
      <Square aria-hidden className="size-3 fill-current" /> Stop
    </Button>
  );
}

function FaceChips({ selected }: { selected: string[] }) {
  if (selected.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1 px-2 pt-2" aria-label="Selected faces">
      {selected.map((label) => (
        <li
          key={label}
          className="inline-flex h-6 items-center rounded-md bg-accent-soft pl-2 text-xs font-medium text-accent-ink"
          data-testid="face-chip"
        >
          {label}
          <button
            type="button"
            aria-label={`Deselect ${label}`}
            onClick={() => viewerStore.getState().deselect(label)}
            className="ml-0.5 flex size-6 items-center justify-center rounded-md hover:bg-accent/15"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}
