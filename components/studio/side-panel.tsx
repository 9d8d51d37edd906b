"use client";

import { Tabs } from "radix-ui";
import { ChatPanel } from "./chat/chat-panel";
import type { CurrentPart } from "./data/current-part";
import { type PanelTab, useStudio } from "./data/store";
import type { JobWatch } from "./data/use-active-job";
import { useOriginalValues } from "./data/use-original-values";
import { InspectPanel } from "./panels/inspect-panel";
import { ParametersPanel } from "./panels/parameters-panel";

const TABS: readonly { value: PanelTab; label: string }[] = [
  { value: "chat", label: "Chat" },
  { value: "parameters", label: "Parameters" },
  { value: "inspect", label: "Inspect" },
];

interface SidePanelProps {
  part: CurrentPart;
  watch: JobWatch | null;
  exampleThumbnails: string[];
}

/** Chat, parameters and measurements of the open part. */
export function SidePanel({ part, watch, exampleThumbnails }: SidePanelProps) {
  const { tab, set } = useStudio();
  const original = useOriginalValues(part.conversation?.conversation_id, part.result?.parameters);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value) => set({ tab: TABS.find((one) => one.value === value)?.value ?? "chat" })}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <Tabs.List aria-label="Panels" className="flex h-10 shrink-0 items-stretch gap-2 border-b px-3">
        {TABS.map(({ value, label }) => (
          <Tabs.Trigger
            key={value}
            value={value}
            className="relative px-1 text-sm text-ink-soft hover:text-ink focus-visible:rounded-md focus-visible:-outline-offset-4 data-[state=active]:text-ink data-[state=active]:after:absolute data-[state=active]:after:inset-x-1 data-[state=active]:after:-bottom-px data-[state=active]:after:h-0.5 data-[state=active]:after:bg-ink"
          >
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="chat" tabIndex={-1} className="min-h-0 flex-1">
        <ChatPanel part={part} watch={watch} exampleThumbnails={exampleThumbnails} />
      </Tabs.Content>
      <Tabs.Content value="parameters" tabIndex={-1} className="min-h-0 flex-1">
        <ParametersPanel part={part} original={original} isBusy={watch !== null} />
      </Tabs.Content>
      <Tabs.Content value="inspect" tabIndex={-1} className="min-h-0 flex-1">
        <InspectPanel part={part} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
