"use client";

import { useMemo } from "react";
import type { PartParameter } from "./api";

/** Of each conversation, the parameters as this page first met them, in that order. */
const known = new Map<string, Record<string, number>>();

const NONE: PartParameter[] = [];

/** Values that Reset goes back to; their order is the order of the panel. */
export function useOriginalValues(conversationId: string | undefined, parameters: PartParameter[] = NONE): Record<string, number> {
  return useMemo(() => {
    if (conversationId === undefined) return {};
    const values = { ...known.get(conversationId) };
    for (const { name, value } of parameters) values[name] ??= value;
    known.set(conversationId, values);
    return values;
  }, [conversationId, parameters]);
}
