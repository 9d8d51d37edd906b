import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";

const HEADER_BYTES = 80;
const TRIANGLE_BYTES = 50;

/**
 * Writes binary STL, all bodies in one: millimetres, facet normals from the winding.
 *
 * By hand, because the kernel's writer ignores its binary mode without an error. The header does not begin with
 * "solid": readers take that for ASCII.
 */
export function writeStl(meshes: readonly BodyMesh[]): Uint8Array {
  const triangleCount = meshes.reduce((sum, mesh) => sum + Math.floor(mesh.indices.length / 3), 0);
  const bytes = new Uint8Array(HEADER_BYTES + 4 + triangleCount * TRIANGLE_BYTES);
  bytes.set(new TextEncoder().encode("Binary STL by Partwright, millimetres"));
  const view = new DataView(bytes.buffer);
  view.setUint32(HEADER_BYTES, triangleCount, true);
  let offset = HEADER_BYTES + 4;
  for (const mesh of meshes) {
    for (let i = 0; i + 2 < mesh.indices.length; i += 3) {
      writeTriangle(view, offset, mesh, i);
      offset += TRIANGLE_BYTES;
    }
  }
  return bytes;
}

function writeTriangle(view: DataView, offset: number, mesh: BodyMesh, firstIndex: number): void {
  const { positions, indices } = mesh;
  const corner = (n: number, axis: number) => positions[(indices[firstIndex + n] ?? 0) * 3 + axis] ?? 0;
  const ux = corner(1, 0) - corner(0, 0);
  const uy = corner(1, 1) - corner(0, 1);
  const uz = corner(1, 2) - corner(0, 2);
  const vx = corner(2, 0) - corner(0, 0);
  const vy = corner(2, 1) - corner(0, 1);
  const vz = corner(2, 2) - corner(0, 2);
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const length = Math.hypot(nx, ny, nz) || 1;
  view.setFloat32(offset, nx / length, true);
  view.setFloat32(offset + 4, ny / length, true);
  view.setFloat32(offset + 8, nz / length, true);
  for (let n = 0; n < 3; n++) {
    for (let axis = 0; axis < 3; axis++) view.setFloat32(offset + 12 + n * 12 + axis * 4, corner(n, axis), true);
  }
}
