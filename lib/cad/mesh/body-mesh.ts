/** Triangles of one B-rep face: a run of `BodyMesh.indices`. */
export interface FaceRange {
  /** 0-based position of the face in the kernel's explorer order of the whole shape. */
  faceIndex: number;
  firstIndex: number;
  indexCount: number;
}

/** Line segments of B-rep edges, from their real curves: every two points are one segment. */
export interface EdgeLines {
  /** x, y, z per point, mm. */
  positions: Float32Array;
  /** One entry per B-rep edge, in points. `smooth`: its faces run into each other tangentially. */
  ranges: { firstVertex: number; vertexCount: number; smooth: boolean }[];
}

/** Triangle mesh of one body, outward winding. Vertices are shared inside a face and repeated between faces. */
export interface BodyMesh {
  /** x, y, z per vertex, mm, Z up. */
  positions: Float32Array;
  /** Unit surface normals per vertex, outward. */
  normals: Float32Array;
  indices: Uint32Array;
  faceRanges: FaceRange[];
  edges: EdgeLines;
}

export interface MeshBounds {
  min: [number, number, number];
  max: [number, number, number];
}

/** Axis-aligned bounds of all vertices; null when there are none. */
export function meshBounds(meshes: readonly BodyMesh[]): MeshBounds | null {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { positions } of meshes) {
    for (let i = 0; i < positions.length; i += 3) {
      for (let axis = 0; axis < 3; axis++) {
        const value = positions[i + axis] as number;
        if (value < (min[axis] as number)) min[axis] = value;
        if (value > (max[axis] as number)) max[axis] = value;
      }
    }
  }
  return min[0] === Infinity ? null : { min, max };
}

/**
 * Volume enclosed by a closed triangle mesh, by the divergence theorem; positive when the winding is outward.
 * @returns mm³
 */
export function meshVolume(positions: ArrayLike<number>, indices: ArrayLike<number>): number {
  let sixfold = 0;
  const at = (index: number) => positions[index] ?? 0;
  for (let i = 0; i + 2 < indices.length; i += 3) {
    const a = (indices[i] ?? 0) * 3;
    const b = (indices[i + 1] ?? 0) * 3;
    const c = (indices[i + 2] ?? 0) * 3;
    sixfold +=
      at(a) * (at(b + 1) * at(c + 2) - at(b + 2) * at(c + 1)) +
      at(a + 1) * (at(b + 2) * at(c) - at(b) * at(c + 2)) +
      at(a + 2) * (at(b) * at(c + 1) - at(b + 1) * at(c));
  }
  return sixfold / 6;
}
