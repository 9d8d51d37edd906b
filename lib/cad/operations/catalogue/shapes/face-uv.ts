import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, StepValue } from "../../implementation";
import { between, type FaceSurface, faceSurface } from "../face-surface";
import type { OfShape } from "../params";
import { asFace } from "../typed-shape";

/*
 * U and V run over the surface under a face. Parameters are shares of the face's own range, from 0 to 1.
 */

type Uv = [number, number];

function onSurface<T extends StepValue>(kernel: Kernel, { shape }: OfShape, ask: (surface: FaceSurface) => T): T {
  return kernel.scope((own) => ask(faceSurface(kernel, own, asFace(kernel, own, shape))));
}

function uvAt({ range }: FaceSurface, [u, v]: Uv): Uv {
  return [between(range.uMin, range.uMax, u), between(range.vMin, range.vMax, v)];
}

interface OnUv extends OfShape {
  paramU: number;
  paramV: number;
}

interface OnUvs extends OfShape {
  paramsUV: Uv[];
}

function pointOnUV(kernel: Kernel, { shape, paramU, paramV }: OnUv): Vec3 {
  return onSurface(kernel, { shape }, (surface) => surface.pointAt(...uvAt(surface, [paramU, paramV])));
}

function normalOnUV(kernel: Kernel, { shape, paramU, paramV }: OnUv): Vec3 {
  return onSurface(kernel, { shape }, (surface) => surface.normalAt(...uvAt(surface, [paramU, paramV])));
}

function pointsOnUVs(kernel: Kernel, { shape, paramsUV }: OnUvs): Vec3[] {
  return onSurface(kernel, { shape }, (surface) => paramsUV.map((uv) => surface.pointAt(...uvAt(surface, uv))));
}

function normalsOnUVs(kernel: Kernel, { shape, paramsUV }: OnUvs): Vec3[] {
  return onSurface(kernel, { shape }, (surface) => paramsUV.map((uv) => surface.normalAt(...uvAt(surface, uv))));
}

/** A line of `count` places over a range, both ends included, less those that are taken away. */
interface Line {
  count: number;
  shift: boolean;
  removeStart: boolean;
  removeEnd: boolean;
}

function placesOn(min: number, max: number, { count, shift, removeStart, removeEnd }: Line): number[] {
  const step = count > 1 ? (max - min) / (count - 1) : 0;
  const places = Array.from({ length: count }, (_, index) => min + step * (index + (shift ? 0.5 : 0)));
  return places.slice(removeStart ? 1 : 0, removeEnd ? -1 : undefined);
}

interface Grid extends OfShape {
  nrDivisionsU: number;
  nrDivisionsV: number;
  shiftHalfStepU: boolean;
  removeStartEdgeU: boolean;
  removeEndEdgeU: boolean;
  shiftHalfStepV: boolean;
  removeStartEdgeV: boolean;
  removeEndEdgeV: boolean;
}

/** All V for the first U, then for the next. */
function gridOf({ range }: FaceSurface, grid: Grid): Uv[] {
  const us = placesOn(range.uMin, range.uMax, {
    count: grid.nrDivisionsU,
    shift: grid.shiftHalfStepU,
    removeStart: grid.removeStartEdgeU,
    removeEnd: grid.removeEndEdgeU,
  });
  const vs = placesOn(range.vMin, range.vMax, {
    count: grid.nrDivisionsV,
    shift: grid.shiftHalfStepV,
    removeStart: grid.removeStartEdgeV,
    removeEnd: grid.removeEndEdgeV,
  });
  return us.flatMap((u) => vs.map((v): Uv => [u, v]));
}

/** Points that one grid may give. */
const MAX_GRID = 100_000;

function assertGrid({ nrDivisionsU, nrDivisionsV }: { nrDivisionsU: number; nrDivisionsV: number }): void {
  const count = nrDivisionsU * nrDivisionsV;
  if (count > MAX_GRID) throw invalidInput(`nrDivisionsU and nrDivisionsV make ${count} points and may make at most ${MAX_GRID}.`);
}

function subdivideToUV(kernel: Kernel, grid: Grid): Uv[] {
  assertGrid(grid);
  return onSurface(kernel, grid, (surface) => gridOf(surface, grid));
}

function subdivideToPoints(kernel: Kernel, grid: Grid): Vec3[] {
  assertGrid(grid);
  return onSurface(kernel, grid, (surface) => gridOf(surface, grid).map(([u, v]) => surface.pointAt(u, v)));
}

function subdivideToNormals(kernel: Kernel, grid: Grid): Vec3[] {
  assertGrid(grid);
  return onSurface(kernel, grid, (surface) => gridOf(surface, grid).map(([u, v]) => surface.normalAt(u, v)));
}

