import { MM_PER_INCH } from "@/lib/core/units";

/** What a written unit measures, and what one of it is in millimetres, degrees or as a ratio. */
export interface Unit {
  measures: "length" | "angle" | "ratio";
  factor: number;
  system?: "mm" | "in";
}

const UNITS: [names: string, unit: Unit][] = [
  ["mm millimetre millimetres millimeter millimeters mms", { measures: "length", factor: 1, system: "mm" }],
  ["cm centimetre centimetres centimeter centimeters cms", { measures: "length", factor: 10, system: "mm" }],
  ["m metre metres meter meters", { measures: "length", factor: 1000, system: "mm" }],
  ["um micron microns micrometre micrometres micrometer micrometers", { measures: "length", factor: 0.001, system: "mm" }],
  ['in inch inches "', { measures: "length", factor: MM_PER_INCH, system: "in" }],
  ["ft foot feet '", { measures: "length", factor: 12 * MM_PER_INCH, system: "in" }],
  ["thou mil mils", { measures: "length", factor: 0.001 * MM_PER_INCH, system: "in" }],
  ["deg degs degree degrees °", { measures: "angle", factor: 1 }],
  ["rad radian radians", { measures: "angle", factor: 180 / Math.PI }],
  ["% percent pct", { measures: "ratio", factor: 0.01 }],
];

const BY_NAME = new Map(UNITS.flatMap(([names, unit]) => names.split(" ").map((name) => [name, unit] as const)));

export function unitNamed(name: string): Unit | undefined {
  return BY_NAME.get(name);
}

const NUMBER_WORDS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const COUNT_WORDS: Record<string, number> = { pair: 2, couple: 2, dozen: 12, single: 1 };

/** The number that a word stands for; undefined when it stands for none. */
export function numberWord(word: string): number | undefined {
  const index = NUMBER_WORDS.indexOf(word);
  return index >= 0 ? index : COUNT_WORDS[word];
}

/** "five" for 5 up to twenty, figures beyond. */
export function countInWords(count: number): string {
  return NUMBER_WORDS[count] ?? String(count);
}
