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
  for (const facet of facetsOf(meshes)) {
    facet.forEach((value, index) => {
      view.setFloat32(offset + index * 4, value, true);
    });
    offset += TRIANGLE_BYTES;
  }
  return bytes;
}

/** As `writeStl`, in the format's text form. */
export function writeStlText(meshes: readonly BodyMesh[]): string {
  const lines = ["solid Partwright"];
  for (const facet of facetsOf(meshes)) {
    const [normal, ...corners] = [0, 3, 6, 9].map((from) =>
      facet
        .slice(from, from + 3)
        .map((value) => Math.fround(value).toExponential(8))
        .join(" "),
    );
    lines.push(`facet normal ${normal}`, "outer loop", ...corners.map((corner) => `vertex ${corner}`), "endloop", "endfacet");
  }
  return [...lines, "endsolid Partwright", ""].join("\n");
}

/** Normal and three corners of every triangle: twelve numbers. */
function* facetsOf(meshes: readonly BodyMesh[]): Generator<number[]> {
  for (const mesh of meshes) for (let i = 0; i + 2 < mesh.indices.length; i += 3) yield facetAt(mesh, i);
}

function facetAt({ positions, indices }: BodyMesh, firstIndex: number): number[] {
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
  const corners = [0, 1, 2].flatMap((n) => [corner(n, 0), corner(n, 1), corner(n, 2)]);
  return [nx / length, ny / length, nz / length, ...corners];
}
