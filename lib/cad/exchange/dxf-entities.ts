import type { Point2dMm } from "@/lib/contract/geometry";
import { FileFault, grouped } from "./file-fault";
import { mappedCurve, type PlanarCurve } from "./planar-curve";
import type { LayerCurve } from "./planar-loops";
import { asNumber, linesOf } from "./read-stl";
import { assertCoordinate } from "./triangle-soup";

const MAX_CURVES = 20_000;
const MAX_POLES = 2_000;
const MAX_GROUPS = 2_000_000;
/** Millimetres of the units of $INSUNITS. */
const UNIT_MM: Record<number, number> = { 1: 25.4, 2: 304.8, 4: 1, 5: 10, 6: 1_000, 8: 2.54e-5, 9: 0.0254, 10: 914.4, 13: 1e-3, 14: 100 };

type Group = [code: number, value: string];
interface Entity {
  type: string;
  groups: Group[];
  line: number;
}

export interface DxfCurves {
  curves: LayerCurve[];
  /** Types that are no outlines (texts, dimensions, blocks), and how many of each. */
  skipped: Map<string, number>;
  /** False when the file does not say and its numbers were taken as millimetres. */
  hasUnit: boolean;
}

/**
 * Reads the curves of an ASCII DXF file, R12 and later, in millimetres in the XY plane.
 * @throws FileFault
 */
export function readDxfCurves(bytes: Uint8Array): DxfCurves {
  const entities: Entity[] = [];
  let section = "";
  let unitMm: number | undefined;
  let variable = "";
  let isClosed = false;
  for (const { group, line } of groupsOf(bytes)) {
    const [code, value] = group;
    if (code === 0 && value === "EOF") isClosed = true;
    else if (code === 0 && (value === "SECTION" || value === "ENDSEC")) section = "";
    else if (section === "" && code === 2) section = value;
    else if (section === "HEADER" && code === 9) variable = value;
    else if (section === "HEADER" && variable === "$INSUNITS" && code === 70) unitMm = UNIT_MM[Number(value)];
    else if (section === "ENTITIES" && code === 0) entities.push({ type: value, groups: [], line });
    else if (section === "ENTITIES") entities.at(-1)?.groups.push(group);
    if (entities.length > 4 * MAX_CURVES) throw new FileFault(`it has more than ${grouped(4 * MAX_CURVES)} entities`);
  }
  if (!isClosed) throw new FileFault("it is cut off: its end (EOF) is missing");
  return curvesOf(entities, unitMm ?? 1, unitMm !== undefined);
}

function* groupsOf(bytes: Uint8Array): Generator<{ group: Group; line: number }> {
  let line = 0;
  let code: number | undefined;
  for (const text of linesOf(bytes)) {
    line++;
    if (code === undefined) {
      if (text.trim() === "") continue;
      code = asNumber(text.trim().replace(/^\ufeff|^\xef\xbb\xbf/, ""));
      if (!Number.isInteger(code)) throw new FileFault(`line ${grouped(line)} should be a group code and is "${text.trim().slice(0, 20)}"`);
    } else {
      yield { group: [code, text.trim()], line };
      code = undefined;
    }
    if (line > 2 * MAX_GROUPS) throw new FileFault(`it has more than ${grouped(2 * MAX_GROUPS)} lines`);
  }
}

function curvesOf(entities: readonly Entity[], unitMm: number, hasUnit: boolean): DxfCurves {
  const curves: LayerCurve[] = [];
  const skipped = new Map<string, number>();
  let polyline: Entity | undefined;
  let vertices: Entity[] = [];
  const add = (entity: Entity, drawn: PlanarCurve[]) => {
    const layer = entity.groups.find(([code]) => code === 8)?.[1] ?? "0";
    const isMirrored = real(entity, 230, 1) < 0;
    const map = ([x, y]: Point2dMm): Point2dMm => [(isMirrored ? -x : x) * unitMm, y * unitMm];
    for (const curve of drawn) curves.push({ layer, curve: mappedCurve(curve, map) });
    if (curves.length > MAX_CURVES) throw new FileFault(`it has more than ${grouped(MAX_CURVES)} curves`);
  };
  for (const entity of entities) {
    if (entity.type === "POLYLINE") [polyline, vertices] = [entity, []];
    else if (entity.type === "VERTEX") vertices.push(entity);
    else if (entity.type === "SEQEND") {
      if (polyline) add(polyline, bulged(vertices.map(cornerOf), (real(polyline, 70, 0) & 1) === 1));
      polyline = undefined;
    } else {
      const drawn = drawnBy(entity);
      if (drawn) add(entity, drawn);
      else skipped.set(entity.type, (skipped.get(entity.type) ?? 0) + 1);
    }
  }
  return { curves, skipped, hasUnit };
}

function real({ groups, type, line }: Entity, code: number, otherwise?: number): number {
  const value = groups.find(([candidate]) => candidate === code)?.[1];
  if (value === undefined && otherwise !== undefined) return otherwise;
  return assertCoordinate(asNumber(value ?? ""), `the ${type} of line ${grouped(line)}`);
}

function all({ groups, type, line }: Entity, code: number): number[] {
  return groups
    .filter(([candidate]) => candidate === code)
    .map(([, value]) => assertCoordinate(asNumber(value), `the ${type} of line ${grouped(line)}`));
}

function pointAt(entity: Entity, code: number): Point2dMm {
  return [real(entity, code), real(entity, code + 10)];
}

