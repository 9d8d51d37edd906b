"use client";

import { PanelLeft } from "lucide-react";
import type { CurrentPart } from "@/components/studio/data/current-part";
import { useMe } from "@/components/studio/data/queries";
import { useStudio } from "@/components/studio/data/store";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { AccountMenu } from "./account-menu";
import { CREDITS_WIDTH, Credits } from "./credits";
import { ExportMenu } from "./export-menu";
import { PartName } from "./part-name";
import { Revisions } from "./revisions";

const UNITS = [
  { value: "mm", label: "mm" },
  { value: "in", label: "in" },
] as const;

export function TopBar({ part, isBusy }: { part: CurrentPart; isBusy: boolean }) {
  const me = useMe();
  const { listOpen, units, set } = useStudio();
  const { conversation, revision } = part;
  return (
    <header className="z-20 flex h-12 shrink-0 items-center gap-1 border-b bg-surface px-2">
      <IconButton
        label={listOpen ? "Hide the list of parts" : "Show the list of parts"}
        shortcut="["
        pressed={listOpen}
        icon={<PanelLeft aria-hidden />}
        onClick={() => set({ listOpen: !listOpen })}
      />
      <Mark />
      {conversation === undefined ? (
        <h1 className="truncate px-1.5 text-sm font-medium">{part.isLoading ? "" : "New part"}</h1>
      ) : (
        <>
          <h1 className="sr-only">{conversation.name}</h1>
          <PartName key={conversation.conversation_id} conversationId={conversation.conversation_id} name={conversation.name} />
        </>
      )}
      {conversation?.part === null || conversation?.part === undefined ? null : (
        <>
          <span aria-hidden className="mx-1 h-4 w-px bg-line max-sm:hidden" />
          <Revisions conversationId={conversation.conversation_id} part={conversation.part} revision={revision} isBusy={isBusy} />
        </>
      )}
      <div className="flex-1" />
      <Segmented label="Units" value={units} options={UNITS} onChange={(value) => set({ units: value })} className="mr-1 max-sm:hidden" />
      {me.data === undefined ? <span className={CREDITS_WIDTH} /> : <Credits me={me.data} />}
      <AccountMenu me={me.data} />
      {conversation === undefined || revision === null ? null : (
        <span className="ml-1">
          <ExportMenu conversationId={conversation.conversation_id} revision={revision} />
        </span>
      )}
    </header>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" className="mx-1 size-6 shrink-0 max-sm:hidden" role="img" aria-label="Partwright">
      <path d="M16 5 26 10.8v10.4L16 27 6 21.2V10.8Z" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      <path d="M6 10.8 16 16.5l10-5.7L16 5Z" className="fill-accent stroke-accent" strokeWidth="2" strokeLinejoin="round" />
      <path d="M16 16.5V27" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
