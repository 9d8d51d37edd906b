import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { MeshQuality } from "@/lib/contract/kernel-job";
import type { BodyMesh, EdgeLines, FaceRange } from "./body-mesh";
import { type Deflection, deflectionFor } from "./quality";

/** The hash that the mesh extractors put into their groups. */
const HASH_LIMIT = 2_147_483_647;
/** More triangles than this take a viewer and a printer down; a coarser quality is the answer. */
const MAX_TRIANGLES = 4_000_000;

/**
 * Meshes a shape, one mesh per solid; faces outside of any solid come as one more mesh at the end.
 *
 * The C++ extractors hand over whole arrays: 1.0-1.2x the native time, against up to 5x for a walk node by node.
 * A mesh that the shape carries already is dropped first, so that the result depends on the shape and quality alone.
 * @throws KernelError INVALID_INPUT when the mesh would have more than four million triangles
 */
export function tessellate(kernel: Kernel, shape: TopoDS_Shape, quality: MeshQuality): BodyMesh[] {
  return kernel.scope((own) => {
    const { oc } = kernel;
    oc.BRepTools.Clean(shape, true);
    const faceIndices = faceIndicesByHash(kernel, shape);
    const deflection = deflectionFor(quality, diagonalOf(kernel, shape), faceCount(faceIndices));
    const kinds = edgeKinds(kernel, shape);
    const bodies: TopoDS_Shape[] = [];
    const solids = own(new oc.TopExp_Explorer(shape, "TopAbs_SOLID", "TopAbs_SHAPE"));
    for (; solids.More(); solids.Next()) bodies.push(own(solids.Current()));
    const loose = own(new oc.TopExp_Explorer(shape, "TopAbs_FACE", "TopAbs_SOLID"));
    if (loose.More()) bodies.push(looseFaces(kernel, shape, own));
    let triangles = 0;
    return bodies.map((body) => {
      const mesh = meshBody(kernel, body, deflection, faceIndices, kinds);
      triangles += mesh.indices.length / 3;
      if (triangles > MAX_TRIANGLES) throw invalidInput(`The mesh has more than ${MAX_TRIANGLES} triangles; use a coarser quality.`);
      return mesh;
    });
  });
}

/**
 * Diagonal of the box around a shape, tolerances included.
 * @throws KernelError when there is nothing in it
 */
export function diagonalOf(kernel: Kernel, shape: TopoDS_Shape): number {
  return kernel.scope((own) => {
    const box = own(new kernel.oc.Bnd_Box());
    kernel.oc.BRepBndLib.Add(shape, box, false);
    if (box.IsVoid()) throw new KernelError("The shape is empty; there is nothing to mesh.");
    return Math.hypot(box.GetXMax() - box.GetXMin(), box.GetYMax() - box.GetYMin(), box.GetZMax() - box.GetZMin());
  });
}

function looseFaces(kernel: Kernel, shape: TopoDS_Shape, own: Own): TopoDS_Shape {
  const { oc } = kernel;
  const builder = own(new oc.TopoDS_Builder());
  const compound = own(new oc.TopoDS_Compound());
  builder.MakeCompound(compound);
  const explorer = own(new oc.TopExp_Explorer(shape, "TopAbs_FACE", "TopAbs_SOLID"));
  for (; explorer.More(); explorer.Next()) builder.Add(compound, own(explorer.Current()));
  return compound;
}

/** Explorer positions of the faces under each hash: several where hashes collide or a face occurs twice, in order. */
function faceIndicesByHash(kernel: Kernel, shape: TopoDS_Shape): Map<number, number[]> {
  return kernel.scope((own) => {
    const indices = new Map<number, number[]>();
    const explorer = own(new kernel.oc.TopExp_Explorer(shape, "TopAbs_FACE", "TopAbs_SHAPE"));
    for (let index = 0; explorer.More(); explorer.Next(), index++) {
      const hash = kernel.oc.ReplicadShapeHasher.HashCode(own(explorer.Current()), HASH_LIMIT);
      indices.set(hash, [...(indices.get(hash) ?? []), index]);
    }
    return indices;
  });
}

interface EdgeKinds {
  /** Edges that close a round face onto itself: in the B-rep, but no corner that anyone sees. */
  seams: Set<number>;
  /** Edges between faces that run into each other tangentially. */
  smooth: Set<number>;
}

/** Sorts edges, by their hashes. */
function edgeKinds(kernel: Kernel, shape: TopoDS_Shape): EdgeKinds {
  const { oc } = kernel;
  const kinds: EdgeKinds = { seams: new Set(), smooth: new Set() };
  kernel.scope((own) => {
    const faces = own(new oc.TopExp_Explorer(shape, "TopAbs_FACE", "TopAbs_SHAPE"));
    for (; faces.More(); faces.Next()) {
      const face = own(oc.TopoDS.Face(own(faces.Current())));
      const surface = own(new oc.BRepAdaptor_Surface(face, false));
      // Seams and blends are on round faces; a plane with 200 holes need not be walked.
      if (surface.GetType() === "GeomAbs_Plane") continue;
      const edges = own(new oc.TopExp_Explorer(face, "TopAbs_EDGE", "TopAbs_SHAPE"));
      for (; edges.More(); edges.Next()) {
        const edge = own(oc.TopoDS.Edge(own(edges.Current())));
        const hash = oc.ReplicadShapeHasher.HashCode(edge, HASH_LIMIT);
        if (oc.BRep_Tool.IsClosed(edge, face)) kinds.seams.add(hash);
        else if (oc.BRep_Tool.MaxContinuity(edge) !== "GeomAbs_C0") kinds.smooth.add(hash);
      }
    }
  });
  return kinds;
}

