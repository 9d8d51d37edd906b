import type { TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { allOrNone } from "../all-or-none";
import { checked } from "../bare-shape";
import { faceInside, patchOfFace, withHoles } from "../build-face";
import { wireOf } from "../build-wire";
import { between, faceSurface } from "../face-surface";
import { roundedPolygonWire } from "../floor-cells";
import { hexagonCells } from "../honeycomb";
import type { OfShape } from "../params";
import { cellWire, isoEdge } from "../surface-wires";
import { asFace } from "../typed-shape";
import { type CellPatterns, patternedCells, rectangleCells, trimmed, type Uv } from "../uv-cells";

interface Borders {
  offsetFromBorderU: number;
  offsetFromBorderV: number;
}

interface Rectangles extends OfShape, CellPatterns, Borders {
  nrRectanglesU: number;
  nrRectanglesV: number;
}

interface Hexagons extends OfShape, CellPatterns, Borders {
  nrHexagonsU: number;
  nrHexagonsV: number;
  /** A flat side points along U. */
  flatU: boolean;
  extendUUp?: boolean;
  extendUBottom?: boolean;
  extendVUp?: boolean;
  extendVBottom?: boolean;
}

type CellsOf<Params> = (u: { min: number; max: number }, v: { min: number; max: number }, params: Params) => Uv[][];

function rectangles(u: { min: number; max: number }, v: { min: number; max: number }, params: Rectangles): Uv[][] {
  return rectangleCells(u, v, params.nrRectanglesU, params.nrRectanglesV);
}

/** V lies across and U upwards. */
function hexagons(u: { min: number; max: number }, v: { min: number; max: number }, params: Hexagons): Uv[][] {
  const { extendUUp = false, extendUBottom = false, extendVUp = false, extendVBottom = false } = params;
  return hexagonCells({
    width: v.max - v.min,
    height: u.max - u.min,
    columns: params.nrHexagonsV,
    rows: params.nrHexagonsU,
    flatTop: params.flatU,
    extend: { top: extendUUp, bottom: extendUBottom, left: extendVBottom, right: extendVUp },
  }).map((cell) => cell.map(([x, y]): Uv => [u.min + y, v.min + x]));
}

/** The cells' wires on the face, in order. */
function wiresOn<Params extends OfShape & CellPatterns & Borders>(
  kernel: Kernel,
  own: Own,
  params: Params,
  cellsOf: CellsOf<Params>,
): TopoDS_Wire[] {
  const face = asFace(kernel, own, params.shape);
  const surface = faceSurface(kernel, own, face);
  const { uMin, uMax, vMin, vMax } = surface.range;
  const u = trimmed({ min: uMin, max: uMax }, params.offsetFromBorderU, "offsetFromBorderU");
  const v = trimmed({ min: vMin, max: vMax }, params.offsetFromBorderV, "offsetFromBorderV");
  const scale = surface.scaleAt((uMin + uMax) / 2, (vMin + vMax) / 2);
  return patternedCells(cellsOf(u, v, params), params, [scale.u, scale.v]).map((corners) => cellWire(kernel, own, face, corners));
}

/** An operation that lays the cells of a pattern on a face as wires. */
function laid<Params extends OfShape & CellPatterns & Borders>(cellsOf: CellsOf<Params>) {
  return (kernel: Kernel, params: Params): PartShape[] =>
    kernel.scope((own) => allOrNone(wiresOn(kernel, own, params, cellsOf), (wire) => checked(kernel, own, wire, "The pattern")));
}

/** An operation that cuts the cells of a pattern out of a face; with `holesToFaces` the cells follow as faces. */
function cut<Params extends OfShape & CellPatterns & Borders & { holesToFaces: boolean }>(cellsOf: CellsOf<Params>) {
  return (kernel: Kernel, given: Params): PartShape[] =>
    kernel.scope((own) => {
      // As large as their cells, holes would leave nothing between them.
      const params = { ...given, scalePatternU: given.scalePatternU ?? [0.5], scalePatternV: given.scalePatternV ?? [0.5] };
      const face = asFace(kernel, own, params.shape);
      const wires = wiresOn(kernel, own, params, cellsOf);
      const patches = params.holesToFaces ? wires.map((wire) => patchOfFace(kernel, own, face, wire, true)) : [];
      const rest = wires.length > 0 ? withHoles(kernel, own, face, wires) : face;
      return allOrNone([rest, ...patches], (patch) => checked(kernel, own, patch, "The pattern of holes"));
    });
}

interface AlongParams extends OfShape {
  isU: boolean;
}

/** Lines of constant U (`isU`) or V across the face's range, at shares of the other. */
function wiresAt(kernel: Kernel, { shape, isU }: AlongParams, shares: readonly number[]): PartShape[] {
  return kernel.scope((own) => {
    const face = asFace(kernel, own, shape);
    const surface = own(kernel.oc.BRep_Tool.Surface(face));
    const { uMin, uMax, vMin, vMax } = faceSurface(kernel, own, face).range;
    return allOrNone(shares, (share) => {
      const edge = isU
        ? isoEdge(kernel, own, surface, { u: between(uMin, uMax, share) }, vMin, vMax)
        : isoEdge(kernel, own, surface, { v: between(vMin, vMax, share) }, uMin, uMax);
      return checked(kernel, own, wireOf(kernel, own, [edge]), "The wire");
    });
  });
}

function wireAlongParam(kernel: Kernel, { param, ...along }: AlongParams & { param: number }): PartShape | null {
  return wiresAt(kernel, along, [param])[0] ?? null;
}

function wiresAlongParams(kernel: Kernel, { params, ...along }: AlongParams & { params: number[] }): PartShape[] {
  return wiresAt(kernel, along, params);
}

interface SubdivideToWires extends AlongParams {
  nrDivisions: number;
  shiftHalfStep: boolean;
  removeStart: boolean;
  removeEnd: boolean;
}

/** One more wire than divisions, both ends included, unless they are taken away. */
function subdivideToWires(kernel: Kernel, params: SubdivideToWires): PartShape[] {
  const { nrDivisions, shiftHalfStep, removeStart, removeEnd } = params;
  const shares = Array.from({ length: nrDivisions + 1 }, (_, index) => (index + (shiftHalfStep ? 0.5 : 0)) / nrDivisions);
  return wiresAt(kernel, params, shares.slice(removeStart ? 1 : 0, removeEnd ? -1 : undefined));
}

interface HexagonsInGrid {
  width: number;
  height: number;
  nrHexagonsInWidth: number;
  nrHexagonsInHeight: number;
  flatTop: boolean;
  extendTop: boolean;
  extendBottom: boolean;
  extendLeft: boolean;
  extendRight: boolean;
  scalePatternWidth?: number[] | undefined;
  scalePatternHeight?: number[] | undefined;
  filletPattern?: number[] | undefined;
  inclusionPattern?: boolean[] | undefined;
}

/** A honeycomb of faces on the ground, its middle in the origin: width along X, height along Z. */
function hexagonsInGrid(kernel: Kernel, params: HexagonsInGrid): PartShape[] {
  const { width, height } = params;
  const cells = hexagonCells({
    width,
    height,
    columns: params.nrHexagonsInWidth,
    rows: params.nrHexagonsInHeight,
    flatTop: params.flatTop,
    extend: { top: params.extendTop, bottom: params.extendBottom, left: params.extendLeft, right: params.extendRight },
  }).map((cell) => cell.map(([x, z]): Uv => [x - width / 2, z - height / 2]));
  const patterns = { ...params, scalePatternU: params.scalePatternWidth, scalePatternV: params.scalePatternHeight };
  return kernel.scope((own) =>
    allOrNone(patternedCells(cells, patterns, [1, 1]), (corners) =>
      checked(kernel, own, faceInside(kernel, own, roundedPolygonWire(kernel, own, corners), true), "The hexagon"),
    ),
  );
}

/** `occt.shapes.face.*`: wires and holes that follow a face's parameters. */
export const FACE_PATTERNS: CatalogueImplementations = {
  "occt.shapes.face.hexagonsInGrid": hexagonsInGrid,
  "occt.shapes.face.subdivideToHexagonHoles": cut<Hexagons & { holesToFaces: boolean }>(hexagons),
  "occt.shapes.face.subdivideToHexagonWires": laid<Hexagons>(hexagons),
  "occt.shapes.face.subdivideToRectangleHoles": cut<Rectangles & { holesToFaces: boolean }>(rectangles),
  "occt.shapes.face.subdivideToRectangleWires": laid<Rectangles>(rectangles),
  "occt.shapes.face.subdivideToWires": subdivideToWires,
  "occt.shapes.face.wireAlongParam": wireAlongParam,
  "occt.shapes.face.wiresAlongParams": wiresAlongParams,
};
