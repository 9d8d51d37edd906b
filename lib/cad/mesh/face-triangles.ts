import type { Poly_Triangulation, TopLoc_Location, TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { facesOf } from "@/lib/cad/kernel/topology";

/** Triangles of one face, outward winding, in the frame of the shape. */
export interface FaceTriangles {
  /** 0-based position of the face in explorer order. */
  faceIndex: number;
  /** x, y, z per vertex, mm. */
  positions: Float32Array;
  /** Unit surface normals, outward. */
  normals: Float32Array;
  /** Parameters of the surface, u, v per vertex; only where asked for. */
  uvs?: Float32Array | undefined;
  /** Into the vertices of this face. */
  indices: Uint32Array;
}

/** Reads the mesh that a shape carries, face by face; faces that could not be meshed are left out. */
export function readFaceTriangles(kernel: Kernel, shape: TopoDS_Shape, { uvs = false } = {}): FaceTriangles[] {
  return kernel.scope((own) =>
    facesOf(kernel, own, shape).flatMap((face, faceIndex) => {
      const triangles = kernel.scope((inner) => readFace(kernel, inner, face, uvs));
      return triangles ? [{ faceIndex, ...triangles }] : [];
    }),
  );
}

function readFace(kernel: Kernel, own: Own, face: TopoDS_Face, uvs: boolean): Omit<FaceTriangles, "faceIndex"> | undefined {
  const { oc } = kernel;
  const location = own(new oc.TopLoc_Location());
  const mesh = oc.BRep_Tool.Triangulation(face, location, 0);
  if (!mesh) return undefined;
  own(mesh);
  const count = mesh.NbNodes();
  if (count === 0 || mesh.NbTriangles() === 0) return undefined;
  oc.BRepLib_ToolTriangulatedShape.ComputeNormals(face, mesh);
  const positions = new Float32Array(count * 3);
  const normals = new Float32Array(count * 3);
  for (let node = 0; node < count; node++) {
    const point = mesh.Node(node + 1);
    positions.set([point.X(), point.Y(), point.Z()], node * 3);
    point.delete();
    const normal = mesh.Normal(node + 1);
    normals.set([normal.X(), normal.Y(), normal.Z()], node * 3);
    normal.delete();
  }
  const indices = indicesOf(mesh);
  const isMirrored = place(kernel, location, positions, normals);
  // A mesh follows the surface: where the face is the surface's other side, or a mirror image, it is turned over.
  const isReversed = face.Orientation() === "TopAbs_REVERSED";
  if (isReversed) for (let i = 0; i < normals.length; i++) normals[i] = -(normals[i] ?? 0);
  if (isReversed !== isMirrored) reverseWinding(indices);
  return { positions, normals, indices, uvs: uvs ? uvsOf(mesh, count) : undefined };
}

/** Moves what lies in the frame of the mesh to where the face is. @returns true when that mirrors it */
function place(kernel: Kernel, location: TopLoc_Location, positions: Float32Array, normals: Float32Array): boolean {
  if (location.IsIdentity()) return false;
  return kernel.scope((own) => {
    const transform = own(location.Transformation());
    const value = (row: number, column: number) => transform.Value(row, column);
    const matrix = [1, 2, 3].map((row) => [value(row, 1), value(row, 2), value(row, 3), value(row, 4)] as const);
    const scale = Math.abs(transform.ScaleFactor());
    for (let at = 0; at < positions.length; at += 3) {
      const [x, y, z] = [positions[at] ?? 0, positions[at + 1] ?? 0, positions[at + 2] ?? 0];
      const [nx, ny, nz] = [normals[at] ?? 0, normals[at + 1] ?? 0, normals[at + 2] ?? 0];
      for (const [axis, [a, b, c, d]] of matrix.entries()) {
        positions[at + axis] = a * x + b * y + c * z + d;
        normals[at + axis] = (a * nx + b * ny + c * nz) / scale;
      }
    }
    return transform.IsNegative();
  });
}

function reverseWinding(indices: Uint32Array): void {
  for (let i = 0; i + 2 < indices.length; i += 3) {
    const second = indices[i + 1] ?? 0;
    indices[i + 1] = indices[i + 2] ?? 0;
    indices[i + 2] = second;
  }
}

function indicesOf(mesh: Poly_Triangulation): Uint32Array {
  const count = mesh.NbTriangles();
  const indices = new Uint32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const triangle = mesh.Triangle(i + 1);
    for (let corner = 0; corner < 3; corner++) indices[i * 3 + corner] = triangle.Value(corner + 1) - 1;
    triangle.delete();
  }
  return indices;
}

function uvsOf(mesh: Poly_Triangulation, count: number): Float32Array | undefined {
  if (!mesh.HasUVNodes()) return undefined;
  const uvs = new Float32Array(count * 2);
  for (let node = 0; node < count; node++) {
    const uv = mesh.UVNode(node + 1);
    uvs.set([uv.X(), uv.Y()], node * 2);
    uv.delete();
  }
  return uvs;
}
