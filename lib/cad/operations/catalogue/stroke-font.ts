import { simplex } from "@bitbybit-dev/base/lib/api/models/simplex.js";
import type { Point2dMm } from "@/lib/contract/geometry";

/** A letter of the stroke font: how far the next one stands, and lines through points, in units of the font. */
export interface StrokeGlyph {
  width: number;
  strokes: Point2dMm[][];
}

/** Height of a capital letter, in units of the font. */
export const CAPITAL_HEIGHT = 21;

const REPLACEMENT = "?".charCodeAt(0);

/**
 * A letter of Hershey's Simplex Roman, which is what text wires are drawn in by the catalogue's packages: single
 * strokes, as an engraver's tool follows them. A character that it lacks becomes a question mark.
 */
export function strokeGlyph(character: string): StrokeGlyph {
  const font: Readonly<Record<number, unknown>> = simplex;
  const code = character.charCodeAt(0);
  const drawn = font[code] ?? font[REPLACEMENT];
  const [width, ...numbers] = Array.isArray(drawn) ? drawn.map((number) => (typeof number === "number" ? number : Number.NaN)) : [0];
  return { width: width ?? 0, strokes: strokesOf(numbers) };
}

/** Coordinates in turn; what is no number lifts the pen. */
function strokesOf(numbers: readonly number[]): Point2dMm[][] {
  const strokes: Point2dMm[][] = [[]];
  for (let index = 0; index < numbers.length; ) {
    const x = numbers[index] ?? Number.NaN;
    const y = numbers[index + 1] ?? Number.NaN;
    if (Number.isNaN(x)) {
      strokes.push([]);
      index += 1;
    } else {
      strokes.at(-1)?.push([x, y]);
      index += 2;
    }
  }
  return strokes.filter((stroke) => stroke.length > 1);
}
