import type { TopoDS_Edge, TopoDS_Face } from "opencascade.js";
import { describeEdge, type EdgeGeometry, edgeTypeOf } from "@/lib/cad/kernel/edge-geometry";
import { describeFace, type FaceGeometry } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { NamedFace, PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { explore, type Topology, topologyOf } from "@/lib/cad/kernel/topology";
import { angleBetween, cross, dot, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { BoundingBox } from "@/lib/contract/geometry";

export type EdgeBend = "convex" | "concave" | "smooth" | "open";

/** Below this two faces run into each other without an edge that a person would see. */
const SMOOTH_ANGLE_RAD = 0.01;

/** What selectors ask of a part, computed when first asked. Lives as long as the scope that it was made in. */
export class PartModel {
  private readonly faceCache = new Map<number, FaceGeometry>();
  private readonly edgeCache = new Map<number, EdgeGeometry>();
  private readonly bendCache = new Map<number, EdgeBend>();
  private box: BoundingBox | undefined;
  private known: Topology | undefined;

  constructor(
    readonly kernel: Kernel,
    readonly own: Own,
    readonly part: PartShape,
  ) {}

  /** Asked for by edges alone: most features stand on a face that its own surface tells. */
  get topology(): Topology {
    const { kernel, own, part } = this;
    this.known ??= topologyOf(
      kernel,
      own,
      part.shape,
      part.faces.map(({ face }) => face),
    );
    return this.known;
  }

  get faceCount(): number {
    return this.part.faces.length || this.topology.faces.length;
  }

  get edgeCount(): number {
    return this.topology.edges.length;
  }

  faceHandle(index: number): TopoDS_Face {
    return defined(this.part.faces[index]?.face ?? this.topology.faces[index]);
  }

  edgeHandle(index: number): TopoDS_Edge {
    return defined(this.topology.edges[index]).edge;
  }

  named(index: number): NamedFace {
    return defined(this.part.faces[index]);
  }

  nameOf(index: number): string {
    return this.part.faces[index]?.name ?? `face ${index + 1}`;
  }

  /** An edge is called by the faces that it lies between. */
  edgeName(index: number): string {
    return this.facesOfEdge(index)
      .map((face) => this.nameOf(face))
      .toSorted()
      .join("|");
  }

  facesOfEdge(index: number): readonly number[] {
    return this.topology.edges[index]?.faces ?? [];
  }

  edgesOfFace(index: number): readonly number[] {
    return this.topology.edgesOfFace[index] ?? [];
  }

  face(index: number): FaceGeometry {
    return cached(this.faceCache, index, () => describeFace(this.kernel, this.faceHandle(index)));
  }

  edgeType(index: number): EdgeGeometry["type"] {
    return this.edgeCache.get(index)?.type ?? edgeTypeOf(this.kernel, this.edgeHandle(index));
  }

  edge(index: number): EdgeGeometry {
    return cached(this.edgeCache, index, () => describeEdge(this.kernel, this.edgeHandle(index)));
  }

  boundingBox(): BoundingBox {
    this.box ??= boundingBoxOf(this.kernel, this.part.shape);
    return this.box;
  }

  /** How the material turns at an edge: convex like a box's edges, concave like the foot of a boss. */
  bend(index: number): EdgeBend {
    return cached(this.bendCache, index, () => this.measureBend(index));
  }

  /** Outward unit normal of a face in the middle of one of its edges. */
  normalAt(face: number, edge: number): Vec3 {
    return this.face(face).normal ?? normalAtMiddle(this.kernel, this.faceHandle(face), this.edgeHandle(edge));
  }

  private measureBend(index: number): EdgeBend {
    // The way that an edge runs in a face is looked for among the face's edges: there are fewer in a hole than around it.
    const [first, second] = this.facesOfEdge(index).toSorted((a, b) => this.edgesOfFace(a).length - this.edgesOfFace(b).length);
    if (first === undefined) return "open";
    // A seam lies twice on one face.
    if (second === undefined) return "smooth";
    const edge = this.edgeHandle(index);
    const n1 = this.normalAt(first, index);
    const n2 = this.normalAt(second, index);
    if (angleBetween(n1, n2) < SMOOTH_ANGLE_RAD) return "smooth";
    // With the outward normal up, a face lies to the left of its edges: n × t points into it.
    const into = normalize(cross(n1, multiply(this.edge(index).tangent, this.senseIn(first, edge))));
    return dot(into, n2) < 0 ? "convex" : "concave";
  }

  /** +1 where the face runs along its edge in the curve's own sense, else −1. */
  private senseIn(face: number, edge: TopoDS_Edge): number {
    const use = explore(this.kernel, this.own, this.faceHandle(face), "TopAbs_EDGE").find((candidate) => candidate.IsSame(edge));
    return use?.Orientation() === "TopAbs_REVERSED" ? -1 : 1;
  }
}

/** Outward unit normal of a face in the middle of one of its edges. */
function normalAtMiddle(kernel: Kernel, face: TopoDS_Face, edge: TopoDS_Edge): Vec3 {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const curve = own(new oc.BRepAdaptor_Curve2d(edge, face));
    const at = own(curve.Value((curve.FirstParameter() + curve.LastParameter()) / 2));
    const probe = own(new oc.BRepGProp_Face(face, false));
    const position = own(new oc.gp_Pnt(0, 0, 0));
    const normal = own(new oc.gp_Vec(0, 0, 0));
    probe.Normal(at.X(), at.Y(), position, normal);
    return normalize([normal.X(), normal.Y(), normal.Z()]);
  });
}

function cached<T>(cache: Map<number, T>, index: number, compute: () => T): T {
  const known = cache.get(index);
  if (known !== undefined) return known;
  const computed = compute();
  cache.set(index, computed);
  return computed;
}

function defined<T>(entry: T | undefined): T {
  if (entry === undefined) throw new RangeError("No such face or edge.");
  return entry;
}
