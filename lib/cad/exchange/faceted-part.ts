import type { TopoDS_Edge, TopoDS_Face, TopoDS_Shape, TopoDS_Vertex } from "opencascade.js";
import { direction, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid } from "@/lib/cad/kernel/properties";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { type WeldedMesh, weld, weldToleranceMm } from "@/lib/cad/mesh/weld";
import { nameImported } from "./brep";
import { bodiesOf, type MeshBody, type Skin } from "./mesh-bodies";
import type { TriangleSoup } from "./triangle-soup";

/** Bodies of a mesh file; each is compared with each. */
const MAX_SKINS = 200;
/** Normals of one plane that was written in single precision. */
const COPLANAR_RAD = 1e-4;

/**
 * Makes a part of a mesh: triangles become plane faces over shared edges, those of one plane are merged; closed skins
 * become solids, open ones stay shells.
 * @throws KernelError INVALID_FILE when nothing sound comes of it
 */
export function facetedPart(kernel: Kernel, soup: TriangleSoup): { part: PartShape; warnings: string[] } {
  const mesh = weld(soup.positions, soup.indices, weldToleranceMm(extentOf(soup.positions)));
  if (mesh.indices.length === 0) throw new KernelError("The mesh has no triangle with an area.", { code: "INVALID_FILE" });
  const bodies = bodiesOf(mesh);
  if (bodies.length > MAX_SKINS) {
    throw new KernelError(`The mesh falls into ${bodies.length} pieces; at most ${MAX_SKINS} are read.`, { code: "INVALID_FILE" });
  }
  const open = bodies.filter(({ outer }) => !outer.isClosed).length;
  const shape = kernel.scope((own) => own.release(merged(kernel, own, shapeOf(kernel, own, mesh, bodies))));
  const warnings = ["The file is a mesh: its round faces are made of plane ones, and its numbers were taken as millimetres."];
  if (open > 0) warnings.push(`The mesh is not closed (${open} of ${bodies.length} pieces); what is open has no volume.`);
  return { part: nameImported(kernel, shape), warnings };
}

function extentOf(positions: readonly number[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of positions) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}

function shapeOf(kernel: Kernel, own: Own, mesh: WeldedMesh, bodies: readonly MeshBody[]): TopoDS_Shape {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const faces = new FacetMaker(kernel, own, mesh);
  const shapes = bodies.map(({ outer, cavities }) => {
    const shell = shellOf(kernel, own, faces, outer);
    if (!outer.isClosed) return shell;
    const solid = own(new kernel.oc.TopoDS_Solid());
    builder.MakeSolid(solid);
    for (const skin of [shell, ...cavities.map((cavity) => shellOf(kernel, own, faces, cavity))]) builder.Add(solid, skin);
    return solid;
  });
  const [single] = shapes;
  if (single && shapes.length === 1) return single;
  const compound = own(new kernel.oc.TopoDS_Compound());
  builder.MakeCompound(compound);
  for (const shape of shapes) builder.Add(compound, shape);
  return compound;
}

function shellOf(kernel: Kernel, own: Own, faces: FacetMaker, { indices, isClosed }: Skin): TopoDS_Shape {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const shell = own(new kernel.oc.TopoDS_Shell());
  builder.MakeShell(shell);
  for (let i = 0; i + 2 < indices.length; i += 3) {
    const face = faces.face(indices[i] ?? 0, indices[i + 1] ?? 0, indices[i + 2] ?? 0);
    if (face) builder.Add(shell, face);
  }
  shell.Closed(isClosed);
  return shell;
}

/** One face for each plane where the kernel can merge them soundly. */
function merged(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Shape {
  const unifier = own(new kernel.oc.ShapeUpgrade_UnifySameDomain(shape, true, true, false));
  unifier.SetAngularTolerance(COPLANAR_RAD);
  unifier.Build();
  const unified = own(unifier.Shape());
  if (!unified.IsNull() && isValid(kernel, unified)) return unified;
  if (isValid(kernel, shape)) return shape;
  throw new KernelError("The mesh crosses itself or is otherwise not sound: no valid body comes of it.", { code: "INVALID_FILE" });
}

/** Plane triangles over vertices and edges that neighbours share, so that nothing has to be sewn. */
class FacetMaker {
  readonly #vertices = new Map<number, TopoDS_Vertex>();
  readonly #edges = new Map<number, TopoDS_Edge>();

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    private readonly mesh: WeldedMesh,
  ) {}

  /** Undefined for a triangle without a plane. */
  face(a: number, b: number, c: number): TopoDS_Face | undefined {
    const { kernel, own } = this;
    const normal = this.#normal(a, b, c);
    if (!normal) return undefined;
    return kernel.scope((local) => {
      const plane = local(new kernel.oc.gp_Pln(point(kernel, local, this.#at(a)), direction(kernel, local, normal)));
      const wire = local(new kernel.oc.BRepBuilderAPI_MakeWire());
      for (const [from, to] of [
        [a, b],
        [b, c],
        [c, a],
      ] as const)
        wire.Add(this.#edge(local, from, to));
      const face = local(new kernel.oc.BRepBuilderAPI_MakeFace(plane, local(wire.Wire()), true));
      return own(face.Face());
    });
  }

  #edge(local: Own, from: number, to: number): TopoDS_Edge {
    const { kernel, own } = this;
    const [low, high] = from < to ? [from, to] : [to, from];
    const key = low * 2 ** 26 + high;
    let edge = this.#edges.get(key);
    if (!edge) {
      edge = own(local(new kernel.oc.BRepBuilderAPI_MakeEdge(this.#vertex(low), this.#vertex(high))).Edge());
      this.#edges.set(key, edge);
    }
    return from === low ? edge : local(kernel.oc.TopoDS.Edge(local(edge.Reversed())));
  }

  #vertex(index: number): TopoDS_Vertex {
    const { kernel, own } = this;
    let vertex = this.#vertices.get(index);
    if (!vertex) {
      vertex = kernel.scope((local) => own(local(new kernel.oc.BRepBuilderAPI_MakeVertex(point(kernel, local, this.#at(index)))).Vertex()));
      this.#vertices.set(index, vertex);
    }
    return vertex;
  }

  #at(index: number): Vec3 {
    const { positions } = this.mesh;
    return [positions[index * 3] ?? 0, positions[index * 3 + 1] ?? 0, positions[index * 3 + 2] ?? 0];
  }

  #normal(a: number, b: number, c: number): Vec3 | undefined {
    const [p, q, r] = [this.#at(a), this.#at(b), this.#at(c)];
    const [u, v] = [q.map((value, axis) => value - (p[axis] ?? 0)), r.map((value, axis) => value - (p[axis] ?? 0))];
    const [ux = 0, uy = 0, uz = 0] = u;
    const [vx = 0, vy = 0, vz = 0] = v;
    const normal: Vec3 = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.hypot(...normal);
    // A needle: twice its area over the square of its longest side.
    const longest = Math.max(Math.hypot(ux, uy, uz), Math.hypot(vx, vy, vz));
    return length > 1e-9 * longest * longest ? [normal[0] / length, normal[1] / length, normal[2] / length] : undefined;
  }
}
