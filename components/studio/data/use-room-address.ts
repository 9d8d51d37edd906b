"use client";

import { useEffect } from "react";
import { useStudio } from "./store";

const PARAMETER = "c";

function conversationOfAddress(): string | null {
  return new URLSearchParams(window.location.search).get(PARAMETER);
}

/** Keeps the open conversation in the address, so that a reload and the back button find it again. */
export function useRoomAddress(): void {
  useEffect(() => {
    const fromAddress = () => {
      const id = conversationOfAddress();
      if (id !== useStudio.getState().conversationId) useStudio.getState().openConversation(id);
    };
    fromAddress();
    const unsubscribe = useStudio.subscribe(({ conversationId }, before) => {
      if (conversationId === before.conversationId || conversationId === conversationOfAddress()) return;
      const address = conversationId === null ? "/" : `/?${PARAMETER}=${encodeURIComponent(conversationId)}`;
      window.history.pushState(null, "", address);
    });
    window.addEventListener("popstate", fromAddress);
    return () => {
      unsubscribe();
      window.removeEventListener("popstate", fromAddress);
    };
  }, []);
}
