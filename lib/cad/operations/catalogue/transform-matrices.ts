import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { add, cross, dot, lengthOf, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";

/*
 * Transformations as 16 numbers, column by column: the last four are the translation and 1. Pure arithmetic; the
 * kernel sees them only when a shape is moved.
 */

/** A 4 × 4 matrix in columns, whose last row is 0 0 0 1. */
export type Matrix = number[];

export const IDENTITY: Readonly<Matrix> = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** From where X, Y, Z and the origin go. */
export function matrixOf(x: Vec3, y: Vec3, z: Vec3, origin: Vec3): Matrix {
  return [...x, 0, ...y, 0, ...z, 0, ...origin, 1];
}

/** Where X, Y, Z and the origin go. */
export function columnsOf(matrix: Readonly<Matrix>): [x: Vec3, y: Vec3, z: Vec3, origin: Vec3] {
  const column = (index: number): Vec3 => [matrix[index * 4] ?? 0, matrix[index * 4 + 1] ?? 0, matrix[index * 4 + 2] ?? 0];
  return [column(0), column(1), column(2), column(3)];
}

/** `second` after `first`. */
export function product(second: Readonly<Matrix>, first: Readonly<Matrix>): Matrix {
  const [x, y, z, origin] = columnsOf(first);
  return matrixOf(turned(second, x), turned(second, y), turned(second, z), transformed(second, origin));
}

function turned(matrix: Readonly<Matrix>, [a, b, c]: Vec3): Vec3 {
  const [x, y, z] = columnsOf(matrix);
  return add(add(multiply(x, a), multiply(y, b)), multiply(z, c));
}

/** Where a point goes. */
export function transformed(matrix: Readonly<Matrix>, point: Vec3): Vec3 {
  return add(turned(matrix, point), columnsOf(matrix)[3]);
}

/** How volumes grow; negative where left and right hands are exchanged. */
export function determinantOf(matrix: Readonly<Matrix>): number {
  const [x, y, z] = columnsOf(matrix);
  return dot(x, cross(y, z));
}

/** One matrix, or a list of which the first comes first. */
export function foldMatrices(transformation: Matrix | Matrix[]): Matrix {
  const list = isList(transformation) ? transformation : [transformation];
  for (const [index, matrix] of list.entries())
    requireAffine(matrix, isList(transformation) ? `transformation[${index}]` : "transformation");
  return list.reduce((all, next) => product(next, all), [...IDENTITY]);
}

function isList(transformation: Matrix | Matrix[]): transformation is Matrix[] {
  return transformation.length === 0 || Array.isArray(transformation[0]);
}

function requireAffine(matrix: Matrix, name: string): void {
  const row = [3, 7, 11, 15].map((index) => matrix[index] ?? Number.NaN);
  if (matrix.length !== 16 || row.some((entry, index) => Math.abs(entry - (index === 3 ? 1 : 0)) > 1e-12)) {
    throw invalidInput(`${name} must be 16 numbers in columns, with 0, 0, 0, 1 as its last row.`);
  }
}

export function translationMatrix(translation: Vec3): Matrix {
  return matrixOf([1, 0, 0], [0, 1, 0], [0, 0, 1], translation);
}

/** A linear map that leaves a point where it is. */
function around(center: Vec3, linear: (v: Vec3) => Vec3): Matrix {
  return matrixOf(linear([1, 0, 0]), linear([0, 1, 0]), linear([0, 0, 1]), subtract(center, linear(center)));
}

/** Rodrigues' formula. */
export function rotationMatrix(axis: Vec3, angleDeg: number, center: Vec3 = [0, 0, 0]): Matrix {
  const k = normalize(axis);
  const [sine, cosine] = [exactly(Math.sin, angleDeg), exactly(Math.cos, angleDeg)];
  return around(center, (v) => add(add(multiply(v, cosine), multiply(cross(k, v), sine)), multiply(k, dot(k, v) * (1 - cosine))));
}

/** Sine and cosine of quarter turns without the noise of π. */
function exactly(of: (angleRad: number) => number, angleDeg: number): number {
  const value = of(degToRad(angleDeg % 360));
  // Plus 0, since minus 0 would show.
  return angleDeg % 90 === 0 ? Math.round(value) + 0 : value;
}

export function scaleMatrix([x, y, z]: Vec3, center: Vec3 = [0, 0, 0]): Matrix {
  return around(center, ([a, b, c]) => [a * x, b * y, c * z]);
}

/** Reflection in the plane through `origin`. */
export function planeMirrorMatrix(origin: Vec3, normal: Vec3): Matrix {
  const n = normalize(normal);
  return around(origin, (v) => subtract(v, multiply(n, 2 * dot(n, v))));
}

/** A turn given by a quaternion x, y, z, w of any length. */
export function quaternionMatrix(quaternion: readonly number[]): Matrix {
  const [x = 0, y = 0, z = 0, w = 0] = quaternion;
  const vector: Vec3 = [x, y, z];
  const squared = dot(vector, vector) + w * w;
  if (quaternion.length !== 4 || !(squared > 1e-18)) {
    throw invalidInput(`quaternion is [${quaternion.join(", ")}] and must be 4 numbers x, y, z, w that are not all 0.`);
  }
  return around([0, 0, 0], (v) => {
    const twice = multiply(cross(vector, v), 2);
    return add(v, multiply(add(multiply(twice, w), cross(vector, twice)), 1 / squared));
  });
}

/** @throws KernelError INVALID_INPUT when the matrix squeezes everything into a plane */
export function inverted(matrix: Readonly<Matrix>): Matrix {
  const [x, y, z, origin] = columnsOf(matrix);
  const determinant = determinantOf(matrix);
  const size = lengthOf(x) * lengthOf(y) * lengthOf(z);
  if (!(Math.abs(determinant) > 1e-12 * size)) throw invalidInput("transformation squeezes space into a plane and has no inverse.");
  const rows = [cross(y, z), cross(z, x), cross(x, y)].map((row) => multiply(row, 1 / determinant));
  const column = (axis: 0 | 1 | 2): Vec3 => [rows[0]?.[axis] ?? 0, rows[1]?.[axis] ?? 0, rows[2]?.[axis] ?? 0];
  const linear = matrixOf(column(0), column(1), column(2), [0, 0, 0]);
  return matrixOf(column(0), column(1), column(2), multiply(turned(linear, origin), -1));
}

/** True for what keeps shapes similar: turns, mirrors, one scale for all directions. */
export function isSimilarity(matrix: Readonly<Matrix>): boolean {
  const [x, y, z] = columnsOf(matrix);
  const squared = dot(x, x);
  const same = (value: number) => Math.abs(value) <= 1e-12 * squared;
  return squared > 0 && same(dot(y, y) - squared) && same(dot(z, z) - squared) && same(dot(x, y)) && same(dot(y, z)) && same(dot(z, x));
}

/** Scale first, then turns about Z, Y and X in this order, then the translation. */
export function composedMatrix({ translation, rotation, scale }: { translation: Vec3; rotation: Vec3; scale: number }): Matrix {
  const turns = product(
    product(rotationMatrix([1, 0, 0], rotation[0]), rotationMatrix([0, 1, 0], rotation[1])),
    rotationMatrix([0, 0, 1], rotation[2]),
  );
  return product(translationMatrix(translation), product(turns, scaleMatrix([scale, scale, scale])));
}

function uniform(factor: number, center: Vec3): Matrix {
  return scaleMatrix([factor, factor, factor], center);
}

interface Axis {
  origin: Vec3;
  direction: Vec3;
}

/** `occt.transforms.*` that give a matrix. */
export const MATRICES: CatalogueImplementations = {
  "occt.transforms.composeTransform": (_: unknown, params: { translation: Vec3; rotation: Vec3; scale: number }) => composedMatrix(params),
  "occt.transforms.identityTransform": () => [...IDENTITY],
  "occt.transforms.invertTransform": (_: unknown, { transformation }: { transformation: Matrix }) => inverted(foldMatrices(transformation)),
  "occt.transforms.mirrorAxisToMatrix": (_: unknown, { origin, direction }: Axis) => rotationMatrix(direction, 180, origin),
  "occt.transforms.mirrorPlaneToMatrix": (_: unknown, { origin, normal }: { origin: Vec3; normal: Vec3 }) =>
    planeMirrorMatrix(origin, normal),
  "occt.transforms.mirrorPointToMatrix": (_: unknown, { point }: { point: Vec3 }) => uniform(-1, point),
  "occt.transforms.multiplyTransforms": (_: unknown, { transformation }: { transformation: Matrix | Matrix[] }) =>
    foldMatrices(transformation),
  "occt.transforms.quaternionToMatrix": (_: unknown, { quaternion }: { quaternion: number[] }) => quaternionMatrix(quaternion),
  "occt.transforms.rotationAxisAngleToMatrix": (_: unknown, params: { axis: Vec3; angle: number; center: Vec3 }) =>
    rotationMatrix(params.axis, params.angle, params.center),
  "occt.transforms.scaleUniformToMatrix": (_: unknown, { factor, center }: { factor: number; center: Vec3 }) => uniform(factor, center),
  "occt.transforms.translationToMatrix": (_: unknown, { translation }: { translation: Vec3 }) => translationMatrix(translation),
};
