import type { Uv } from "./uv-cells";

/** A honeycomb that fills a rectangle from its origin. Pure. */
export interface HexagonGrid {
  width: number;
  height: number;
  columns: number;
  rows: number;
  /** A flat side points up instead of a corner. */
  flatTop: boolean;
  /** Lets the outer halves of the cells reach beyond a side, so that no gap stays within the rectangle. */
  extend: { top: boolean; bottom: boolean; left: boolean; right: boolean };
}

const ROOT3 = Math.sqrt(3);

/** Corners of each cell as [x, y], column by column from the left, each from below. */
export function hexagonCells(grid: HexagonGrid): Uv[][] {
  const { width, height, columns, rows, flatTop, extend } = grid;
  // Corners up: rows lie 1.5 circumradii apart, every other row is shifted by half a cell. Flat tops are the same, turned.
  const regular = flatTop ? upright(rows, columns).map((cell) => cell.map(([x, y]): Uv => [-y, x])) : upright(columns, rows);
  const xs = regular.flat().map(([x]) => x);
  const ys = regular.flat().map(([, y]) => y);
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const [spanX, spanY] = [Math.max(...xs) - left, Math.max(...ys) - bottom];
  // What reaches out at a side: the tip of a cell, or half a cell.
  const [overX, overY] = flatTop ? [0.5 / spanX, ROOT3 / 2 / spanY] : [ROOT3 / 2 / spanX, 0.5 / spanY];
  const x = stretch(width, extend.left ? overX : 0, extend.right ? overX : 0);
  const y = stretch(height, extend.bottom ? overY : 0, extend.top ? overY : 0);
  const cells = regular.map((cell) => cell.map(([a, b]): Uv => [x((a - left) / spanX), y((b - bottom) / spanY)]));
  if (!flatTop) return cells;
  // Turned, the cells come row by row from the right.
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [Math.floor(index / rows), index % rows];
    return cells[row * columns + (columns - 1 - column)] ?? [];
  });
}

/** Cells of circumradius 1 with a corner up. */
function upright(columns: number, rows: number): Uv[][] {
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [Math.floor(index / rows), index % rows];
    const [cx, cy] = [ROOT3 * (column + (row % 2) / 2), 1.5 * row];
    return Array.from({ length: 6 }, (__, corner): Uv => {
      const angle = (corner * Math.PI) / 3;
      return [cx + Math.sin(angle), cy + Math.cos(angle)];
    });
  });
}

/** Maps 0 to 1 onto a length so that the given shares of the span lie beyond its ends. */
function stretch(length: number, before: number, after: number): (share: number) => number {
  const scale = length / (1 - before - after);
  return (share) => (share - before) * scale;
}
