import type { Adaptor3d_Curve, TopoDS_Edge, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { ArcLength } from "./arc-length";
import { toVec3 } from "./gp";
import type { Kernel, Own } from "./kernel";
import { invalidInput } from "./kernel-error";
import { multiply, type Vec3 } from "./vector";

/**
 * An edge or a wire as one curve, run through in the direction of its orientation.
 * An edge keeps its curve's own parameter; in a wire each edge, in order, takes up 1.
 */
export class Track {
  private lengths: ArcLength | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    private readonly curve: Adaptor3d_Curve,
    /** The curve runs against the track. */
    private readonly reversed: boolean,
    /** Edges in the order in which the track meets them. */
    readonly edges: readonly TopoDS_Edge[],
  ) {}

  get first(): number {
    return this.curve.FirstParameter();
  }

  get last(): number {
    return this.curve.LastParameter();
  }

  /** Parameter at a share of the range, 0 the start and 1 the end. */
  parameterAt(share: number): number {
    return this.first + share * (this.last - this.first);
  }

  at(parameter: number): Vec3 {
    return toVec3(this.own, this.curve.EvalD0(this.onCurve(parameter)));
  }

  /** Derivative by the parameter; not normalised. */
  derivative(parameter: number, order = 1): Vec3 {
    const vector = toVec3(this.own, this.curve.EvalDN(this.onCurve(parameter), order));
    return this.reversed && order % 2 === 1 ? multiply(vector, -1) : vector;
  }

  get length(): number {
    return this.arcs.length;
  }

  /** Middle of the curve's mass, by length. */
  get centroid(): Vec3 {
    return this.arcs.centroid((parameter) => this.at(parameter));
  }

  /** Parameter at a distance from the start along the curve; lies outside of the range for lengths that do. */
  parameterAtLength(length: number): number {
    return this.arcs.parameterAt(length);
  }

  /** Bounds of the stretches within which the curve is smooth. */
  get breaks(): number[] {
    const count = this.curve.NbIntervals("GeomAbs_CN");
    const bounds = this.own(new this.kernel.oc.NCollection_Array1_double(1, count + 1));
    this.curve.Intervals(bounds, "GeomAbs_CN");
    const found = Array.from({ length: count + 1 }, (_, index) => bounds.Value(index + 1));
    return this.reversed ? found.map((parameter) => this.onCurve(parameter)).toReversed() : found;
  }

  private get arcs(): ArcLength {
    this.lengths ??= new ArcLength((parameter) => Math.hypot(...this.derivative(parameter)), this.breaks);
    return this.lengths;
  }

  private onCurve(parameter: number): number {
    return this.reversed ? this.first + this.last - parameter : parameter;
  }
}

/** The track of an edge. */
export function trackOfEdge(kernel: Kernel, own: Own, edge: TopoDS_Edge): Track {
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
  return new Track(kernel, own, curve, edge.Orientation() === "TopAbs_REVERSED", [edge]);
}

/** The track of a wire; its edges are put in order, whatever order the wire keeps them in. */
export function trackOfWire(kernel: Kernel, own: Own, wire: TopoDS_Wire): Track {
  const { oc } = kernel;
  const curve = own(new oc.BRepAdaptor_CompCurve(wire, false));
  const edges = Array.from({ length: Math.round(curve.LastParameter()) }, (_, index) => {
    const edge = own(new oc.TopoDS_Edge());
    curve.Edge(index + 0.5, edge);
    return edge;
  });
  return new Track(kernel, own, curve, false, edges);
}

/** The track of an edge or of a wire, refusing any other shape by the field that holds it. */
export function trackOf(kernel: Kernel, own: Own, shape: TopoDS_Shape, field = "shape"): Track {
  const type = shape.ShapeType();
  if (type === "TopAbs_EDGE") return trackOfEdge(kernel, own, own(kernel.oc.TopoDS.Edge(shape)));
  if (type === "TopAbs_WIRE") return trackOfWire(kernel, own, own(kernel.oc.TopoDS.Wire(shape)));
  throw invalidInput(`${field} is ${type.replace("TopAbs_", "").toLowerCase()} and must be an edge or a wire.`);
}
