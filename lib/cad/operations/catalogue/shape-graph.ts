import type { TopAbs_ShapeEnum, TopoDS_Edge, TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { numberedEdges } from "@/lib/cad/kernel/numbered-edges";
import { explore, ShapeIndex } from "@/lib/cad/kernel/topology";

/** Pieces of one kind, each once, numbered from 0 in the kernel's order. */
export interface Nodes<S extends TopoDS_Shape = TopoDS_Shape> {
  shapes: S[];
  index: ShapeIndex;
}

export const NODE_KINDS = ["compound", "compsolid", "solid", "shell", "face", "wire", "edge", "vertex"] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

const TYPES: Record<NodeKind, TopAbs_ShapeEnum> = {
  compound: "TopAbs_COMPOUND",
  compsolid: "TopAbs_COMPSOLID",
  solid: "TopAbs_SOLID",
  shell: "TopAbs_SHELL",
  face: "TopAbs_FACE",
  wire: "TopAbs_WIRE",
  edge: "TopAbs_EDGE",
  vertex: "TopAbs_VERTEX",
};

/** A number that tells a piece from all others of its shape, of whatever kind. */
export function uidOf(kind: NodeKind, index: number): number {
  return NODE_KINDS.indexOf(kind) * 10_000_000 + index + 1;
}

/** What a shape is made of, and what belongs to what. Handles belong to the scope. */
export class ShapeGraph {
  readonly nodes: Record<Exclude<NodeKind, "face" | "edge">, Nodes>;
  readonly faces: Nodes<TopoDS_Face>;
  /** Edges without length (poles, apexes) come last, so that the others keep the numbers that operations know. */
  readonly edges: Nodes<TopoDS_Edge>;

  constructor(
    readonly kernel: Kernel,
    private readonly own: Own,
    readonly shape: TopoDS_Shape,
  ) {
    const { oc } = kernel;
    const found = (kind: NodeKind) => this.unique(explore(kernel, own, shape, TYPES[kind]));
    this.nodes = {
      compound: found("compound"),
      compsolid: found("compsolid"),
      solid: found("solid"),
      shell: found("shell"),
      wire: found("wire"),
      vertex: found("vertex"),
    };
    this.faces = this.unique(explore(kernel, own, shape, TYPES.face).map((face) => own(oc.TopoDS.Face(face))));
    this.edges = numberedEdges(kernel, own, shape).edges.reduce<Nodes<TopoDS_Edge>>((nodes, edge) => this.add(nodes, edge), {
      shapes: [],
      index: new ShapeIndex(kernel),
    });
    for (const edge of explore(kernel, own, shape, TYPES.edge)) this.add(this.edges, own(oc.TopoDS.Edge(edge)));
  }

  private unique<S extends TopoDS_Shape>(shapes: readonly S[]): Nodes<S> {
    return shapes.reduce<Nodes<S>>((nodes, shape) => this.add(nodes, shape), { shapes: [], index: new ShapeIndex(this.kernel) });
  }

  private add<S extends TopoDS_Shape>(nodes: Nodes<S>, shape: S): Nodes<S> {
    if (nodes.index.add(shape) === nodes.shapes.length) nodes.shapes.push(shape);
    return nodes;
  }

  of(kind: NodeKind): Nodes {
    if (kind === "face") return this.faces;
    return kind === "edge" ? this.edges : this.nodes[kind];
  }

  /** Uses of pieces of one kind within a piece, by number; one that occurs twice comes twice. */
  usesIn(piece: TopoDS_Shape, kind: NodeKind): number[] {
    const { index } = this.of(kind);
    return explore(this.kernel, this.own, piece, TYPES[kind]).flatMap((part) => index.indexOf(part) ?? []);
  }

  /** For each piece of a kind, the pieces of another kind within it, by number. */
  within(outer: NodeKind, inner: NodeKind): number[][] {
    return this.of(outer).shapes.map((piece) => [...new Set(this.usesIn(piece, inner))]);
  }

  /** For each piece of a kind, the pieces of another kind that it is within. */
  around(inner: NodeKind, outer: NodeKind): number[][] {
    const found = this.of(inner).shapes.map((): number[] => []);
    for (const [container, parts] of this.within(outer, inner).entries()) for (const part of parts) found[part]?.push(container);
    return found;
  }
}
