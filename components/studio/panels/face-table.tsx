"use client";

import { useStore } from "zustand";
import type { Face } from "@/components/studio/data/api";
import { formatArea, formatLength } from "@/components/studio/data/format";
import { useStudio, viewerStore } from "@/components/studio/data/store";
import { Section } from "./panel";

/** Beyond this the table would cost more than it tells; the rest is reached in the view. */
const MAX_ROWS = 400;

/** "Face 2" before "Face 10". */
const byLabel = (a: Face, b: Face) => numberOf(a) - numberOf(b);
const numberOf = ({ label }: Face) => Number(/\d+$/.exec(label ?? "")?.[0] ?? 0);

/** All faces; a row and its face in the view light up together. */
export function FaceTable({ faces }: { faces: Face[] }) {
  const units = useStudio((state) => state.units);
  const selected = useStore(viewerStore, (state) => state.selected);
  const hovered = useStore(viewerStore, (state) => state.hovered);
  if (faces.length === 0) return null;
  return (
    <Section title="Faces" aside={<span className="text-xs text-ink-soft">{faces.length}</span>}>
      <ul data-testid="faces" onPointerLeave={() => viewerStore.getState().hover(null)}>
        {[...faces]
          .sort(byLabel)
          .slice(0, MAX_ROWS)
          .map(({ label = "", type = "other", area, radius }) => {
            const isSelected = selected.includes(label);
            return (
              <li key={label}>
                <button
                  type="button"
                  aria-pressed={isSelected}
                  onPointerEnter={() => viewerStore.getState().hover(label)}
                  onClick={(event) => viewerStore.getState().click(label, event.shiftKey)}
                  className={`-mx-2 grid w-[calc(100%+16px)] grid-cols-[4.5rem_1fr_auto] gap-2 rounded-md px-2 py-1 text-left text-xs ${
                    isSelected ? "bg-accent-soft text-accent-ink" : hovered === label ? "bg-surface-hover" : ""
                  }`}
                >
                  <span>{label}</span>
                  <span className={isSelected ? "" : "text-ink-soft"}>
                    {type}
                    {radius === undefined ? "" : `, R ${formatLength(radius, units)}`}
                  </span>
                  <span>{area === undefined ? "" : formatArea(area, units)}</span>
                </button>
              </li>
            );
          })}
      </ul>
      {faces.length > MAX_ROWS ? (
        <p className="pt-1 text-xs text-ink-soft">The first {MAX_ROWS} are listed. Click the others in the view.</p>
      ) : null}
    </Section>
  );
}
