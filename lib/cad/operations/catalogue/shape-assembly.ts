import type { TopoDS_Shape } from "opencascade.js";
import type { NodeKind, ShapeGraph } from "./shape-graph";

interface NodeRef {
  kind: NodeKind;
  index: number;
}

/** A compound is an assembly of the pieces in it; a piece that occurs at several places is one product. */
export function assemblyOf(graph: ShapeGraph) {
  const pieces = piecesOf(graph);
  const isAssembly = graph.nodes.compound.shapes.length > 0;
  const parts: { ref: NodeRef; shape: TopoDS_Shape }[] = [];
  const productOf = pieces.map((piece) => {
    const known = parts.findIndex(({ shape }) => shape.IsPartner(piece.shape));
    return known >= 0 ? known : parts.push(piece) - 1;
  });
  const offset = isAssembly ? 1 : 0;
  const partProducts = parts.map(({ ref }, index) => ({
    index: index + offset,
    isAssembly: false,
    isPart: true,
    shapeRoot: { kind: ref.kind, index: ref.index },
    components: [] as number[],
  }));
  const root = {
    index: 0,
    isAssembly: true,
    isPart: false,
    shapeRoot: { kind: "compound", index: 0 },
    components: pieces.map((_, index) => index),
  };
  const occurrences = isAssembly
    ? pieces.map(({ shape }, index) => ({ index, product: (productOf[index] ?? 0) + 1, parentProduct: 0, matrix: matrixOf(graph, shape) }))
    : [];
  return { products: isAssembly ? [root, ...partProducts] : partProducts, occurrences };
}

/** Solids; where there are none, the largest pieces that there are. */
function piecesOf(graph: ShapeGraph): { ref: NodeRef; shape: TopoDS_Shape }[] {
  const kind = (["solid", "shell", "face", "wire", "edge", "vertex"] as const).find((candidate) => graph.of(candidate).shapes.length > 0);
  return kind ? graph.of(kind).shapes.map((shape, index) => ({ ref: { kind, index }, shape })) : [];
}

function matrixOf(graph: ShapeGraph, shape: TopoDS_Shape): number[] {
  return graph.kernel.scope((own) => {
    const moved = own(own(shape.Location()).Transformation());
    return [1, 2, 3, 4].flatMap((column) => [moved.Value(1, column), moved.Value(2, column), moved.Value(3, column), column === 4 ? 1 : 0]);
  });
}
