import type { BRepPrimAPI_MakePrism, TopoDS_Edge, TopoDS_Face, TopoDS_Shape, TopoDS_Vertex, TopoDS_Wire } from "opencascade.js";
import { vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { explore, listToArray, toList } from "@/lib/cad/kernel/topology";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { PartModel } from "../selectors/part-model";
import type { BlendMaker } from "./edge-blends";
import { edgeEnds } from "./edge-ends";

/*
 * The build has no algorithm for the corners of flat outlines. So the outline is extruded, the edges that its corners
 * sweep are blended, and the changed outline is read off where it began. That is exact, and serves bent wires as well.
 */

/** A corner of an outline: where one of its edges ends and another begins. */
interface Corner {
  vertex: TopoDS_Vertex;
  /** The edge that ends there. */
  edge: TopoDS_Shape;
}

/** An outline, and the body that it sweeps. */
export class SweptOutline {
  private readonly prism: BRepPrimAPI_MakePrism;
  private readonly model: PartModel;
  private readonly edges: TopoDS_Edge[];
  private readonly all: Corner[];

  /**
   * @param along how far the outline is swept: for flat ones along their normal
   */
  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    private readonly outline: TopoDS_Face | TopoDS_Wire,
    along: Vec3,
  ) {
    this.prism = own(new kernel.oc.BRepPrimAPI_MakePrism(outline, vector(kernel, own, along), false, true));
    if (!this.prism.IsDone()) throw new KernelError("The outline could not be swept along the direction.", { kernelStatus: "not done" });
    this.model = new PartModel(kernel, own, { shape: own(this.prism.Shape()), faces: [] });
    this.edges = explore(kernel, own, outline, "TopAbs_EDGE").map((edge) => own(kernel.oc.TopoDS.Edge(edge)));
    this.all = this.cornersOf();
  }

  /** In order along the outline; the k-th corner (from 1) is where its k-th edge ends. An open wire has none at its ends. */
  private cornersOf(): Corner[] {
    const corners = this.edges.flatMap((edge): Corner[] => {
      const end = explore(this.kernel, this.own, edge, "TopAbs_VERTEX").find((vertex) => vertex.Orientation() === "TopAbs_REVERSED");
      return end ? [{ vertex: this.own(this.kernel.oc.TopoDS.Vertex(end)), edge }] : [];
    });
    const isOpen = this.outline.ShapeType() === "TopAbs_WIRE" && !this.kernel.oc.BRep_Tool.IsClosed(this.outline);
    return isOpen ? corners.slice(0, -1) : corners;
  }

  /** Numbers of all corners that bend, or those asked for, from 1. */
  corners(indexes: readonly number[] | undefined): number[] {
    if (!indexes || indexes.length === 0) {
      const bent = this.all.map((_, index) => index + 1).filter((number) => this.bends(number));
      if (bent.length === 0) throw invalidInput("shape has no corner that bends.");
      return bent;
    }
    for (const [position, number] of indexes.entries()) {
      if (!this.all[number - 1]) throw invalidInput(`indexes[${position}] is ${number} and must be from 1 to ${this.all.length}.`);
      if (!this.bends(number))
        throw invalidInput(`indexes[${position}] is ${number}, where the outline runs on smoothly without a corner.`);
    }
    return [...indexes];
  }

  /** Number of the corner in a vertex. */
  cornerIn(vertex: TopoDS_Shape): number | undefined {
    const index = this.all.findIndex((corner) => corner.vertex.IsSame(vertex));
    return index < 0 ? undefined : index + 1;
  }

  private bends(number: number): boolean {
    const index = this.sweptEdge(number);
    if (index === undefined) return false;
    const bend = this.model.bend(index);
    return bend === "convex" || bend === "concave";
  }

  /** The edge that a corner sweeps, by its number in the body. */
  private sweptEdge(number: number): number | undefined {
    const corner = this.all[number - 1];
    const [swept] = corner ? listToArray(this.kernel, this.own, this.prism.Generated(corner.vertex)) : [];
    const index = swept ? this.model.topology.edges.findIndex((use) => use.edge.IsSame(swept)) : -1;
    return index < 0 ? undefined : index;
  }

  /** The face that an outline's edge sweeps. */
  private sweptFace(edge: TopoDS_Shape): TopoDS_Face | undefined {
    const [face] = listToArray(this.kernel, this.own, this.prism.Generated(edge));
    return face && this.own(this.kernel.oc.TopoDS.Face(face));
  }

  /** The outline with blended corners. */
  blend<Maker extends BlendMaker>(
    own: Own,
    numbers: readonly number[],
    tool: {
      start(own: Own, body: TopoDS_Shape): Maker;
      add(maker: Maker, swept: TopoDS_Edge, position: number, before: TopoDS_Face): void;
    },
  ): TopoDS_Shape {
    const { kernel } = this;
    const maker = tool.start(own, this.model.part.shape);
    const swept: TopoDS_Edge[] = [];
    try {
      for (const [position, number] of numbers.entries()) {
        const index = this.sweptEdge(number);
        const before = this.sweptFace(this.all[number - 1]?.edge ?? this.outline);
        if (index === undefined || !before) throw new KernelError(`Corner ${number} sweeps no edge.`);
        swept.push(this.model.edgeHandle(index));
        tool.add(maker, this.model.edgeHandle(index), position, before);
      }
      maker.Build(own(new kernel.oc.Message_ProgressRange()));
    } catch (error) {
      throw toKernelError(kernel.oc, error);
    }
    if (!maker.IsDone()) throw new KernelError("The corners could not be blended.", { kernelStatus: "not done" });
    return this.outline.ShapeType() === "TopAbs_FACE" ? this.changedFace(own, maker) : this.changedWire(own, maker, swept);
  }

  private changedFace(own: Own, maker: BlendMaker): TopoDS_Shape {
    const first = own(this.prism.FirstShape());
    const [changed] = listToArray(this.kernel, own, maker.Modified(first));
    if (!changed) throw new KernelError("The blend does not touch the outline.", { kernelStatus: "not modified" });
    // The first face of a prism looks out of it, against the direction in which the outline was swept.
    return own(changed.Oriented(this.outline.Orientation()));
  }

  private changedWire(own: Own, maker: BlendMaker, swept: readonly TopoDS_Edge[]): TopoDS_Shape {
    const { kernel } = this;
    const kept = this.edges.flatMap((edge) => {
      const first = own(this.prism.FirstShape(edge));
      const changed = listToArray(kernel, own, maker.Modified(first));
      return (changed.length > 0 ? changed : [first]).map((piece) => own(kernel.oc.TopoDS.Edge(piece)));
    });
    const ends = kept.flatMap((edge) => edgeEnds(kernel, own, edge));
    const isEnd = (at: Vec3) => ends.some((end) => distance(end, at) < 1e-6);
    const blends = swept.flatMap((edge) =>
      listToArray(kernel, own, maker.Generated(edge)).flatMap((face) =>
        explore(kernel, own, face, "TopAbs_EDGE")
          .map((candidate) => own(kernel.oc.TopoDS.Edge(candidate)))
          .filter((candidate) => edgeEnds(kernel, own, candidate).every(isEnd)),
      ),
    );
    const wire = own(new kernel.oc.BRepBuilderAPI_MakeWire());
    wire.Add(toList(kernel, own, [...kept, ...blends]));
    if (!wire.IsDone()) throw new KernelError("The blended edges do not join to a wire.", { kernelStatus: wire.Error() });
    return own(wire.Wire());
  }
}
