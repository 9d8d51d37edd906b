import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import opentype from "opentype.js";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import { signedArea } from "./profile-outline";
import { apart, type Curve2, type Loop, mapPiece, type Region, startOf } from "./region";

export type FontName = "sans" | "bold";

const FILES: Record<FontName, string> = { sans: "Geist-Regular.ttf", bold: "Geist-Bold.ttf" };
/** Of the height of the capitals, from one line to the next. */
const LINE_PITCH = 1.6;
const fonts = new Map<FontName, opentype.Font>();

/** The bundled font, read once; found from this file's place, so that it works bundled and unbundled. */
function fontOf(name: FontName): opentype.Font {
  const known = fonts.get(name);
  if (known) return known;
  const entry = createRequire(import.meta.url).resolve("geist/font/sans");
  const file = readFileSync(join(dirname(entry), "fonts", "geist-sans", FILES[name]));
  const font = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  fonts.set(name, font);
  return font;
}

/** The areas of a glyph's strokes and the size of the whole text. */
export interface TextOutline {
  regions: Region[];
  width: number;
  height: number;
}

/**
 * Outlines of a text whose capitals are `size` tall, the ink centred on the origin; counters are holes.
 * @throws KernelError INVALID_INPUT naming the characters that the font lacks, or when nothing would be seen
 */
export function textOutline(text: string, size: number, fontName: FontName): TextOutline {
  const font = fontOf(fontName);
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  refuseUnknown(font, lines);
  const scale = size / capHeightOf(font);
  const loops = lines.flatMap((line, index) => {
    const pieces = lineLoops(font, line, scale);
    const middle = centerOf(pieces)[0];
    return pieces.map((loop) => moveLoop(loop, [-middle, -index * LINE_PITCH * size]));
  });
  if (loops.length === 0) throw invalidInput(`The text ${JSON.stringify(text)} has no visible character.`);
  const [x, y, width, height] = centerOf(loops);
  return { regions: regionsOf(loops.map((loop) => moveLoop(loop, [-x, -y]))), width, height };
}

function refuseUnknown(font: opentype.Font, lines: readonly string[]): void {
  const unknown = [...new Set(lines.flatMap((line) => [...line]))].filter((character) => font.charToGlyphIndex(character) === 0);
  if (unknown.length === 0) return;
  const named = unknown.slice(0, 8).map((character) => `${JSON.stringify(character)} (U+${hex(character)})`);
  throw invalidInput(`The font has no glyph for ${named.join(", ")}.`);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** Height of a flat capital, in the font's units. */
function capHeightOf(font: opentype.Font): number {
  return font.charToGlyph("H").getBoundingBox().y2;
}

/** Loops of one line, from its origin along +u, kerned. */
function lineLoops(font: opentype.Font, line: string, scale: number): Loop[] {
  const path = font.getPath(line, 0, 0, font.unitsPerEm, { kerning: true });
  const at = (x = 0, y = 0): Point2dMm => [x * scale, -y * scale];
  const loops: Curve2[][] = [];
  let current: Curve2[] = [];
  let here: Point2dMm = [0, 0];
  const run = (controls: readonly Point2dMm[], end: Point2dMm) => {
    const straight = controls.length === 0;
    if (apart(here, end) > 1e-9) current.push(straight ? { kind: "line", from: here, to: end } : bezier([here, ...controls, end]));
    here = end;
  };
  const close = () => {
    const [first] = current;
    if (first && first.kind !== "circle") run([], startOf(first));
    if (current.length > 0) loops.push(current);
    current = [];
  };
  for (const command of path.commands) {
    if (command.type === "M") {
      close();
      here = at(command.x, command.y);
    } else if (command.type === "L") run([], at(command.x, command.y));
    else if (command.type === "Q") run([at(command.x1, command.y1)], at(command.x, command.y));
    else if (command.type === "C") run([at(command.x1, command.y1), at(command.x2, command.y2)], at(command.x, command.y));
    else close();
  }
  close();
  return loops;
}

function bezier(poles: readonly Point2dMm[]): Curve2 {
  const degree = poles.length - 1;
  return { kind: "spline", degree, poles, knots: [0, 1], multiplicities: [degree + 1, degree + 1] };
}

function moveLoop(loop: Loop, [dx, dy]: Point2dMm): Loop {
  return loop.map((piece) => mapPiece(piece, ([x, y]) => [x + dx, y + dy]));
}

/** Middle and size of the box around the loops. */
function centerOf(loops: readonly Loop[]): [number, number, number, number] {
  const points = loops.flatMap((loop) => loop.flatMap((piece) => samplesOf(piece, 32)));
  const range = (axis: 0 | 1) => {
    const values = points.map((point) => point[axis]);
    return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)] as const;
  };
  if (points.length === 0) return [0, 0, 0, 0];
  const [[x0, x1], [y0, y1]] = [range(0), range(1)];
  return [(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0];
}

/** Points along a line or a Bézier, its end left out. */
function samplesOf(piece: Curve2, count: number): Point2dMm[] {
  if (piece.kind === "line") return [piece.from];
  if (piece.kind !== "spline") throw new KernelError("Letters are drawn by lines and Béziers.");
  return Array.from({ length: count }, (_, index) => deCasteljau(piece.poles, index / count));
}

function deCasteljau(poles: readonly Point2dMm[], t: number): Point2dMm {
  let row = [...poles];
  while (row.length > 1) {
    row = row.slice(1).map(([x, y], index): Point2dMm => {
      const [x0, y0] = row[index] ?? [x, y];
      return [x0 + (x - x0) * t, y0 + (y - y0) * t];
    });
  }
  return row[0] ?? [0, 0];
}

/**
 * Strokes run one way and counters the other. Each counter belongs to the smallest stroke around it; strokes that
 * overlap stay apart, to be fused as bodies.
 */
function regionsOf(loops: readonly Loop[]): Region[] {
  const drawn = loops.map((loop) => {
    const points = loop.flatMap((piece) => samplesOf(piece, 8));
    return { loop, points, area: signedArea(points) };
  });
  // The largest loop is a stroke in any font.
  const sense = Math.sign(drawn.reduce((largest, next) => (Math.abs(next.area) > Math.abs(largest.area) ? next : largest)).area);
  const strokes = drawn.filter(({ area }) => area * sense > 0).map((stroke) => ({ ...stroke, holes: [] as Loop[] }));
  for (const counter of drawn.filter(({ area }) => area * sense < 0)) {
    const around = strokes.filter(({ points }) => counter.points.every((point) => isInside(point, points)));
    const [nearest] = around.toSorted((a, b) => Math.abs(a.area) - Math.abs(b.area));
    nearest?.holes.push(counter.loop);
  }
  return strokes.map(({ loop, holes }) => ({ outer: loop, holes }));
}

/** Even-odd rule. */
function isInside([x, y]: Point2dMm, polygon: readonly Point2dMm[]): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
