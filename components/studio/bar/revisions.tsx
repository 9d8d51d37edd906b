"use client";

import { ChevronDown, History, Redo2, Undo2 } from "lucide-react";
import type { PartOfConversation } from "@/components/studio/data/api";
import { formatAge, formatSize } from "@/components/studio/data/format";
import { useRevert } from "@/components/studio/data/queries";
import { useStudio } from "@/components/studio/data/store";
import { Thumbnail } from "@/components/studio/thumbnail";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";

interface RevisionsProps {
  conversationId: string;
  part: PartOfConversation;
  /** The one on screen. */
  revision: number | null;
  isBusy: boolean;
}

/** Undo, redo and the list of revisions. Choosing one only looks at it; going back is a button of its own. */
export function Revisions({ conversationId, part, revision, isBusy }: RevisionsProps) {
  const revert = useRevert();
  const numbers = part.revisions.map((one) => one.revision).sort((a, b) => a - b);
  const before = numbers.findLast((number) => number < part.revision);
  const after = numbers.find((number) => number > part.revision);
  const goTo = (target: number | undefined) => {
    if (target === undefined) return;
    revert.mutate({ id: conversationId, revision: target }, { onError: () => toast("The revision could not be changed. Try again.") });
  };
  return (
    <div className="flex items-center gap-0.5">
      <RevisionMenu part={part} revision={revision} />
      <IconButton
        label={before === undefined ? "Undo: nothing before this" : `Undo to revision ${before}`}
        disabled={before === undefined || isBusy || revert.isPending}
        icon={<Undo2 aria-hidden />}
        onClick={() => goTo(before)}
      />
      <IconButton
        label={after === undefined ? "Redo: nothing after this" : `Redo to revision ${after}`}
        disabled={after === undefined || isBusy || revert.isPending}
        icon={<Redo2 aria-hidden />}
        onClick={() => goTo(after)}
        className="max-sm:hidden"
      />
    </div>
  );
}

function RevisionMenu({ part, revision }: { part: PartOfConversation; revision: number | null }) {
  const units = useStudio((state) => state.units);
  const newestFirst = [...part.revisions].sort((a, b) => b.revision - a.revision);
  return (
    <Menu
      align="start"
      className="w-80 max-w-[calc(100vw-16px)]"
      trigger={
        <Button tone="quiet" aria-label={`Revision ${revision ?? part.revision}. Show all revisions`} data-testid="revision-menu">
          <History aria-hidden className="size-4 stroke-[1.75]" />
          <span className="max-sm:sr-only">Revision</span> {revision ?? part.revision}
          <ChevronDown aria-hidden className="size-3.5 max-sm:hidden" />
        </Button>
      }
    >
      <MenuLabel>Revisions</MenuLabel>
      {newestFirst.map(({ revision: number, summary, created_at, dimensions, thumbnail_url }) => (
        <MenuItem
          key={number}
          className={number === revision ? "bg-surface-sunken" : ""}
          onSelect={() => useStudio.getState().set({ viewedRevision: number === part.revision ? null : number })}
        >
          <Thumbnail url={thumbnail_url} />
          <span className="min-w-0 flex-1">
            <span className="flex gap-1.5 font-medium">
              Revision {number}
              {number === part.revision ? <span className="font-normal text-ink-soft">current</span> : null}
            </span>
            <span className="block truncate text-xs text-ink-soft" title={summary}>
              {dimensions === null ? summary : formatSize([dimensions.x, dimensions.y, dimensions.z], units)}
              {" · "}
              {formatAge(new Date(created_at), new Date())}
            </span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
