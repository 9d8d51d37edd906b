import type { Point2dMm } from "@/lib/contract/geometry";
import type { FlatPath, FlatSegment } from "../flat-path";
import { arcSegment } from "./arc-segment";

/** How many numbers each command takes at a time. */
const COUNTS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

const MAX_SEGMENTS = 50_000;

/** Subpaths of the data of a path, and what is wrong with it; what stands before the fault is kept, as SVG has it. */
export function parsePathData(data: string): { paths: FlatPath[]; fault?: string } {
  const reader = new PathReader();
  for (const [, letter = "", text = ""] of data.matchAll(/([a-zA-Z])([^a-zA-Z]*(?:[eE][-+]?\d+[^a-zA-Z]*)*)/g)) {
    const fault = reader.command(letter, text);
    if (fault !== undefined) return { paths: reader.paths, fault };
  }
  if (!/^\s*([mM]|$)/.test(data)) return { paths: [], fault: "does not begin with M" };
  return { paths: reader.paths };
}

class PathReader {
  private readonly found: FlatPath[] = [];
  private at: Point2dMm = [0, 0];
  private start: Point2dMm = [0, 0];
  private path: FlatPath | undefined;
  /** Control point that a smooth curve mirrors, and the command that left it. */
  private control: { of: "C" | "Q"; at: Point2dMm } | undefined;
  private segments = 0;

  get paths(): FlatPath[] {
    return this.found.filter(({ segments, closed }) => segments.length > 0 || closed);
  }

  /** Takes a command with all its numbers; returns what is wrong with it. */
  command(letter: string, text: string): string | undefined {
    const command = letter.toUpperCase();
    const count = COUNTS[command];
    if (count === undefined) return `has the unknown command ${letter}`;
    const numbers = numbersOf(text, command === "A");
    if (numbers === undefined) return `has something other than numbers after ${letter}`;
    if (command === "Z") return this.closePath();
    if (numbers.length === 0 || numbers.length % count !== 0)
      return `has ${numbers.length} numbers after ${letter}, which takes ${count} at a time`;
    const relative = letter !== command;
    for (let index = 0; index < numbers.length; index += count) {
      // Further pairs after a move are lines.
      const each = command === "M" && index > 0 ? "L" : command;
      this.step(each, numbers.slice(index, index + count), relative);
      this.segments += 1;
      if (this.segments > MAX_SEGMENTS) return `has more than ${MAX_SEGMENTS} segments`;
    }
    return undefined;
  }

  private closePath(): undefined {
    if (this.path) this.path.closed = true;
    this.path = undefined;
    this.at = this.start;
    this.control = undefined;
  }

  private step(command: string, numbers: readonly number[], relative: boolean): void {
    const [a = 0, b = 0] = numbers;
    const [x, y] = relative ? this.at : [0, 0];
    if (command === "M") {
      this.at = [a + x, b + y];
      this.start = this.at;
      this.path = undefined;
      this.control = undefined;
      return;
    }
    const pairs = pairsOf(numbers).map(([u, v]): Point2dMm => [u + x, v + y]);
    const before = this.control;
    this.control = undefined;
    if (command === "H") this.add({ kind: "line", to: [a + x, this.at[1]] });
    else if (command === "V") this.add({ kind: "line", to: [this.at[0], a + y] });
    else if (command === "L") for (const to of pairs) this.add({ kind: "line", to });
    else if (command === "A") {
      const [rx = 0, ry = 0, turn = 0, large = 0, sweep = 0, u = 0, v = 0] = numbers;
      this.add(arcSegment(this.at, [u + x, v + y], { rx, ry, turnDeg: turn, large: large !== 0, sweep: sweep !== 0 }));
    } else this.curve(command, pairs, before);
  }

  private curve(command: string, pairs: Point2dMm[], before: { of: "C" | "Q"; at: Point2dMm } | undefined): void {
    const of = command === "C" || command === "S" ? "C" : "Q";
    const smooth = command === "S" || command === "T";
    const mirrored: Point2dMm = before?.of === of ? [2 * this.at[0] - before.at[0], 2 * this.at[1] - before.at[1]] : this.at;
    const points = smooth ? [mirrored, ...pairs] : pairs;
    const to = points.at(-1) ?? this.at;
    const controls = points.slice(0, -1);
    this.add({ kind: "curve", controls, to });
    this.control = { of, at: controls.at(-1) ?? to };
  }

  private add(segment: FlatSegment): void {
    if (!this.path) {
      this.path = { start: this.at, segments: [], closed: false };
      this.start = this.at;
      this.found.push(this.path);
    }
    this.path.segments.push(segment);
    this.at = segment.to;
  }
}

function pairsOf(numbers: readonly number[]): Point2dMm[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0]);
}

/** Numbers, which need nothing between them where they can be told apart; of an arc the two flags are one digit each. */
function numbersOf(text: string, isArc: boolean): number[] | undefined {
  const numbers: number[] = [];
  let rest = text.replace(/^[\s,]+/, "");
  while (rest !== "") {
    const isFlag = isArc && (numbers.length % 7 === 3 || numbers.length % 7 === 4);
    const [found] = (isFlag ? /^[01]/ : /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/).exec(rest) ?? [];
    if (found === undefined) return undefined;
    numbers.push(Number(found));
    rest = rest.slice(found.length).replace(/^[\s,]+/, "");
  }
  return numbers;
}
