import type { TopoDS_Edge, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { trackOfEdge, trackOfWire } from "@/lib/cad/kernel/track";
import { dot, lengthOf, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { located } from "../modelling/place-copies";
import { endOf, startOf } from "./along-track";
import { wireOf } from "./build-wire";
import { edgesOf } from "./sub-shapes";

/** Ends of the section's edges that meet may be this far apart, mm. */
const MEETING_MM = 1e-5;

/** The wires in which the curtain that a wire draws along a direction, both ways, meets a shape; nearest to its start first. */
export function projectedWires(kernel: Kernel, own: Own, wire: TopoDS_Wire, onto: TopoDS_Shape, direction: Vec3): TopoDS_Wire[] {
  const { oc } = kernel;
  const along = normalize(direction);
  const reach = reachOf(kernel, wire, onto);
  const lifted = located(kernel, own, wire, translation(kernel, own, multiply(along, -reach)));
  const curtain = own(own(new oc.BRepPrimAPI_MakePrism(lifted, vector(kernel, own, multiply(along, 2 * reach)), false, true)).Shape());
  const section = own(new oc.BRepAlgoAPI_Section(onto, curtain, false));
  section.Approximation(true);
  section.Build(own(new oc.Message_ProgressRange()));
  if (!section.IsDone()) throw new KernelError("The wire could not be cast onto the shape.", { kernelStatus: "section not done" });
  const edges = edgesOf(kernel, own, own(section.Shape()));
  if (edges.length === 0) throw new KernelError("The wire meets nothing of the shape along this direction.", { kernelStatus: "empty" });
  const wires = chainsOf(kernel, own, edges).map((chain) => wireOf(kernel, own, chain));
  const depth = (one: TopoDS_Wire) => dot(trackOfWire(kernel, own, one).centroid, along);
  return wires
    .map((one) => ({ one, at: depth(one) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** A length that carries any point of either shape past the other. */
function reachOf(kernel: Kernel, a: TopoDS_Shape, b: TopoDS_Shape): number {
  const [one, two] = [boundingBoxOf(kernel, a), boundingBoxOf(kernel, b)];
  const corner = (pick: (p: number, q: number) => number, of: (box: typeof one) => Vec3): Vec3 => {
    const [p, q] = [of(one), of(two)];
    return [pick(p[0], q[0]), pick(p[1], q[1]), pick(p[2], q[2])];
  };
  return (
    lengthOf(
      subtract(
        corner(Math.max, ({ max }) => max),
        corner(Math.min, ({ min }) => min),
      ),
    ) + 1
  );
}

/** Edges that follow one another, each chain in the order in which its edges meet. */
function chainsOf(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[]): TopoDS_Edge[][] {
  const loose = edges.map((edge) => {
    const track = trackOfEdge(kernel, own, edge);
    return { edge, ends: [startOf(track), endOf(track)] as const };
  });
  const chains: TopoDS_Edge[][] = [];
  for (let first = loose.pop(); first; first = loose.pop()) {
    const chain = [first.edge];
    let [head, tail] = first.ends;
    for (let grew = true; grew; ) {
      grew = false;
      for (const [index, { edge, ends }] of loose.entries()) {
        const atTail = ends.findIndex((end) => lengthOf(subtract(end, tail)) < MEETING_MM);
        const atHead = ends.findIndex((end) => lengthOf(subtract(end, head)) < MEETING_MM);
        if (atTail < 0 && atHead < 0) continue;
        if (atTail >= 0) {
          chain.push(edge);
          tail = ends[1 - atTail] ?? tail;
        } else {
          chain.unshift(edge);
          head = ends[1 - atHead] ?? head;
        }
        loose.splice(index, 1);
        grew = true;
        break;
      }
    }
    chains.push(chain);
  }
  return chains;
}
