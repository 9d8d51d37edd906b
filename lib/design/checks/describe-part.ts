import type { HoleRecord, Measurements } from "@/lib/contract/geometry";
import type { Plan } from "@/lib/contract/plan";
import { MM_PER_INCH } from "@/lib/core/units";
import { lengthText, numberText, sizesText } from "../plan/say";
import { type Arrangement, arrangementOf } from "./arrangement";

/** Four digits that mean something: 14.82, 0.3708, 1204. */
function fourDigits(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
  return numberText(value, Math.min(digits, 6));
}

function volumeText(mm3: number, units: "mm" | "in"): string {
  if (units === "in") return `${fourDigits(mm3 / MM_PER_INCH ** 3)} in³`;
  return mm3 >= 100 ? `${fourDigits(mm3 / 1000)} cm³` : `${fourDigits(mm3)} mm³`;
}

interface HoleGroup {
  first: HoleRecord;
  count: number;
  arrangement: Arrangement | undefined;
}

function arrangementText(arrangement: Arrangement | undefined, units: "mm" | "in"): string {
  const length = (valueMm: number) => lengthText(valueMm, units);
  if (arrangement === undefined) return "";
  if (arrangement.kind === "row") return `, ${length(arrangement.pitchMm)} apart`;
  if (arrangement.kind === "circle") return ` on a Ø${length(arrangement.diameterMm)} circle`;
  if (arrangement.kind === "rectangle") return `, ${sizesText(arrangement.sidesMm, units)} ${units} apart`;
  const [px, py] = arrangement.pitchesMm;
  const pitch = Math.abs(px - py) < 0.01 ? length(px) : `${sizesText([px, py], units)} ${units}`;
  return ` in a grid of ${arrangement.counts.join(" × ")}, ${pitch} apart`;
}

/** Holes of one size, kind and direction, largest group first. */
function groups(holes: HoleRecord[]): HoleGroup[] {
  const found = new Map<string, HoleRecord[]>();
  for (const hole of holes) {
    const axis = hole.axis.map((value) => Math.abs(value).toFixed(3)).join();
    const key = `${hole.diameter.toFixed(3)}|${hole.through}|${hole.through ? "" : hole.depth.toFixed(2)}|${hole.counterbore?.diameter ?? hole.countersink?.diameter ?? ""}|${axis}`;
    found.set(key, [...(found.get(key) ?? []), hole]);
  }
  return [...found.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [{ first, count: same.length, arrangement: arrangementOf(same) }];
  });
}

function holeText({ first, count, arrangement }: HoleGroup, units: "mm" | "in"): string {
  const size = units === "in" ? lengthText(first.diameter, "in") : numberText(first.diameter);
  const seat =
    first.counterbore !== undefined
      ? `, counterbored Ø${numberText(first.counterbore.diameter)} × ${numberText(first.counterbore.depth)}`
      : first.countersink !== undefined
        ? `, countersunk Ø${numberText(first.countersink.diameter)}`
        : "";
  const depth = first.through ? "" : `, ${lengthText(first.depth, units)} deep`;
  return `${count} ${first.through ? "through" : "blind"} hole${count === 1 ? "" : "s"} Ø${size}${depth}${seat}${arrangementText(arrangement, units)}`;
}

/** Warnings that the measured part itself gives. */
function warningsOf(plan: Plan, measured: Measurements): string[] {
  const warnings: string[] = [];
  if (measured.solids !== 1) warnings.push(`The part is ${measured.solids} separate solids.`);
  if (!measured.valid) warnings.push("The shape does not pass the kernel's validity check.");
  for (const hole of measured.holes) {
    if (hole.diameter * 10 < hole.depth) {
      warnings.push(
        `A hole of Ø${numberText(hole.diameter)} mm is ${lengthText(hole.depth)} deep, more than ten times its diameter: hard to drill.`,
      );
      break;
    }
  }
  const wall = Object.entries(plan.params).find(([name, { value }]) => /^wall\d*$/.test(name) && value !== undefined && value < 0.8);
  if (wall !== undefined) warnings.push(`A wall of ${lengthText(wall[1].value ?? 0)} is thin: under 0.8 mm few processes hold it.`);
  for (const { table, row, confidence } of plan.standards) {
    if (confidence !== "A")
      warnings.push(
        `${row} comes from a table of common values (${table.replaceAll("_", " ")}): check the datasheet before a fit depends on it.`,
      );
  }
  return [...new Set(warnings)];
}

/** The answer to a turn: what was measured, not what was asked. Lengths to 0.01 mm or 0.001 in, volume to four digits. */
export function describePart(
  plan: Plan,
  measured: Measurements,
  context: { units?: "mm" | "in" } = {},
): { summary: string; warnings: string[] } {
  const units = context.units === "in" || plan.units === "in" ? "in" : "mm";
  const parts = [`${sizesText(measured.bounding_box.size, units)} ${units}`, volumeText(measured.volume_mm3, units)];
  for (const group of groups(measured.holes).slice(0, 6)) parts.push(holeText(group, units));
  for (const fillet of measured.fillets.slice(0, 3)) {
    if (fillet.count > 0 && fillet.radius > 0)
      parts.push(`${fillet.count} fillet${fillet.count === 1 ? "" : "s"} R${numberText(fillet.radius)}`);
  }
  return { summary: `${parts.join(", ")}.`, warnings: warningsOf(plan, measured) };
}
