"use client";

import { useEffect } from "react";
import { useStudio } from "./store";

/** "/" goes to the prompt, N starts a new part, "[" shows or hides the list; not while somebody types. */
export function useRoomKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null) return;
      if (document.querySelector("[role=menu], [role=dialog]") !== null) return;
      const { set, openConversation, listOpen, promptFocus } = useStudio.getState();
      if (event.key === "/") set({ tab: "chat", promptFocus: promptFocus + 1 });
      else if (event.key === "n" || event.key === "N") openConversation(null);
      else if (event.key === "[") set({ listOpen: !listOpen });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