/** How many faces there are; each counts, as the mesher walks each. */
function faceCount(faceIndices: Map<number, number[]>): number {
  return [...faceIndices.values()].reduce((sum, indices) => sum + indices.length, 0);
}

function meshBody(
  kernel: Kernel,
  body: TopoDS_Shape,
  { linearMm, angularRad }: Deflection,
  faceIndices: Map<number, number[]>,
  kinds: EdgeKinds,
): BodyMesh {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const data = own(oc.ReplicadMeshExtractor.extract(body, linearMm, angularRad, false));
    // Read at once: the next kernel call may grow the heap, which detaches every view of it.
    const heap = oc.wasmMemory.buffer;
    const positions = new Float32Array(heap, data.getVerticesPtr(), data.getVerticesSize()).slice();
    const normals = new Float32Array(heap, data.getNormalsPtr(), data.getNormalsSize()).slice();
    const indices = new Uint32Array(heap, data.getTrianglesPtr(), data.getTrianglesSize()).slice();
    const groups = new Uint32Array(heap, data.getFaceGroupsPtr(), data.getFaceGroupsSize()).slice();
    const faceRanges: FaceRange[] = [];
    for (let i = 0; i + 2 < groups.length; i += 3) {
      const faceIndex = faceIndices.get(groups[i + 2] ?? 0)?.shift();
      if (faceIndex === undefined) throw new KernelError("The mesh has a face that the shape has not.");
      faceRanges.push({ faceIndex, firstIndex: groups[i] ?? 0, indexCount: groups[i + 1] ?? 0 });
    }
    repairNormals(positions, normals, indices);
    return { positions, normals, indices, faceRanges, edges: meshEdges(kernel, body, { linearMm, angularRad }, kinds) };
  });
}

function meshEdges(kernel: Kernel, body: TopoDS_Shape, { linearMm, angularRad }: Deflection, kinds: EdgeKinds): EdgeLines {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const data = own(oc.ReplicadEdgeMeshExtractor.extract(body, linearMm, angularRad));
    const heap = oc.wasmMemory.buffer;
    const lines = new Float32Array(heap, data.getLinesPtr(), data.getLinesSize()).slice();
    const groups = new Uint32Array(heap, data.getEdgeGroupsPtr(), data.getEdgeGroupsSize()).slice();
    const positions = new Float32Array(lines.length);
    const ranges: EdgeLines["ranges"] = [];
    let points = 0;
    for (let i = 0; i + 2 < groups.length; i += 3) {
      const first = groups[i] ?? 0;
      const count = groups[i + 1] ?? 0;
      const hash = groups[i + 2] ?? 0;
      if (count === 0 || kinds.seams.has(hash)) continue;
      positions.set(lines.subarray(first * 3, (first + count) * 3), points * 3);
      ranges.push({ firstVertex: points, vertexCount: count, smooth: kinds.smooth.has(hash) });
      points += count;
    }
    return { positions: positions.slice(0, points * 3), ranges };
  });
}

/** Makes every normal a unit vector; where the surface has none (a cone's apex), the triangle's takes its place. */
function repairNormals(positions: Float32Array, normals: Float32Array, indices: Uint32Array): void {
  const broken = new Set<number>();
  for (let vertex = 0; vertex < normals.length / 3; vertex++) {
    const at = vertex * 3;
    const length = Math.hypot(normals[at] ?? 0, normals[at + 1] ?? 0, normals[at + 2] ?? 0);
    if (!(length > 1e-6)) broken.add(vertex);
    else for (let axis = 0; axis < 3; axis++) normals[at + axis] = (normals[at + axis] ?? 0) / length;
  }
  if (broken.size === 0) return;
  for (const vertex of broken) normals.set([0, 0, 1], vertex * 3);
  for (let i = 0; i + 2 < indices.length; i += 3) {
    for (let side = 0; side < 3; side++) {
      const vertex = indices[i + side] ?? 0;
      if (broken.has(vertex)) normals.set(triangleNormal(positions, indices, i), vertex * 3);
    }
  }
}

function triangleNormal(positions: Float32Array, indices: Uint32Array, firstIndex: number): [number, number, number] {
  const at = (corner: number, axis: number) => positions[(indices[firstIndex + corner] ?? 0) * 3 + axis] ?? 0;
  const [ux, uy, uz] = [at(1, 0) - at(0, 0), at(1, 1) - at(0, 1), at(1, 2) - at(0, 2)];
  const [vx, vy, vz] = [at(2, 0) - at(0, 0), at(2, 1) - at(0, 1), at(2, 2) - at(0, 2)];
  const normal: [number, number, number] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const length = Math.hypot(...normal);
  return length > 0 ? [normal[0] / length, normal[1] / length, normal[2] / length] : [0, 0, 1];
}
