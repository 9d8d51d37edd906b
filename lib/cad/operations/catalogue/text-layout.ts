import type { Point2dMm } from "@/lib/contract/geometry";
import { mustBePositive } from "./check-number";
import { CAPITAL_HEIGHT, strokeGlyph } from "./stroke-font";

/** How letters stand beside and lines under one another. */
export interface TextParams {
  text: string;
  xOffset: number;
  yOffset: number;
  /** Of a capital letter, mm. */
  height: number;
  /** From line to line, in heights. */
  lineSpacing: number;
  /** Beyond a letter's own width, in heights. */
  letterSpacing: number;
  align: "left" | "center" | "right";
  /** Room for the width of a tool, by which letters become lower. */
  extrudeOffset: number;
  centerOnOrigin: boolean;
}

/** A letter's strokes where they stand. */
export interface PlacedLetter {
  strokes: Point2dMm[][];
}

interface Line {
  letters: PlacedLetter[];
  width: number;
}

/** Letters of all lines in order; spaces leave none. */
export function layOutText(params: TextParams): PlacedLetter[] {
  const { text, height, lineSpacing, yOffset, extrudeOffset, align, centerOnOrigin } = params;
  mustBePositive({ height, "height less extrudeOffset": height - extrudeOffset });
  const lines = text.split("\n").map((line, row) => layOutLine(line, yOffset - row * height * lineSpacing, params));
  const widest = Math.max(...lines.map(({ width }) => width));
  const share = { left: 0, center: 0.5, right: 1 }[align];
  const letters = lines.flatMap((line) => line.letters.map((letter) => moved(letter, [(widest - line.width) * share, 0])));
  if (!centerOnOrigin || letters.length === 0) return letters;
  const [x, y] = middleOf(letters);
  return letters.map((letter) => moved(letter, [-x, -y]));
}

function layOutLine(text: string, y: number, { xOffset, height, letterSpacing, extrudeOffset }: TextParams): Line {
  const scale = (height - extrudeOffset) / CAPITAL_HEIGHT;
  const letters: PlacedLetter[] = [];
  let width = 0;
  for (const character of text) {
    const glyph = strokeGlyph(character);
    const at: Point2dMm = [xOffset + width, y + extrudeOffset / 2];
    const strokes = glyph.strokes.map((stroke) => stroke.map(([a, b]): Point2dMm => [at[0] + scale * a, at[1] + scale * b]));
    if (strokes.length > 0) letters.push({ strokes });
    width += glyph.width * scale + height * letterSpacing;
  }
  return { letters, width };
}

function moved({ strokes }: PlacedLetter, [x, y]: Point2dMm): PlacedLetter {
  return { strokes: strokes.map((stroke) => stroke.map(([a, b]): Point2dMm => [a + x, b + y])) };
}

function middleOf(letters: readonly PlacedLetter[]): Point2dMm {
  let [left, right, bottom, top] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of letters.flatMap(({ strokes }) => strokes.flat())) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return [(left + right) / 2, (bottom + top) / 2];
}
