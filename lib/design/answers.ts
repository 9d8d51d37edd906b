import type { Measurements } from "@/lib/contract/geometry";
import type { Lexed } from "./language/lexemes";
import { numberText, sizesText } from "./plan/say";
import { densityOf } from "./standards/materials";

interface Asked {
  measurements?: Measurements | undefined;
  units: "mm" | "in";
}

type Answer = (measured: Measurements, text: string, units: "mm" | "in") => string;

const digits = (value: number) => numberText(value, Math.max(0, 3 - Math.floor(Math.log10(Math.max(value, 1e-6)))));

const mass: Answer = (measured, text) => {
  const { name, density, assumed } = densityOf(text);
  const grams = (measured.volume_mm3 / 1000) * density;
  return `${digits(grams)} g in ${name} (${density} g/cm³)${assumed ? "; no material was named" : ""}.`;
};

/** Words of a question, and what is measured for it. */
const ANSWERS: [words: RegExp, answer: Answer][] = [
  [/\b(weigh|weighs|weight|mass|heavy)\b/, mass],
  [/\bvolume\b/, (measured) => `${digits(measured.volume_mm3 / 1000)} cm³.`],
  [/\barea\b/, (measured) => `${digits(measured.area_mm2 / 100)} cm² of surface.`],
  [
    /\b(cent(?:re|er) of (?:gravity|mass))\b/,
    (measured) => `The centre of mass is at ${measured.center_of_mass.map((value) => numberText(value)).join(", ")} mm.`,
  ],
  [/\bhow many holes\b/, (measured) => `${measured.holes.length} hole${measured.holes.length === 1 ? "" : "s"}.`],
  [
    /\b(how (?:big|large|long|wide|tall|thick|high)|what size|dimensions?|what are the sizes)\b/,
    (measured, _, units) => `${sizesText(measured.bounding_box.size, units)} ${units}.`,
  ],
];

const QUESTION = /^\s*(what|how|which|tell me|show me the|does it|is it)\b|\?\s*$/i;

/** A question about the part, answered by measurement; undefined for an instruction. */
export function answerOf({ original }: Lexed, { measurements, units }: Asked): string | undefined {
  if (measurements === undefined || !QUESTION.test(original)) return undefined;
  const text = original.toLowerCase();
  return ANSWERS.find(([words]) => words.test(text))?.[1](measurements, text, units);
}
