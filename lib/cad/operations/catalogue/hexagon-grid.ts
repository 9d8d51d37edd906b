import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";

/** A rectangle filled with hexagons. */
export interface HexagonGrid {
  width: number;
  height: number;
  nrHexagonsInWidth: number;
  nrHexagonsInHeight: number;
  /** Hexagons with a flat at the top, not a corner. */
  flatTop: boolean;
  /** Let the hexagons at a side reach over it so far that those set back there touch it. */
  extendTop: boolean;
  extendBottom: boolean;
  extendLeft: boolean;
  extendRight: boolean;
}

export interface Hexagon {
  center: Point2dMm;
  corners: Point2dMm[];
}

const MAX_HEXAGONS = 10_000;

/**
 * Hexagons that fill a rectangle about the origin; each is stretched as the whole grid is. Rows run along X, and those
 * of odd number are set off by half a hexagon; with flat tops it is columns that are. They are listed column by column.
 */
export function hexagonGrid(grid: HexagonGrid): Hexagon[] {
  const { nrHexagonsInWidth, nrHexagonsInHeight, flatTop } = grid;
  const count = nrHexagonsInWidth * nrHexagonsInHeight;
  if (count > MAX_HEXAGONS) throw invalidInput(`nrHexagonsInWidth times nrHexagonsInHeight is ${count} and may be ${MAX_HEXAGONS}.`);
  if (!flatTop) return pointyGrid(grid);
  // Flat tops are the same grid a quarter turn round: its top is then on the left.
  const turned = pointyGrid({
    ...grid,
    width: grid.height,
    height: grid.width,
    nrHexagonsInWidth: nrHexagonsInHeight,
    nrHexagonsInHeight: nrHexagonsInWidth,
    extendTop: grid.extendLeft,
    extendBottom: grid.extendRight,
    extendLeft: grid.extendBottom,
    extendRight: grid.extendTop,
  });
  const quarter = ([x, y]: Point2dMm): Point2dMm => [-y, x];
  return turned
    .map((hexagon, index) => ({ hexagon, row: Math.floor(index / nrHexagonsInWidth), fromRight: index % nrHexagonsInWidth }))
    .toSorted((a, b) => b.fromRight - a.fromRight || a.row - b.row)
    .map(({ hexagon: { center, corners } }) => ({ center: quarter(center), corners: corners.map(quarter) }));
}

function pointyGrid(grid: HexagonGrid): Hexagon[] {
  const half = Math.sqrt(3) / 2;
  const corners: Point2dMm[] = Array.from({ length: 6 }, (_, index) => [Math.sin((index * Math.PI) / 3), Math.cos((index * Math.PI) / 3)]);
  const centers = Array.from({ length: grid.nrHexagonsInWidth }, (_, column) =>
    Array.from({ length: grid.nrHexagonsInHeight }, (_, row): Point2dMm => [2 * half * column + (row % 2) * half, 1.5 * row]),
  ).flat();
  const all = centers.map((center) => ({ center, corners: corners.map(([x, y]): Point2dMm => [center[0] + x, center[1] + y]) }));
  // What shall touch the sides: the whole grid, or less of it where hexagons reach over.
  const reach = boundsOf(all.flatMap(({ corners: of }) => of));
  const fit = {
    left: reach.left + (grid.extendLeft ? half : 0),
    right: reach.right - (grid.extendRight ? half : 0),
    bottom: reach.bottom + (grid.extendBottom ? 0.5 : 0),
    top: reach.top - (grid.extendTop ? 0.5 : 0),
  };
  if (fit.right - fit.left < 1e-9 || fit.top - fit.bottom < 1e-9)
    throw invalidInput(
      "extendLeft, extendRight, extendTop and extendBottom leave nothing of so few hexagons that would fit into the rectangle.",
    );
  const place = ([x, y]: Point2dMm): Point2dMm => [
    ((x - fit.left) / (fit.right - fit.left) - 0.5) * grid.width,
    ((y - fit.bottom) / (fit.top - fit.bottom) - 0.5) * grid.height,
  ];
  return all.map(({ center, corners: of }) => ({ center: place(center), corners: of.map(place) }));
}

function boundsOf(points: readonly Point2dMm[]) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}
