import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { Deflection } from "./quality";

/** The hash that the mesh extractors put into their groups. */
export const HASH_LIMIT = 2_147_483_647;

/** Segments of the edges of a shape, as the extractor hands them over: two points each, x, y, z. */
export interface ExtractedEdges {
  lines: Float32Array;
  /** First point, number of points and hash of each edge, in turn. */
  groups: Uint32Array;
}

/** Follows every edge of a shape by segments, from the mesh where there is one and from the curve elsewhere. */
export function extractEdges(kernel: Kernel, shape: TopoDS_Shape, { linearMm, angularRad }: Deflection): ExtractedEdges {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const data = own(oc.ReplicadEdgeMeshExtractor.extract(shape, linearMm, angularRad));
    // Read at once: the next kernel call may grow the heap, which detaches every view of it.
    const heap = oc.wasmMemory.buffer;
    return {
      lines: new Float32Array(heap, data.getLinesPtr(), data.getLinesSize()).slice(),
      groups: new Uint32Array(heap, data.getEdgeGroupsPtr(), data.getEdgeGroupsSize()).slice(),
    };
  });
}

/** Points along each edge, flat x, y, z, by the edge's hash; edges whose hashes collide come in order. */
export function edgePolylines(kernel: Kernel, shape: TopoDS_Shape, deflection: Deflection): Map<number, number[][]> {
  const { lines, groups } = extractEdges(kernel, shape, deflection);
  const polylines = new Map<number, number[][]>();
  for (let i = 0; i + 2 < groups.length; i += 3) {
    const first = groups[i] ?? 0;
    const count = groups[i + 1] ?? 0;
    const hash = groups[i + 2] ?? 0;
    // Each segment repeats the end of the one before.
    const points = [first, ...Array.from({ length: count / 2 }, (_, segment) => first + 2 * segment + 1)];
    const along = count === 0 ? [] : points.flatMap((point) => [...lines.subarray(point * 3, point * 3 + 3)]);
    polylines.set(hash, [...(polylines.get(hash) ?? []), along]);
  }
  return polylines;
}
