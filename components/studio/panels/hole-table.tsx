"use client";

import { formatPoint, lengthNumber } from "@/components/studio/data/format";
import { useStudio } from "@/components/studio/data/store";
import type { HoleRecord } from "@/lib/contract/geometry";
import { Section } from "./panel";

/** Holes found on the solid itself, whoever asked for them. */
export function HoleTable({ holes }: { holes: HoleRecord[] }) {
  const units = useStudio((state) => state.units);
  if (holes.length === 0) return null;
  return (
    <Section title="Holes" aside={<span className="text-xs text-ink-soft">{holes.length}</span>}>
      <table className="w-full text-right text-xs" data-testid="holes">
        <thead className="text-2xs text-ink-faint">
          <tr>
            <th scope="col" className="py-1 pr-2 text-left font-medium">
              Ø {units}
            </th>
            <th scope="col" className="py-1 pr-2 text-left font-medium">
              Kind
            </th>
            <th scope="col" className="py-1 pr-2 font-medium">
              Depth {units}
            </th>
            <th scope="col" className="py-1 font-medium">
              Centre {units}
            </th>
          </tr>
        </thead>
        <tbody>
          {holes.map((hole) => (
            <tr key={`${hole.diameter} ${hole.center.join()} ${hole.axis.join()}`} className="border-t">
              <td className="py-1 pr-2 text-left">{lengthNumber(hole.diameter, units)}</td>
              <td className="py-1 pr-2 text-left text-ink-soft">{kindOf(hole)}</td>
              <td className="py-1 pr-2">{lengthNumber(hole.depth, units)}</td>
              <td className="py-1 whitespace-nowrap text-ink-soft">{formatPoint(hole.center, units)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function kindOf({ through, counterbore, countersink }: HoleRecord): string {
  const base = through ? "through" : "blind";
  if (counterbore !== undefined) return `${base}, counterbored`;
  return countersink === undefined ? base : `${base}, countersunk`;
}
