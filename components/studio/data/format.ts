import { MM_PER_INCH } from "@/lib/core/units";

export type LengthUnit = "mm" | "in";

/** Between a number and its unit, and between groups of digits: never a line break there. */
const GAP = "\u00a0";

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const trimmed = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return trimmed === "-0" ? "0" : grouped(trimmed);
}

/** Digits of the whole part in threes, from five digits up. */
function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const spaced = whole.replace("-", "").length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, GAP);
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/** Four significant digits, never in powers of ten. */
function significant(value: number): string {
  if (value === 0) return "0";
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
  return fixed(value, Math.min(decimals, 6));
}

/** A length without its unit: to 0.01 mm or 0.001 in. */
export function lengthNumber(lengthMm: number, unit: LengthUnit): string {
  return unit === "mm" ? fixed(lengthMm, 2) : fixed(lengthMm / MM_PER_INCH, 3);
}

export function formatLength(lengthMm: number, unit: LengthUnit): string {
  return `${lengthNumber(lengthMm, unit)}${GAP}${unit}`;
}

/** "50 × 30 × 10 mm" */
export function formatSize(sizeMm: readonly [number, number, number], unit: LengthUnit): string {
  return `${sizeMm.map((length) => lengthNumber(length, unit)).join(" × ")}${GAP}${unit}`;
}

export function formatPoint(pointMm: readonly [number, number, number], unit: LengthUnit): string {
  return pointMm.map((along) => lengthNumber(along, unit).replace("-", "−")).join(", ");
}

export function formatArea(areaMm2: number, unit: LengthUnit): string {
  if (unit === "in") return `${significant(areaMm2 / MM_PER_INCH ** 2)}${GAP}in²`;
  return areaMm2 >= 100_000 ? `${significant(areaMm2 / 100)}${GAP}cm²` : `${significant(areaMm2)}${GAP}mm²`;
}

export function formatVolume(volumeMm3: number, unit: LengthUnit): string {
  if (unit === "in") return `${significant(volumeMm3 / MM_PER_INCH ** 3)}${GAP}in³`;
  return volumeMm3 >= 1_000 ? `${significant(volumeMm3 / 1_000)}${GAP}cm³` : `${significant(volumeMm3)}${GAP}mm³`;
}

const GRAMS_PER_POUND = 453.592_37;
const GRAMS_PER_OUNCE = GRAMS_PER_POUND / 16;

/** @param densityGCm3 grams per cubic centimetre */
export function formatMass(volumeMm3: number, densityGCm3: number, unit: LengthUnit): string {
  const grams = (volumeMm3 / 1_000) * densityGCm3;
  if (unit === "in") {
    return grams >= GRAMS_PER_POUND ? `${significant(grams / GRAMS_PER_POUND)}${GAP}lb` : `${significant(grams / GRAMS_PER_OUNCE)}${GAP}oz`;
  }
  return grams >= 1_000 ? `${significant(grams / 1_000)}${GAP}kg` : `${significant(grams)}${GAP}g`;
}

export function formatSeconds(elapsedMs: number): string {
  const seconds = Math.max(0, elapsedMs) / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)}${GAP}s`;
  return `${Math.floor(seconds / 60)}${GAP}min ${Math.floor(seconds % 60)}${GAP}s`;
}

/** What a drawing abbreviates, a panel has room to say. */
const SPELLED_OUT: Record<string, string> = {
  d: "diameter",
  r: "radius",
  od: "outer diameter",
  id: "inner diameter",
  pcd: "circle diameter",
};

/** "edge_margin" as people read it: "Edge margin"; "hole_d": "Hole diameter". */
export function readableName(name: string): string {
  return sentenceCase(
    name
      .split("_")
      .map((word) => SPELLED_OUT[word] ?? word)
      .join(" ")
      .trim(),
  );
}

/** A phrase as it starts a line. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How long ago, coarsely; a date from a week on. */
export function formatAge(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  if (minutes < 7 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} d ago`;
  return then.toISOString().slice(0, 10);
}
