import type { TopoDS_Shape } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { numberedEdges } from "@/lib/cad/kernel/numbered-edges";
import { facesOf } from "@/lib/cad/kernel/topology";
import { triangulationUvs } from "@/lib/cad/kernel/triangulation-uvs";
import { add, cross, distance, lengthOf, multiply, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { BodyMesh, FaceRange } from "./body-mesh";
import { addMetadata, type EdgeMetadata, type FaceMetadata } from "./decomposed-metadata";
import { edgePolylines, HASH_LIMIT } from "./edge-polylines";
import type { Deflection } from "./quality";
import { tessellate } from "./tessellate";

/*
 * A mesh in pieces, as the CAD cloud hands it out: faces, edges and free vertices each with an own list, numbered from
 * 0 in the kernel's order, so that an index here is an index for `filletEdges`, `getEdge` and `getFace`.
 */

/** Triangles of one face. Plain lists, since it is written to JSON. */
export interface DecomposedFace extends Partial<FaceMetadata> {
  faceIndex: number;
  /** Flat x, y, z. */
  vertexCoord: number[];
  normalCoord: number[];
  /** Three positions in the face's own list of vertices per triangle. */
  triIndexes: number[];
  /** Flat u, v: the surface's parameters, from 0 to 1 over the face. */
  uvs: number[];
  vertexCoordVec: Vec3[];
  numberOfTriangles: number;
  /** Middle of the face's triangles, weighted by area. */
  centerPoint: Vec3;
  centerNormal: Vec3;
}

/** Points along one edge. */
export interface DecomposedEdge extends Partial<EdgeMetadata> {
  edgeIndex: number;
  /** The point half way along. */
  middlePoint: Vec3;
  vertexCoord: Vec3[];
}

export interface DecomposedMesh {
  faceList: DecomposedFace[];
  edgeList: DecomposedEdge[];
  /** Vertices that belong to no edge. */
  pointsList: Vec3[];
}

/** Many numbers a triangle, as text: beyond this the result is tens of megabytes. */
const MAX_TRIANGLES = 250_000;

/**
 * Meshes a shape into its faces, edges and free vertices.
 * @param options `metadata` adds measures, kinds and neighbours
 * @throws KernelError INVALID_INPUT when the mesh would have more than 250,000 triangles
 */
export function decomposedMesh(
  kernel: Kernel,
  shape: TopoDS_Shape,
  deflection: Deflection,
  options: { metadata?: boolean } = {},
): DecomposedMesh {
  const meshes = tessellate(kernel, shape, deflection);
  const triangles = meshes.reduce((sum, { indices }) => sum + indices.length / 3, 0);
  if (triangles > MAX_TRIANGLES) {
    throw invalidInput(`The mesh has ${triangles} triangles and may have ${MAX_TRIANGLES}: a larger precision makes it coarser.`);
  }
  return kernel.scope((own) => {
    const faces = facesOf(kernel, own, shape);
    const pieces = meshes.flatMap((mesh) => mesh.faceRanges.map((range) => pieceOf(mesh, range)));
    const faceList = pieces
      .toSorted((a, b) => a.faceIndex - b.faceIndex)
      .map((piece): DecomposedFace => {
        const face = faces[piece.faceIndex];
        return { ...piece, uvs: face ? normalizedUvs(triangulationUvs(kernel, face)) : [] };
      });
    const mesh = { faceList, edgeList: edgesOf(kernel, own, shape, deflection), pointsList: freeVertices(kernel, own, shape) };
    if (options.metadata) addMetadata(kernel, own, shape, mesh);
    return mesh;
  });
}

function edgesOf(kernel: Kernel, own: Own, shape: TopoDS_Shape, deflection: Deflection): DecomposedEdge[] {
  const polylines = edgePolylines(kernel, shape, deflection);
  return numberedEdges(kernel, own, shape).edges.map((edge, edgeIndex) => {
    const flat = polylines.get(kernel.oc.ReplicadShapeHasher.HashCode(edge, HASH_LIMIT))?.shift() ?? [];
    const vertexCoord = pointsOf(flat);
    return { edgeIndex, middlePoint: middleOf(vertexCoord), vertexCoord };
  });
}

function freeVertices(kernel: Kernel, own: Own, shape: TopoDS_Shape): Vec3[] {
  const { oc } = kernel;
  const explorer = own(new oc.TopExp_Explorer(shape, "TopAbs_VERTEX", "TopAbs_EDGE"));
  const points: Vec3[] = [];
  for (; explorer.More(); explorer.Next()) {
    const vertex = own(oc.TopoDS.Vertex(own(explorer.Current())));
    points.push(toVec3(own, oc.BRep_Tool.Pnt(vertex)));
  }
  return points;
}

/** A face's triangles with vertices of their own, numbered from 0. */
function pieceOf({ positions, normals, indices }: BodyMesh, range: FaceRange): Omit<DecomposedFace, "uvs"> {
  const triangles = indices.subarray(range.firstIndex, range.firstIndex + range.indexCount);
  const [first, last] = extentOf(triangles);
  const vertexCoord = rounded(positions.subarray(first * 3, (last + 1) * 3), 1e6);
  const normalCoord = rounded(normals.subarray(first * 3, (last + 1) * 3), 1e6);
  const triIndexes = Array.from(triangles, (index) => index - first);
  const vertexCoordVec = pointsOf(vertexCoord);
  return {
    faceIndex: range.faceIndex,
    vertexCoord,
    normalCoord,
    triIndexes,
    vertexCoordVec,
    numberOfTriangles: triIndexes.length / 3,
    ...middleOfTriangles(vertexCoordVec, triIndexes),
  };
}

/** The extractor numbers a face's vertices in one run. */
function extentOf(triangles: Uint32Array): [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, -1];
  for (const index of triangles) {
    first = Math.min(first, index);
    last = Math.max(last, index);
  }
  return last < 0 ? [0, -1] : [first, last];
}

