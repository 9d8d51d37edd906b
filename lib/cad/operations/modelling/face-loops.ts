import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { describeSurface } from "@/lib/cad/kernel/face-geometry";
import { isSameObject, type Kernel, type Own } from "@/lib/cad/kernel/kernel";
import { explore, ShapeIndex } from "@/lib/cad/kernel/topology";
import { distance, dot, subtract } from "@/lib/cad/kernel/vector";

/** A closed wire of a face; two are the same loop when they run along the same edges the same way. */
export interface Loop {
  wire: TopoDS_Shape;
  edges: TopoDS_Shape[];
  key: string;
}

const ANGLE_RAD = 1e-12;
const LENGTH_MM = 1e-9;

/** Loops of faces of several versions of one part, which share what none of them changed. */
export class FaceLoops {
  private readonly numbers: ShapeIndex;
  private readonly known = new Map<TopoDS_Face, Loop[]>();

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
  ) {
    this.numbers = new ShapeIndex(kernel);
  }

  /** Wires of a face, each in the way that its edges run in it. */
  of(face: TopoDS_Face): Loop[] {
    const known = this.known.get(face);
    if (known) return known;
    const loops = explore(this.kernel, this.own, face, "TopAbs_WIRE").map((wire): Loop => {
      const edges = explore(this.kernel, this.own, wire, "TopAbs_EDGE");
      const passes = edges.map((edge) => `${this.numbers.add(edge)} ${edge.Orientation()}`);
      return { wire, edges, key: passes.toSorted().join() };
    });
    this.known.set(face, loops);
    return loops;
  }

  /** The loops of one face that another does not have. */
  missing(from: TopoDS_Face, other: TopoDS_Face): Loop[] {
    const theirs = new Set(this.of(other).map(({ key }) => key));
    return this.of(from).filter(({ key }) => !theirs.has(key));
  }

  /** Edges along which two faces of one surface differ. */
  differingEdges(one: TopoDS_Face, other: TopoDS_Face): TopoDS_Shape[] {
    const edges = [this.missing(one, other), this.missing(other, one)].map((loops) => loops.flatMap((loop) => loop.edges));
    const [mine = [], theirs = []] = edges;
    const numbersOf = (shapes: readonly TopoDS_Shape[]) => new Set(shapes.map((edge) => this.numbers.add(edge)));
    const [ofMine, ofTheirs] = [numbersOf(mine), numbersOf(theirs)];
    return [
      ...mine.filter((edge) => !ofTheirs.has(this.numbers.add(edge))),
      ...theirs.filter((edge) => !ofMine.has(this.numbers.add(edge))),
    ];
  }
}

/** Whether two faces bound the same side of one surface: the same object, or one plane. */
export function onOneSurface(kernel: Kernel, own: Own, one: TopoDS_Face, other: TopoDS_Face): boolean {
  if (one.Orientation() !== other.Orientation()) return false;
  const [here, there] = [own(new kernel.oc.TopLoc_Location()), own(new kernel.oc.TopLoc_Location())];
  const surfaces = [own(kernel.oc.BRep_Tool.Surface(one, here)), own(kernel.oc.BRep_Tool.Surface(other, there))] as const;
  if (isSameObject(...surfaces) && here.IsEqual(there)) return true;
  const [a, b] = [describeSurface(kernel, one), describeSurface(kernel, other)];
  if (!a.normal || !b.normal || !a.origin || !b.origin) return false;
  return distance(a.normal, b.normal) < ANGLE_RAD && Math.abs(dot(subtract(a.origin, b.origin), a.normal)) < LENGTH_MM;
}