/** Undefined for what is no curve. */
function drawnBy(entity: Entity): PlanarCurve[] | undefined {
  switch (entity.type) {
    case "LINE": {
      const [from, to] = [pointAt(entity, 10), pointAt(entity, 11)];
      return Math.hypot(to[0] - from[0], to[1] - from[1]) > 1e-9 ? [{ kind: "line", from, to }] : [];
    }
    case "CIRCLE":
      return [{ kind: "circle", center: pointAt(entity, 10), radius: positive(entity, 40) }];
    case "ARC":
      return [arcOf(entity)];
    case "ELLIPSE":
      return [ellipseOf(entity)];
    case "SPLINE":
      return [splineOf(entity)];
    case "LWPOLYLINE":
      return bulged(cornersOf(entity), (real(entity, 70, 0) & 1) === 1);
    default:
      return undefined;
  }
}

function positive(entity: Entity, code: number): number {
  const value = real(entity, code);
  if (value <= 0) throw new FileFault(`the ${entity.type} of line ${grouped(entity.line)} has a radius of ${value}`);
  return value;
}

/** Anticlockwise from one angle to the other, degrees. */
function arcOf(entity: Entity): PlanarCurve {
  const [x, y] = pointAt(entity, 10);
  const radius = positive(entity, 40);
  const start = (real(entity, 50) * Math.PI) / 180;
  const span = (real(entity, 51) * Math.PI) / 180 - start;
  const sweep = span - 2 * Math.PI * Math.floor(span / (2 * Math.PI));
  if (sweep < 1e-9) return { kind: "circle", center: [x, y], radius };
  const at = (angle: number): Point2dMm => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  return { kind: "arc", from: at(start), via: at(start + sweep / 2), to: at(start + sweep) };
}

function ellipseOf(entity: Entity): PlanarCurve {
  const [mx, my] = pointAt(entity, 11);
  const ratio = positive(entity, 40);
  const start = real(entity, 41, 0);
  let end = real(entity, 42, 2 * Math.PI);
  while (end <= start + 1e-9 && end < 1e3) end += 2 * Math.PI;
  if (Math.hypot(mx, my) < 1e-9 || end - start > 2 * Math.PI + 1e-6)
    throw new FileFault(`the ELLIPSE of line ${grouped(entity.line)} has no size`);
  // Files write a whole turn with a few digits.
  if (Math.abs(end - start - 2 * Math.PI) < 1e-5) end = start + 2 * Math.PI;
  return { kind: "ellipse", center: pointAt(entity, 10), major: [mx, my], minor: [-my * ratio, mx * ratio], start, end };
}

function splineOf(entity: Entity): PlanarCurve {
  const degree = real(entity, 71, 3);
  const [xs, ys, knots, weights] = [all(entity, 10), all(entity, 20), all(entity, 40), all(entity, 41)];
  const poles = xs.map((x, index): Point2dMm => [x, ys[index] ?? Number.NaN]);
  const fault = (why: string) => new FileFault(`the SPLINE of line ${grouped(entity.line)} ${why}`);
  if (!Number.isInteger(degree) || degree < 1 || degree > 25) throw fault(`has the degree ${degree}`);
  if (poles.length > MAX_POLES) throw fault(`has more than ${grouped(MAX_POLES)} control points`);
  if (poles.length <= degree || ys.length !== xs.length) throw fault(`has ${poles.length} control points for its degree of ${degree}`);
  if (knots.length !== poles.length + degree + 1) throw fault(`has ${knots.length} knots and should have ${poles.length + degree + 1}`);
  if (knots.some((knot, index) => knot < (knots[index - 1] ?? knot))) throw fault("has knots out of order");
  if (weights.length !== 0 && (weights.length !== poles.length || weights.some((weight) => weight <= 0)))
    throw fault("has weights that do not fit");
  const isClamped = (from: number) => knots.slice(from, from + degree + 1).every((knot, _, [first]) => knot === first);
  if (!isClamped(0) || !isClamped(poles.length)) throw fault("does not begin and end in its control points, which is not read");
  return { kind: "spline", degree, poles, weights, knots };
}

interface Corner {
  at: Point2dMm;
  bulge: number;
}

function cornerOf(vertex: Entity): Corner {
  return { at: pointAt(vertex, 10), bulge: real(vertex, 42, 0) };
}

/** X begins a corner; Y and bulge belong to the one begun last. */
function cornersOf(entity: Entity): Corner[] {
  const corners: Corner[] = [];
  for (const [code, value] of entity.groups) {
    const number = () => assertCoordinate(asNumber(value), `the LWPOLYLINE of line ${grouped(entity.line)}`);
    const last = corners.at(-1);
    if (code === 10) corners.push({ at: [number(), 0], bulge: 0 });
    else if (code === 20 && last) last.at = [last.at[0], number()];
    else if (code === 42 && last) last.bulge = number();
  }
  return corners;
}

/** A bulge is the tangent of a quarter of the arc's angle; positive is anticlockwise. */
function bulged(corners: readonly Corner[], isClosed: boolean): PlanarCurve[] {
  const curves: PlanarCurve[] = [];
  for (const [index, { at: from, bulge }] of corners.entries()) {
    const next = corners[index + 1] ?? (isClosed ? corners[0] : undefined);
    if (!next) break;
    const to = next.at;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    if (Math.hypot(dx, dy) < 1e-9) continue;
    if (Math.abs(bulge) < 1e-9) curves.push({ kind: "line", from, to });
    else curves.push({ kind: "arc", from, via: [(from[0] + to[0] + dy * bulge) / 2, (from[1] + to[1] - dx * bulge) / 2], to });
  }
  return curves;
}
