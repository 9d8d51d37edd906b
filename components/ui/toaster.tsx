"use client";

import { X } from "lucide-react";
import { create } from "zustand";
import { Button } from "./button";

interface ToastAction {
  label: string;
  onClick: () => void;
}

interface Toast {
  id: number;
  text: string;
  action?: ToastAction | undefined;
}

interface ToastState {
  toasts: Toast[];
  add: (toast: Toast) => void;
  remove: (id: number) => void;
}

const useToasts = create<ToastState>((set) => ({
  toasts: [],
  add: (toast) => set((state) => ({ toasts: [...state.toasts.slice(-2), toast] })),
  remove: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

let lastId = 0;

/** Says something in passing, for `durationMs`. Anything that must be read belongs in a Notice. */
export function toast(text: string, options: { action?: ToastAction; durationMs?: number } = {}): void {
  lastId += 1;
  const id = lastId;
  useToasts.getState().add({ id, text, action: options.action });
  setTimeout(() => useToasts.getState().remove(id), options.durationMs ?? 5_000);
}

export function Toaster() {
  const { toasts, remove } = useToasts();
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed bottom-4 left-1/2 z-50 flex -translate-x-1/2 flex-col gap-2">
      {toasts.map(({ id, text, action }) => (
        <div
          key={id}
          className="animate-rise pointer-events-auto flex items-center gap-2 rounded-lg bg-surface-raised py-1.5 pr-1.5 pl-3 text-sm shadow-pop"
        >
          <span className="max-w-[70vw] flex-1 truncate">{text}</span>
          {action === undefined ? null : (
            <Button
              tone="quiet"
              size="sm"
              className="text-accent-ink!"
              onClick={() => {
                action.onClick();
                remove(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <Button tone="quiet" size="sm" aria-label="Dismiss" className="w-7 px-0!" onClick={() => remove(id)}>
            <X className="size-3.5" aria-hidden />
          </Button>
        </div>
      ))}
    </div>
  );
}
