import type { BRepFilletAPI_MakeChamfer, BRepFilletAPI_MakeFillet, TopoDS_Edge, TopoDS_Face } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { countOf } from "@/lib/cad/kernel/topology";
import { blendCeiling } from "../modelling/blend-ceiling";
import { withoutWrapping } from "../modelling/booleans";
import { checkResult } from "../modelling/checks";
import { buildOrFindLargest } from "../modelling/feasible";
import { PartModel } from "../selectors/part-model";
import { checked } from "./bare-shape";

export type BlendMaker = BRepFilletAPI_MakeFillet | BRepFilletAPI_MakeChamfer;

/** An edge of the shape, by its number in map order, and the largest length that is asked for there. */
export interface ChosenEdge {
  index: number;
  size: number;
}

/** A fillet or chamfer on chosen edges. */
export interface EdgeBlend<Maker extends BlendMaker> {
  /** For messages: "A radius", followed by "of 3 mm does not fit here". */
  what: string;
  /** The parameter whose largest possible value is looked for; all sizes shrink in proportion. */
  param: string;
  chosen: readonly ChosenEdge[];
  /** The same size everywhere, and on both sides of each edge. */
  even: boolean;
  start(own: Own, shape: PartShape): Maker;
  /** Adds an edge with its sizes times `factor`. */
  add(maker: Maker, edge: TopoDS_Edge, position: number, factor: number): void;
}

/** What the edges of a shape are asked for while one operation runs. */
export class BlendTarget {
  readonly model: PartModel;

  constructor(
    private readonly kernel: Kernel,
    own: Own,
    readonly shape: PartShape,
  ) {
    this.model = new PartModel(kernel, own, shape);
  }

  /** Edges by their numbers, or all that bend when none are given. */
  byIndexes(indexes: readonly number[] | undefined): number[] {
    if (!indexes || indexes.length === 0) return this.model.topology.edges.map((_, index) => index).filter((index) => this.bends(index));
    for (const [position, index] of indexes.entries()) {
      if (!this.model.topology.edges[index])
        throw invalidInput(`indexes[${position}] is ${index} and must be from 0 to ${this.model.edgeCount - 1}.`);
      this.assertBetweenFaces(index, `indexes[${position}]`);
    }
    return [...indexes];
  }

  /** Numbers of edges that were taken from the shape. */
  byShapes(edges: readonly PartShape[], name: string): number[] {
    return edges.map((edge, position) => this.byShape(edge, `${name}[${position}]`));
  }

  byShape({ shape }: PartShape, name: string): number {
    const index = this.model.topology.edges.findIndex((use) => use.edge.IsSame(shape));
    if (index < 0) throw invalidInput(`${name} is no edge of shape; take it with getEdge or getEdges.`);
    this.assertBetweenFaces(index, name);
    return index;
  }

  /** One of the two faces at an edge, as the shape's own handle. */
  faceAt(edge: number, { shape }: PartShape, name: string): TopoDS_Face {
    const found = this.model.facesOfEdge(edge).find((index) => this.model.faceHandle(index).IsSame(shape));
    if (found === undefined) throw invalidInput(`${name} is no face of shape that ends in its edge.`);
    return this.model.faceHandle(found);
  }

  private bends(index: number): boolean {
    const bend = this.model.bend(index);
    return bend === "convex" || bend === "concave";
  }

  private assertBetweenFaces(index: number, name: string): void {
    if (this.model.facesOfEdge(index).length < 2)
      throw invalidInput(`${name} lies in or at the border of a single face; only an edge between two faces can be blended.`);
  }

  /** Runs a blend, or says which largest size would fit. */
  blend<Maker extends BlendMaker>(tool: EdgeBlend<Maker>): PartShape {
    const { chosen, what, param } = tool;
    if (chosen.length === 0) throw invalidInput("shape has no edge that bends, so there is nothing to blend.");
    const wanted = Math.max(...chosen.map(({ size }) => size));
    const indexes = chosen.map(({ index }) => index);
    return buildOrFindLargest({
      what,
      param,
      wanted,
      ceiling: tool.even ? blendCeiling(this.model, indexes) : Number.POSITIVE_INFINITY,
      build: (value) => this.build(tool, value, value / wanted),
      discard: freePart,
    });
  }

  private build<Maker extends BlendMaker>(tool: EdgeBlend<Maker>, value: number, factor: number): PartShape {
    const { kernel } = this;
    const what = `${tool.what} of ${value} mm`;
    return kernel.scope((own) => {
      const maker = tool.start(own, this.shape);
      try {
        for (const [position, { index }] of tool.chosen.entries()) {
          const edge = this.model.edgeHandle(index);
          // An edge that runs on smoothly into one already taken is part of the same contour.
          if (maker.Contour(edge) === 0) tool.add(maker, edge, position, factor);
        }
        maker.Build(own(new kernel.oc.Message_ProgressRange()));
      } catch (error) {
        throw toKernelError(kernel.oc, error, { operation: what });
      }
      if (!maker.IsDone()) throw new KernelError(`${what} does not fit these edges.`, { kernelStatus: "not done" });
      const shape = withoutWrapping(kernel, own, own(maker.Shape()));
      const result = checked(kernel, own, shape, what);
      try {
        this.checkVolume(result, what, tool.chosen);
      } catch (error) {
        freePart(result);
        throw error;
      }
      return result;
    });
  }

  /** Convex edges lose material, concave ones gain it. */
  private checkVolume(result: PartShape, what: string, chosen: readonly ChosenEdge[]): void {
    const solids = countOf(this.kernel, this.shape.shape, "TopAbs_SOLID");
    if (solids === 0) return;
    const bends = new Set(chosen.map(({ index }) => this.model.bend(index)));
    const [only] = bends;
    const volume = bends.size > 1 ? "changed" : only === "convex" ? "less" : only === "concave" ? "more" : "changed";
    checkResult(this.kernel, result, { what, before: this.shape, volume, solids });
  }
}

/** Runs `work` on the edges of a shape. */
export function onEdgesOf(kernel: Kernel, shape: PartShape, work: (target: BlendTarget) => PartShape): PartShape {
  return kernel.scope((own) => work(new BlendTarget(kernel, own, shape)));
}

/** One size for each edge: the list, which must be as long as the edges, or the single size. */
export function sizesFor(count: number, name: string, sizes: number | readonly number[]): number[] {
  const list = typeof sizes === "number" ? Array.from({ length: count }, () => sizes) : [...sizes];
  if (list.length !== count) throw invalidInput(`${name} holds ${list.length} numbers and must hold ${count}, one for each edge.`);
  for (const [position, size] of list.entries()) {
    const which = typeof sizes === "number" ? name : `${name}[${position}]`;
    if (!(size > 0)) throw invalidInput(`${which} is ${size} and must be more than 0.`);
  }
  return list;
}
