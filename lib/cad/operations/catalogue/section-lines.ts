import type { TopoDS_Edge, TopoDS_Shape } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { explore } from "@/lib/cad/kernel/topology";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";

/** Most turn between two neighbouring points of a line, radians. */
const TURN_RAD = 0.5;
const SAME_POINT_MM = 1e-6;

/**
 * Polylines in which the surfaces of two shapes cross: sampled from the exact curves, at most `precisionMm` off them.
 * A closed one ends in its first point.
 */
export function sectionLines(kernel: Kernel, own: Own, a: TopoDS_Shape, b: TopoDS_Shape, precisionMm: number): Vec3[][] {
  const { oc } = kernel;
  const section = own(new oc.BRepAlgoAPI_Section(a, b, true));
  own({ delete: () => section.Clear() });
  if (!section.IsDone()) throw new KernelError("The kernel could not compute where the shapes cross.", { kernelStatus: "not done" });
  const pieces = explore(kernel, own, own(section.Shape()), "TopAbs_EDGE").map((edge) =>
    sampled(kernel, own, own(oc.TopoDS.Edge(edge)), precisionMm),
  );
  return joined(pieces);
}

function sampled(kernel: Kernel, own: Own, edge: TopoDS_Edge, precisionMm: number): Vec3[] {
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
  const [first, last] = [curve.FirstParameter(), curve.LastParameter()];
  // All arguments: with fewer, the binding takes another constructor of as many numbers.
  const samples = own(new kernel.oc.GCPnts_TangentialDeflection(curve, first, last, TURN_RAD, precisionMm, 2, 1e-9, 1e-7));
  return Array.from({ length: samples.NbPoints() }, (_, index) => toVec3(own, samples.Value(index + 1)));
}

/** Joins pieces that share an end, as far as they go. */
export function joined(pieces: readonly Vec3[][]): Vec3[][] {
  const rest = pieces.filter((piece) => piece.length > 1).map((piece) => [...piece]);
  const lines: Vec3[][] = [];
  for (let line = rest.pop(); line; line = rest.pop()) {
    for (let found = true; found && !isClosed(line); ) {
      found = false;
      const end = line.at(-1);
      const start = line[0];
      if (!end || !start) break;
      const index = rest.findIndex((piece) => [piece[0], piece.at(-1)].some((tip) => tip && (meets(tip, end) || meets(tip, start))));
      const [piece] = index < 0 ? [] : rest.splice(index, 1);
      if (!piece) break;
      line = appended(line, piece);
      found = true;
    }
    lines.push(line);
  }
  return lines;
}

function appended(line: Vec3[], piece: Vec3[]): Vec3[] {
  const [first, last] = [piece[0], piece.at(-1)];
  const end = line.at(-1);
  if (first && end && meets(first, end)) return [...line, ...piece.slice(1)];
  if (last && end && meets(last, end)) return [...line, ...piece.toReversed().slice(1)];
  const start = line[0];
  return last && start && meets(last, start) ? [...piece, ...line.slice(1)] : [...piece.toReversed(), ...line.slice(1)];
}

/** True for a line that ends where it begins. */
export function isClosed(line: readonly Vec3[]): boolean {
  const [first, last] = [line[0], line.at(-1)];
  return line.length > 2 && first !== undefined && last !== undefined && meets(first, last);
}

function meets(a: Vec3, b: Vec3): boolean {
  return distance(a, b) < SAME_POINT_MM;
}