function middleOfTriangles(vertices: readonly Vec3[], triangles: readonly number[]): { centerPoint: Vec3; centerNormal: Vec3 } {
  const center: Vec3 = [0, 0, 0];
  const normal: Vec3 = [0, 0, 0];
  let doubled = 0;
  for (let i = 0; i + 2 < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((corner): Vec3 => vertices[triangles[i + corner] ?? 0] ?? [0, 0, 0]) as [Vec3, Vec3, Vec3];
    const crossed = cross(subtract(b, a), subtract(c, a));
    const area = lengthOf(crossed);
    doubled += area;
    for (const axis of [0, 1, 2] as const) {
      center[axis] += (area * (a[axis] + b[axis] + c[axis])) / 3;
      normal[axis] += crossed[axis];
    }
  }
  const length = lengthOf(normal);
  return {
    centerPoint: doubled > 0 ? multiply(center, 1 / doubled) : center,
    // A closed face (a whole sphere) has no direction of its own.
    centerNormal: length > 1e-9 * doubled ? multiply(normal, 1 / length) : [0, 0, 0],
  };
}

/** The point half way along a polyline. */
function middleOf(points: readonly Vec3[]): Vec3 {
  const steps = points.slice(1).map((to, index) => distance(points[index] ?? to, to));
  let rest = steps.reduce((sum, step) => sum + step, 0) / 2;
  for (const [index, step] of steps.entries()) {
    const [from, to] = [points[index], points[index + 1]];
    if (from && to && rest <= step && step > 0) return add(from, multiply(subtract(to, from), rest / step));
    rest -= step;
  }
  return points[0] ?? [0, 0, 0];
}

function normalizedUvs(uvs: readonly number[]): number[] {
  const scaled = [0, 1].map((axis) => {
    const along = uvs.filter((_, index) => index % 2 === axis);
    const low = along.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const span = along.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY) - low;
    return along.map((value) => (span > 0 ? (value - low) / span : 0));
  });
  return rounded(
    uvs.map((_, index) => scaled[index % 2]?.[index >> 1] ?? 0),
    1e9,
  );
}

function pointsOf(flat: readonly number[]): Vec3[] {
  const points: Vec3[] = [];
  for (let i = 0; i + 2 < flat.length; i += 3) points.push([flat[i] ?? 0, flat[i + 1] ?? 0, flat[i + 2] ?? 0]);
  return points;
}

/** Beyond six decimals there is nothing but the noise of 32-bit numbers, and it trebles the text. */
function rounded(numbers: ArrayLike<number>, unit: number): number[] {
  return Array.from(numbers, (number) => Math.round(number * unit) / unit);
}
