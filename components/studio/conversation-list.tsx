"use client";

import { Ellipsis, FolderInput, Pencil, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toaster";
import type { ConversationHead } from "./data/api";
import { formatAge } from "./data/format";
import { useConversations, useDelete, useRename } from "./data/queries";
import { useStudio } from "./data/store";
import { IMPORT_EXTENSIONS, useImport } from "./data/use-import";
import { Thumbnail } from "./thumbnail";

/** Time in which a deletion can be taken back. */
const UNDO_MS = 6_000;

/** All parts of the account, newest first. */
export function ConversationList({ onPick }: { onPick?: () => void }) {
  const { conversations, pictures, isLoading, isError, refetch } = useConversations();
  const conversationId = useStudio((state) => state.conversationId);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [renamed, setRenamed] = useState<string | null>(null);
  const remove = useDeleteWithUndo(setHidden);
  const open = (id: string | null) => {
    useStudio.getState().openConversation(id);
    onPick?.();
  };
  const shown = conversations?.filter(({ conversation_id }) => !hidden.has(conversation_id)) ?? [];
  return (
    <nav aria-label="Parts" className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex gap-1 p-2">
        <Button className="flex-1 justify-start!" data-testid="new-part" onClick={() => open(null)}>
          <Plus aria-hidden className="size-4 stroke-[1.75]" /> New part
        </Button>
        <ImportButton onPick={onPick} />
      </div>
      {isError && conversations === undefined ? <ListError onRetry={() => void refetch()} /> : null}
      {isLoading ? <ListSkeleton /> : null}
      {!isLoading && !isError && shown.length === 0 ? (
        <p className="px-4 py-2 text-xs text-ink-soft">Parts that you design are kept here.</p>
      ) : null}
      {shown.length === 0 ? null : (
        <ul className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-2 pb-2">
          {shown.map((head) => (
            <li key={head.conversation_id}>
              <Row
                head={head}
                picture={pictures.get(head.conversation_id)}
                isOpen={head.conversation_id === conversationId}
                isRenamed={head.conversation_id === renamed}
                onOpen={() => open(head.conversation_id)}
                onRename={(active) => setRenamed(active ? head.conversation_id : null)}
                onDelete={() => remove(head)}
              />
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}

function ImportButton({ onPick }: { onPick: (() => void) | undefined }) {
  const importFile = useImport();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label="Import a STEP, IGES or BREP file" icon={<FolderInput aria-hidden />} onClick={() => chooser.current?.click()} />
      <input
        ref={chooser}
        type="file"
        accept={IMPORT_EXTENSIONS}
        aria-label="CAD file to import"
        tabIndex={-1}
        className="hidden"
        data-testid="import-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file === undefined) return;
          void importFile(file);
          onPick?.();
        }}
      />
    </>
  );
}

function useDeleteWithUndo(setHidden: (change: (hidden: ReadonlySet<string>) => ReadonlySet<string>) => void) {
  const deletion = useDelete();
  return ({ conversation_id: id, name }: ConversationHead) => {
    setHidden((hidden) => new Set([...hidden, id]));
    const wasOpen = useStudio.getState().conversationId === id;
    if (wasOpen) useStudio.getState().openConversation(null);
    const show = () => setHidden((hidden) => new Set([...hidden].filter((one) => one !== id)));
    const timer = setTimeout(() => {
      deletion.mutate(id, {
        onError: () => {
          show();
          toast(`${name} could not be deleted. Try again.`);
        },
      });
    }, UNDO_MS);
    toast(`${name} deleted`, {
      durationMs: UNDO_MS,
      action: {
        label: "Undo",
        onClick: () => {
          clearTimeout(timer);
          show();
          if (wasOpen) useStudio.getState().openConversation(id);
        },
      },
    });
  };
}

interface RowProps {
  head: ConversationHead;
  picture: string | null | undefined;
  isOpen: boolean;
  isRenamed: boolean;
  onOpen: () => void;
  onRename: (active: boolean) => void;
  onDelete: () => void;
}

function Row({ head, picture, isOpen, isRenamed, onOpen, onRename, onDelete }: RowProps) {
  if (isRenamed) return <RenameRow head={head} onDone={() => onRename(false)} />;
  return (
    <div className={`group relative flex items-center rounded-md ${isOpen ? "bg-surface-hover" : "hover:bg-surface-hover"}`}>
      <button
        type="button"
        aria-current={isOpen ? "page" : undefined}
        onClick={onOpen}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-md p-1.5 pr-8 text-left"
      >
        <Thumbnail url={picture} className="h-8 w-10" />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm leading-4.5">{head.name}</span>
          <span className="block text-2xs leading-4 text-ink-faint">{formatAge(new Date(head.created_at), new Date())}</span>
        </span>
      </button>
      <span className="absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-[[data-state=open]]:opacity-100 [@media(hover:none)]:opacity-100">
        <Menu
          align="start"
          className="min-w-36"
          trigger={<IconButton size="sm" label={`More for ${head.name}`} icon={<Ellipsis aria-hidden />} />}
        >
          <MenuItem onSelect={() => onRename(true)}>
            <Pencil aria-hidden /> Rename
          </MenuItem>
          <MenuItem onSelect={onDelete}>
            <Trash2 aria-hidden /> Delete
          </MenuItem>
        </Menu>
      </span>
    </div>
  );
}

function RenameRow({ head, onDone }: { head: ConversationHead; onDone: () => void }) {
  const rename = useRename();
  const [name, setName] = useState(head.name);
  const keep = () => {
    const wanted = name.trim();
    if (wanted !== "" && wanted !== head.name) rename.mutate({ id: head.conversation_id, name: wanted });
    onDone();
  };
  return (
    <div className="p-1">
      <TextField
        aria-label={`New name for ${head.name}`}
        autoFocus
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") keep();
          if (event.key === "Escape") onDone();
        }}
      />
    </div>
  );
}

function ListSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-1 px-3.5 py-1.5">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex h-11 items-center gap-2">
          <span className="h-8 w-10 rounded-md bg-surface-hover" />
          <span className="h-3 flex-1 rounded-sm bg-surface-hover" />
        </div>
      ))}
    </div>
  );
}

function ListError({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="px-4 py-2 text-xs text-ink-soft">
      Your parts could not be loaded.{" "}
      <button type="button" onClick={onRetry} className="font-medium text-ink underline underline-offset-2">
        Try again
      </button>
    </div>
  );
}
