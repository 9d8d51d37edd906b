import { MM_PER_INCH } from "@/lib/core/units";
import type { LengthUnit } from "./format";

export interface ParameterRange {
  min: number;
  max: number;
  step: number;
}

interface RangedParameter {
  value: number;
  unit?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
}

/** A number of the form 1, 2 or 5 × 10ⁿ, not above the one given. */
function roundStep(rough: number): number {
  const decade = 10 ** Math.floor(Math.log10(rough));
  const factor = [5, 2, 1].find((candidate) => candidate * decade <= rough * 1.000001) ?? 1;
  return Number((factor * decade).toPrecision(3));
}

/**
 * What a slider covers: the plan's own limits, else from a fifth to three times the value.
 * Counts are whole and at least 1; lengths step by about a hundredth of the value.
 */
export function parameterRange({ value, unit, min, max, step }: RangedParameter): ParameterRange {
  if (unit === "count") return { min: min ?? 1, max: max ?? Math.max(12, value * 2), step: step ?? 1 };
  const size = Math.max(Math.abs(value), 0.01);
  const chosenStep = step ?? roundStep(size / 50);
  const low = min ?? Math.max(chosenStep, Math.floor((size * 0.2) / chosenStep) * chosenStep);
  const high = max ?? Math.ceil((size * 3) / chosenStep) * chosenStep;
  return { min: Number(Math.min(low, value).toPrecision(6)), max: Number(Math.max(high, value).toPrecision(6)), step: chosenStep };
}

/** Unit that a parameter is shown in: lengths follow the display, the rest keep their own. */
export function shownUnit(unit: string | undefined, display: LengthUnit): string {
  if (unit === "mm") return display;
  if (unit === "deg") return "°";
  return unit === "ratio" || unit === "count" ? "" : (unit ?? "");
}

/** From the stored value to the one that is shown. */
export function toShown(value: number, unit: string | undefined, display: LengthUnit): number {
  return unit === "mm" && display === "in" ? value / MM_PER_INCH : value;
}

/** And back. */
export function toStored(shown: number, unit: string | undefined, display: LengthUnit): number {
  return unit === "mm" && display === "in" ? Number((shown * MM_PER_INCH).toPrecision(12)) : shown;
}