interface ControlledGrid extends OfShape {
  nrDivisionsU: number;
  nrDivisionsV: number;
  shiftHalfStepNthU: number;
  shiftHalfStepUOffsetN: number;
  removeStartEdgeNthU: number;
  removeStartEdgeUOffsetN: number;
  removeEndEdgeNthU: number;
  removeEndEdgeUOffsetN: number;
  shiftHalfStepNthV: number;
  shiftHalfStepVOffsetN: number;
  removeStartEdgeNthV: number;
  removeStartEdgeVOffsetN: number;
  removeEndEdgeNthV: number;
  removeEndEdgeVOffsetN: number;
}

/** True for every nth row, counted from an offset; never for n = 0. */
function isNth(row: number, n: number, offset: number): boolean {
  return n > 0 && (row + offset) % n === 0;
}

/** As `subdivideToPoints`; every nth row is shifted, every nth point of the first and last rows is left out. */
function subdivideToPointsControlled(kernel: Kernel, grid: ControlledGrid): Vec3[] {
  assertGrid(grid);
  const { nrDivisionsU: nu, nrDivisionsV: nv } = grid;
  const isKept = (i: number, j: number): boolean =>
    !(
      (i === 0 && isNth(j, grid.removeStartEdgeNthU, grid.removeStartEdgeUOffsetN)) ||
      (i === nu - 1 && isNth(j, grid.removeEndEdgeNthU, grid.removeEndEdgeUOffsetN)) ||
      (j === 0 && isNth(i, grid.removeStartEdgeNthV, grid.removeStartEdgeVOffsetN)) ||
      (j === nv - 1 && isNth(i, grid.removeEndEdgeNthV, grid.removeEndEdgeVOffsetN))
    );
  return onSurface(kernel, grid, (surface) => {
    const whole = { shift: false, removeStart: false, removeEnd: false };
    const { uMin, uMax, vMin, vMax } = surface.range;
    const halfU = nu > 1 ? (uMax - uMin) / (nu - 1) / 2 : 0;
    const halfV = nv > 1 ? (vMax - vMin) / (nv - 1) / 2 : 0;
    const vs = placesOn(vMin, vMax, { count: nv, ...whole });
    return placesOn(uMin, uMax, { count: nu, ...whole }).flatMap((u, i) =>
      vs.flatMap((v, j) => {
        if (!isKept(i, j)) return [];
        const shiftU = isNth(j, grid.shiftHalfStepNthU, grid.shiftHalfStepUOffsetN) ? halfU : 0;
        const shiftV = isNth(i, grid.shiftHalfStepNthV, grid.shiftHalfStepVOffsetN) ? halfV : 0;
        return [surface.pointAt(u + shiftU, v + shiftV)];
      }),
    );
  });
}

interface OnParam extends OfShape {
  isU: boolean;
  param: number;
  nrPoints: number;
  shiftHalfStep: boolean;
  removeStartPoint: boolean;
  removeEndPoint: boolean;
}

/** Along a line of constant U (`isU`) or V. */
function uvsOnParam({ range }: FaceSurface, line: OnParam): Uv[] {
  const { isU, param } = line;
  const { uMin, uMax, vMin, vMax } = range;
  const fixed = isU ? between(uMin, uMax, param) : between(vMin, vMax, param);
  const [min, max] = isU ? [vMin, vMax] : [uMin, uMax];
  const { nrPoints: count, shiftHalfStep: shift, removeStartPoint: removeStart, removeEndPoint: removeEnd } = line;
  return placesOn(min, max, { count, shift, removeStart, removeEnd }).map((at): Uv => (isU ? [fixed, at] : [at, fixed]));
}

function subdivideToPointsOnParam(kernel: Kernel, line: OnParam): Vec3[] {
  return onSurface(kernel, line, (surface) => uvsOnParam(surface, line).map(([u, v]) => surface.pointAt(u, v)));
}

/** An operation that reads one end of a face's parameter range. */
function bound(name: "uMin" | "uMax" | "vMin" | "vMax") {
  return (kernel: Kernel, params: OfShape): number => onSurface(kernel, params, ({ range }) => range[name]);
}

/** `occt.shapes.face.*`: points, normals and parameters on a face. */
export const FACE_UV: CatalogueImplementations = {
  "occt.shapes.face.getUMaxBound": bound("uMax"),
  "occt.shapes.face.getUMinBound": bound("uMin"),
  "occt.shapes.face.getVMaxBound": bound("vMax"),
  "occt.shapes.face.getVMinBound": bound("vMin"),
  "occt.shapes.face.normalOnUV": normalOnUV,
  "occt.shapes.face.normalsOnUVs": normalsOnUVs,
  "occt.shapes.face.pointOnUV": pointOnUV,
  "occt.shapes.face.pointsOnUVs": pointsOnUVs,
  "occt.shapes.face.subdivideToNormals": subdivideToNormals,
  "occt.shapes.face.subdivideToPoints": subdivideToPoints,
  "occt.shapes.face.subdivideToPointsControlled": subdivideToPointsControlled,
  "occt.shapes.face.subdivideToPointsOnParam": subdivideToPointsOnParam,
  "occt.shapes.face.subdivideToUV": subdivideToUV,
};
