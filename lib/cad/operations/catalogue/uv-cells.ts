import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { signedArea } from "../modelling/profile-outline";

/*
 * Patterns of cells on a face, in the parameters of its surface. Pure.
 */

export type Uv = [number, number];

/** Lists that are read cell by cell and begin again at their end. */
export interface CellPatterns {
  scalePatternU?: number[] | undefined;
  scalePatternV?: number[] | undefined;
  /** Shares of the largest radius that fits, 0 to 1. */
  filletPattern?: number[] | undefined;
  inclusionPattern?: boolean[] | undefined;
}

/** A corner of a cell: where the line from the corner before ends, and where that to the next begins. */
export interface RoundedCorner {
  start: Uv;
  end: Uv;
  /** Ellipse in U and V, anticlockwise between two angles of its own parameter. */
  arc?: { center: Uv; radii: Uv; from: number; to: number };
}

/** Cells that one pattern may give: each becomes a wire, or a hole in one face. */
export const MAX_CELLS = 2_500;

function entry<T>(list: readonly T[] | undefined, index: number, otherwise: T): T {
  return list && list.length > 0 ? (list[index % list.length] ?? otherwise) : otherwise;
}

/** Applies the patterns to cells: which stay, how large they are, how round; `scale` is the length of a step of 1 in u and in v. */
export function patternedCells(cells: readonly Uv[][], patterns: CellPatterns, scale: Uv): RoundedCorner[][] {
  if (cells.length > MAX_CELLS) throw invalidInput(`The pattern has ${cells.length} cells and may have at most ${MAX_CELLS}.`);
  return cells.flatMap((cell, index) => {
    if (!entry(patterns.inclusionPattern, index, true)) return [];
    const [scaleU, scaleV] = [entry(patterns.scalePatternU, index, 1), entry(patterns.scalePatternV, index, 1)];
    if (!(scaleU > 0 && scaleV > 0)) throw invalidInput("scalePatternU and scalePatternV must hold numbers above 0.");
    const fillet = entry(patterns.filletPattern, index, 0);
    if (!(fillet >= 0 && fillet <= 1)) throw invalidInput(`filletPattern holds ${fillet}; its numbers must be from 0 to 1.`);
    return [roundedCell(scaledAbout(cell, middleOf(cell), [scaleU, scaleV]), fillet, scale)];
  });
}

function middleOf(cell: readonly Uv[]): Uv {
  const us = cell.map(([u]) => u);
  const vs = cell.map(([, v]) => v);
  return [(Math.min(...us) + Math.max(...us)) / 2, (Math.min(...vs) + Math.max(...vs)) / 2];
}

function scaledAbout(cell: readonly Uv[], [cu, cv]: Uv, [su, sv]: Uv): Uv[] {
  return cell.map(([u, v]) => [cu + (u - cu) * su, cv + (v - cv) * sv]);
}

/** Rounds the corners of a convex cell by a share of the largest radius that every side has room for. */
export function roundedCell(cell: readonly Uv[], share: number, [su, sv]: Uv): RoundedCorner[] {
  const ordered = signedArea(cell as Uv[]) < 0 ? cell.toReversed() : [...cell];
  if (share === 0) return ordered.map((at) => ({ start: at, end: at }));
  // In lengths instead of parameters a rounded corner is an arc of a circle.
  const points = ordered.map(([u, v]): Uv => [u * su, v * sv]);
  const corners = points.map((at, index) => cornerAt(at, at2(points, index - 1), at2(points, index + 1)));
  const radius = share * Math.min(...corners.map(({ maxRadius }) => maxRadius));
  return corners.map(({ at, toBefore, toNext, half }) => {
    const back = radius / Math.tan(half);
    const start: Uv = [at[0] + toBefore[0] * back, at[1] + toBefore[1] * back];
    const end: Uv = [at[0] + toNext[0] * back, at[1] + toNext[1] * back];
    // The centre lies to the left of the side that comes in.
    const center: Uv = [start[0] + toBefore[1] * radius, start[1] - toBefore[0] * radius];
    const from = Math.atan2(start[1] - center[1], start[0] - center[0]);
    const to = from + Math.PI - 2 * half;
    const uv = ([x, y]: Uv): Uv => [x / su, y / sv];
    return { start: uv(start), end: uv(end), arc: { center: uv(center), radii: [radius / su, radius / sv], from, to } };
  });
}

function at2(points: readonly Uv[], index: number): Uv {
  return points[(index + points.length) % points.length] ?? [0, 0];
}

/** Unit vectors along the sides of a corner, half its angle, and the radius that takes half of the shorter side. */
function cornerAt(at: Uv, before: Uv, next: Uv): { at: Uv; toBefore: Uv; toNext: Uv; half: number; maxRadius: number } {
  const side = (to: Uv): { along: Uv; length: number } => {
    const length = Math.hypot(to[0] - at[0], to[1] - at[1]);
    return { along: [(to[0] - at[0]) / length, (to[1] - at[1]) / length], length };
  };
  const [a, b] = [side(before), side(next)];
  const cosine = a.along[0] * b.along[0] + a.along[1] * b.along[1];
  const half = Math.acos(Math.max(-1, Math.min(1, cosine))) / 2;
  return { at, toBefore: a.along, toNext: b.along, half, maxRadius: (Math.min(a.length, b.length) / 2) * Math.tan(half) };
}

/** A part of the parameter range, less a share of it at each end. */
export interface CellRange {
  min: number;
  max: number;
}

export function trimmed({ min, max }: CellRange, offset: number, name: string): CellRange {
  if (!(offset >= 0 && offset < 0.5)) throw invalidInput(`${name} is ${offset} and must be at least 0 and less than 0.5.`);
  return { min: min + (max - min) * offset, max: max - (max - min) * offset };
}

/** Rectangles side by side, all along V for the first in U, then for the next. */
export function rectangleCells(u: CellRange, v: CellRange, countU: number, countV: number): Uv[][] {
  const [stepU, stepV] = [(u.max - u.min) / countU, (v.max - v.min) / countV];
  return Array.from({ length: countU }, (_, i) => i).flatMap((i) =>
    Array.from({ length: countV }, (_, j): Uv[] => {
      const [u0, v0] = [u.min + i * stepU, v.min + j * stepV];
      return [
        [u0, v0],
        [u0 + stepU, v0],
        [u0 + stepU, v0 + stepV],
        [u0, v0 + stepV],
      ];
    }),
  );
}
