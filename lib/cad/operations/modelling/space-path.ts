import type { TopoDS_Wire } from "opencascade.js";
import { describeEdge } from "@/lib/cad/kernel/edge-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { distance, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { SpacePath } from "@/lib/contract/operations/part/profiled-bodies";
import { arcEdge, bezierEdge, lineEdge, splineEdge } from "./curve-edges";

/** A path in space as a wire, where it starts and which way. */
export interface DrawnPath {
  wire: TopoDS_Wire;
  start: Vec3;
  direction: Vec3;
  lengthMm: number;
  pieces: number;
  straight: boolean;
}

/**
 * Draws a path.
 * @throws KernelError INVALID_INPUT when a piece has no length
 */
export function drawPath(kernel: Kernel, own: Own, path: SpacePath): DrawnPath {
  const { oc } = kernel;
  const maker = own(new oc.BRepBuilderAPI_MakeWire());
  let from = path.start;
  let direction: Vec3 | undefined;
  let lengthMm = 0;
  for (const [index, piece] of path.pieces.entries()) {
    const to = piece.kind === "spline" ? (piece.through.at(-1) ?? from) : piece.to;
    if (distance(from, to) < 1e-6) throw invalidInput(`Piece ${index + 1} of the path ends where it starts.`);
    const edge = drawPiece(kernel, own, piece, from, to);
    direction ??= startDirection(piece, from, kernel, own, edge);
    lengthMm += describeEdge(kernel, edge).length;
    maker.Add(edge);
    if (!maker.IsDone()) throw new KernelError(`Piece ${index + 1} of the path does not join the one before it.`);
    from = to;
  }
  const straight = path.pieces.length === 1 && path.pieces[0]?.kind === "line";
  return {
    wire: own(maker.Wire()),
    start: path.start,
    direction: direction ?? [0, 0, 1],
    lengthMm,
    pieces: path.pieces.length,
    straight,
  };
}

type Piece = SpacePath["pieces"][number];

function drawPiece(kernel: Kernel, own: Own, piece: Piece, from: Vec3, to: Vec3) {
  switch (piece.kind) {
    case "line":
      return lineEdge(kernel, own, from, to);
    case "arc":
      return arcEdge(kernel, own, from, piece.via, to);
    case "bezier":
      return bezierEdge(kernel, own, [from, ...piece.control, to]);
    case "spline":
      return piece.through.length === 1 ? lineEdge(kernel, own, from, to) : splineEdge(kernel, own, [from, ...piece.through]);
  }
}

function startDirection(piece: Piece, from: Vec3, kernel: Kernel, own: Own, edge: ReturnType<typeof lineEdge>): Vec3 {
  if (piece.kind === "line") return normalize(subtract(piece.to, from));
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
  const tangent = own(curve.EvalDN(curve.FirstParameter(), 1));
  return normalize([tangent.X(), tangent.Y(), tangent.Z()]);
}
