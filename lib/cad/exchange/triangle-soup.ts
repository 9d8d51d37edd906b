import { MAX_LENGTH_MM } from "@/lib/core/units";
import { FileFault, grouped } from "./file-fault";

/** Every triangle becomes a face of the kernel at first: with more it takes minutes, and no part may have more faces. */
export const MAX_TRIANGLES = 20_000;

/** Triangles of a mesh file as they stand in it: three indices each into points of three coordinates. Units are taken as mm. */
export interface TriangleSoup {
  positions: number[];
  indices: number[];
}

/** @throws FileFault */
export function assertTriangleCount(count: number): void {
  if (count > MAX_TRIANGLES) {
    throw new FileFault(
      `it has ${grouped(count)} triangles; up to ${grouped(MAX_TRIANGLES)} become a part, so reduce the mesh or send STEP`,
    );
  }
  if (count === 0) throw new FileFault("it holds no triangles");
}

/** @throws FileFault for what is no number, or lies further out than parts may */
export function assertCoordinate(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new FileFault(`${what} has a coordinate that is not a number`);
  if (Math.abs(value) > MAX_LENGTH_MM) {
    throw new FileFault(`${what} lies at ${value.toPrecision(3)} mm; parts lie within ${grouped(MAX_LENGTH_MM / 1_000)} m of the origin`);
  }
  return value;
}
