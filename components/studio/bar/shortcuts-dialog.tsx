"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const GROUPS: readonly { title: string; rows: readonly (readonly [string, readonly string[]])[] }[] = [
  {
    title: "Prompt",
    rows: [
      ["Go to the prompt", ["/"]],
      ["Send", ["Enter"]],
      ["New line", ["Shift", "Enter"]],
      ["Recall the last prompt", ["↑"]],
      ["New part", ["N"]],
    ],
  },
  {
    title: "3D view",
    rows: [
      ["Fit", ["F"]],
      ["Front, back, left, right, top, bottom, isometric", ["1–7"]],
      ["Perspective or orthographic", ["P"]],
      ["Outer dimensions", ["D"]],
      ["Clear the selection", ["Esc"]],
      ["Add a face to the selection", ["Shift", "click"]],
      ["Turn, with the view focused", ["←↑↓→"]],
      ["Zoom, with the view focused", ["+", "−"]],
    ],
  },
  { title: "Room", rows: [["Show or hide the list of parts", ["["]]] },
];

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="flex flex-col gap-4">
        {GROUPS.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="mb-1 text-2xs font-medium text-ink-faint">{title}</h3>
            <dl>
              {rows.map(([what, keys]) => (
                <div key={what} className="flex min-h-7 items-center justify-between gap-3 text-sm">
                  <dt className="text-ink-soft">{what}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
