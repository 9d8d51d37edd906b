"use client";

import { useRef, useState } from "react";
import { useRename } from "@/components/studio/data/queries";

interface PartNameProps {
  conversationId: string;
  name: string;
}

/** The part's name, changed in place: Enter keeps, Escape drops. */
export function PartName({ conversationId, name }: PartNameProps) {
  const rename = useRename();
  const [edited, setEdited] = useState<string | null>(null);
  const isDropped = useRef(false);
  const keep = () => {
    const wanted = (edited ?? "").trim();
    setEdited(null);
    if (isDropped.current || wanted === "" || wanted === name) return;
    rename.mutate({ id: conversationId, name: wanted });
  };
  return (
    <input
      aria-label="Part name"
      data-testid="part-name"
      value={edited ?? name}
      maxLength={200}
      spellCheck={false}
      onFocus={(event) => {
        isDropped.current = false;
        setEdited(name);
        event.currentTarget.select();
      }}
      onChange={(event) => setEdited(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        isDropped.current = event.key === "Escape";
        event.currentTarget.blur();
      }}
      className="h-7 min-w-16 max-w-64 shrink truncate rounded-md border border-transparent bg-transparent px-1.5 text-sm font-medium text-ink [field-sizing:content] hover:border-line-strong focus:border-line-strong focus:bg-surface focus-visible:outline-offset-0"
    />
  );
}
