"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { useMediaQuery } from "@/components/ui/media-query";
import { Notice } from "@/components/ui/notice";
import { Toaster } from "@/components/ui/toaster";
import { TooltipProvider } from "@/components/ui/tooltip";
import { TopBar } from "./bar/top-bar";
import { ConversationList } from "./conversation-list";
import { asRequestError } from "./data/api";
import { useCurrentPart } from "./data/current-part";
import { useMe } from "./data/queries";
import { useStudio } from "./data/store";
import { useActiveJob } from "./data/use-active-job";
import { useRoomAddress } from "./data/use-room-address";
import { useRoomKeys } from "./data/use-room-keys";
import { DropZone } from "./drop-zone";
import { SidePanel } from "./side-panel";
import { ViewPanel } from "./view-panel";

interface StudioProps {
  /** Slugs of the examples that have a picture. */
  exampleThumbnails: string[];
}

/** The studio: everything a browser needs around it, then the room. */
export function Studio({ exampleThumbnails }: StudioProps) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } }));
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <Room exampleThumbnails={exampleThumbnails} />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}

function Room({ exampleThumbnails }: StudioProps) {
  const part = useCurrentPart();
  const me = useMe();
  const conversationId = useStudio((state) => state.conversationId);
  const submission = useStudio((state) => state.submission);
  const watch = useActiveJob(conversationId, part.conversation);
  const isBusy = watch !== null || submission !== null;
  const hasView = part.source !== null || isBusy;
  useRoomKeys();
  useRoomAddress();
  return (
    <div className="flex h-dvh flex-col overflow-hidden" data-testid="studio" data-ready={me.data !== undefined}>
      <TopBar part={part} isBusy={isBusy} />
      {me.error === null ? null : (
        <div className="border-b p-2">
          <Notice tone="danger" title="The studio is not connected" testId="not-connected">
            {asRequestError(me.error).message}{" "}
            <button type="button" className="font-medium text-ink underline underline-offset-2" onClick={() => void me.refetch()}>
              Connect again
            </button>
          </Notice>
        </div>
      )}
      <main className="flex min-h-0 flex-1 max-md:flex-col">
        <PartsSide />
        <div className={`relative min-h-0 min-w-0 flex-1 ${hasView ? "max-md:h-[38dvh] max-md:flex-none" : "max-md:hidden"}`}>
          <ViewPanel part={part} isWorking={isBusy} />
        </div>
        <aside
          aria-label="Chat and measurements"
          className={`min-h-0 border-l max-md:flex-1 max-md:border-l-0 md:w-96 xl:w-104 ${hasView ? "max-md:border-t" : ""}`}
        >
          <SidePanel part={part} watch={watch} exampleThumbnails={exampleThumbnails} />
        </aside>
      </main>
      <DropZone />
    </div>
  );
}

/** The list of parts: a column where there is room for one, else a sheet over the room. */
function PartsSide() {
  const { listOpen, set } = useStudio();
  const isNarrow = useMediaQuery("(max-width: 1023px)");
  // A sheet that opens by itself would hide the room it belongs to.
  useEffect(() => {
    if (isNarrow) set({ listOpen: false });
  }, [isNarrow, set]);
  if (!isNarrow) {
    return listOpen ? (
      <div className="w-60 shrink-0 border-r max-lg:hidden">
        <ConversationList />
      </div>
    ) : null;
  }
  return (
    <Dialog.Root open={listOpen} onOpenChange={(open) => set({ listOpen: open })}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-black/35" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-40 w-72 max-w-[85vw] bg-surface shadow-pop outline-none"
        >
          <Dialog.Title className="sr-only">Parts</Dialog.Title>
          <ConversationList onPick={() => set({ listOpen: false })} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
