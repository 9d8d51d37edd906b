import type { FaceTriangles } from "@/lib/cad/mesh/face-triangles";

/** Vertices that 16-bit indices reach; 65,535 itself restarts strips in some drivers. */
export const MAX_UINT16_VERTICES = 65_535;

/** What one glTF primitive is made of. */
export interface PrimitiveArrays {
  positions: Float32Array;
  normals: Float32Array;
  uvs?: Float32Array | undefined;
  indices: Uint16Array | Uint32Array;
}

/**
 * Joins faces into primitives of at most so many vertices; a face that is larger than that is cut along triangles.
 * @param maxVertices Infinity for one primitive
 */
export function joinFaces(faces: readonly FaceTriangles[], maxVertices: number): PrimitiveArrays[] {
  const groups: FaceTriangles[][] = [];
  let vertices = Number.POSITIVE_INFINITY;
  for (const face of faces.flatMap((candidate) => cutFace(candidate, maxVertices))) {
    const count = face.positions.length / 3;
    vertices += count;
    if (groups.length === 0 || vertices > maxVertices) {
      groups.push([]);
      vertices = count;
    }
    groups.at(-1)?.push(face);
  }
  return groups.map(join);
}

function join(faces: readonly FaceTriangles[]): PrimitiveArrays {
  const vertices = faces.reduce((sum, { positions }) => sum + positions.length / 3, 0);
  const corners = faces.reduce((sum, { indices }) => sum + indices.length, 0);
  const joined = {
    positions: new Float32Array(vertices * 3),
    normals: new Float32Array(vertices * 3),
    uvs: faces.every(({ uvs }) => uvs) ? new Float32Array(vertices * 2) : undefined,
    indices: vertices <= MAX_UINT16_VERTICES ? new Uint16Array(corners) : new Uint32Array(corners),
  };
  let [vertex, corner] = [0, 0];
  for (const { positions, normals, uvs, indices } of faces) {
    joined.positions.set(positions, vertex * 3);
    joined.normals.set(normals, vertex * 3);
    if (uvs) joined.uvs?.set(uvs, vertex * 2);
    for (let i = 0; i < indices.length; i++) joined.indices[corner + i] = (indices[i] ?? 0) + vertex;
    vertex += positions.length / 3;
    corner += indices.length;
  }
  return joined;
}

function cutFace(face: FaceTriangles, maxVertices: number): FaceTriangles[] {
  if (face.positions.length / 3 <= maxVertices) return [face];
  const pieces: FaceTriangles[] = [];
  let taken = new Map<number, number>();
  let indices: number[] = [];
  const close = () => {
    if (indices.length > 0) pieces.push(pick(face, [...taken.keys()], indices));
    taken = new Map();
    indices = [];
  };
  for (let i = 0; i + 2 < face.indices.length; i += 3) {
    if (taken.size + 3 > maxVertices) close();
    for (const vertex of face.indices.subarray(i, i + 3)) {
      if (!taken.has(vertex)) taken.set(vertex, taken.size);
      indices.push(taken.get(vertex) ?? 0);
    }
  }
  close();
  return pieces;
}

function pick(
  { faceIndex, positions, normals, uvs }: FaceTriangles,
  vertices: readonly number[],
  indices: readonly number[],
): FaceTriangles {
  const gather = (source: Float32Array, width: number) => {
    const target = new Float32Array(vertices.length * width);
    for (const [to, from] of vertices.entries()) target.set(source.subarray(from * width, (from + 1) * width), to * width);
    return target;
  };
  return {
    faceIndex,
    positions: gather(positions, 3),
    normals: gather(normals, 3),
    uvs: uvs && gather(uvs, 2),
    indices: Uint32Array.from(indices),
  };
}
