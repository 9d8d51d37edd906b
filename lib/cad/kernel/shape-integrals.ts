import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { integrateFace, integratePlane } from "./face-integral";
import type { Kernel, Own } from "./kernel";
import { explore, facesOf } from "./topology";
import { trackOfEdge } from "./track";
import { add, multiply, subtract, type Vec3 } from "./vector";

/** An amount of length, area or volume and where its middle lies. */
export interface Amount {
  amount: number;
  center: Vec3;
}

/** What the faces of a shape hold and enclose. */
export interface FaceAmounts {
  surface: Amount;
  volume: Amount;
}

/** Evaluations that one shape may take, shared among its faces: less than a second at the worst. */
const MAX_EVALUATIONS = 400_000;
const MIN_EVALUATIONS_OF_FACE = 4_000;

const ELEMENTARY = new Set<string>(["GeomAbs_Plane", "GeomAbs_Cylinder", "GeomAbs_Cone", "GeomAbs_Sphere", "GeomAbs_Torus"]);
/** On these a circle can lie askew to the parameters. */
const ROUND_BOTH_WAYS = new Set<string>(["GeomAbs_Sphere", "GeomAbs_Torus"]);
const STRAIGHT_OR_ROUND = new Set<string>(["GeomAbs_Line", "GeomAbs_Circle"]);

/** Handles are never pointed at another shape, so what was found once holds. */
const knownFaces = new WeakMap<TopoDS_Shape, FaceAmounts | null>();

/**
 * Area and volume of a shape that has faces which the kernel does not integrate exactly; null where it does. Planes within
 * lines and circles, and cylinders, cones, spheres and tori within parallels and meridians, are exact in the kernel.
 */
export function faceAmounts(kernel: Kernel, shape: TopoDS_Shape): FaceAmounts | null {
  const known = knownFaces.get(shape);
  if (known !== undefined) return known;
  const found = kernel.scope((own) => {
    if (hasOnlyPlainFaces(kernel, own, shape)) return null;
    const faces = facesOf(kernel, own, shape);
    const hard = faces.map((face) => !isElementary(kernel, own, face));
    return hard.includes(true) ? sumFaces(kernel, own, shape, faces, hard) : null;
  });
  knownFaces.set(shape, found);
  return found;
}

/** The quick look that settles most machine parts: planes, cylinders and cones within lines and circles. */
function hasOnlyPlainFaces(kernel: Kernel, own: Own, shape: TopoDS_Shape): boolean {
  const isPlain = (type: string) => ELEMENTARY.has(type) && !ROUND_BOTH_WAYS.has(type);
  return everySurface(kernel, own, shape, isPlain) && hasOnlyLinesAndCircles(kernel, own, shape);
}

const elementary = new WeakMap<TopoDS_Shape, boolean>();

/** True when every face lies on a plane, cylinder, cone, sphere or torus, whatever bounds it. */
export function hasElementaryFaces(kernel: Kernel, shape: TopoDS_Shape): boolean {
  const known = elementary.get(shape);
  if (known !== undefined) return known;
  const found = kernel.scope((own) => everySurface(kernel, own, shape, (type) => ELEMENTARY.has(type)));
  elementary.set(shape, found);
  return found;
}

/** One adaptor serves all faces, since every boolean asks and most of the time would go into making them. */
function everySurface(kernel: Kernel, own: Own, shape: TopoDS_Shape, accepts: (type: string) => boolean): boolean {
  const { oc } = kernel;
  const surface = own(new oc.BRepAdaptor_Surface());
  const faces = own(new oc.TopExp_Explorer(shape, "TopAbs_FACE"));
  for (; faces.More(); faces.Next()) {
    const face = faces.Current();
    const cast = oc.TopoDS.Face(face);
    surface.Initialize(cast, false);
    cast.delete();
    face.delete();
    if (!accepts(surface.GetType())) return false;
  }
  return true;
}

function hasOnlyLinesAndCircles(kernel: Kernel, own: Own, shape: TopoDS_Shape): boolean {
  const { oc } = kernel;
  const curve = own(new oc.BRepAdaptor_Curve());
  const edges = own(new oc.TopExp_Explorer(shape, "TopAbs_EDGE"));
  for (; edges.More(); edges.Next()) {
    const edge = edges.Current();
    const cast = oc.TopoDS.Edge(edge);
    const degenerated = oc.BRep_Tool.Degenerated(cast);
    if (!degenerated) curve.Initialize(cast);
    cast.delete();
    edge.delete();
    if (!degenerated && !STRAIGHT_OR_ROUND.has(curve.GetType())) return false;
  }
  return true;
}

/** On spheres and tori an edge's curve in the parameters decides, elsewhere its curve in space. */
function isElementary(kernel: Kernel, own: Own, face: TopoDS_Face): boolean {
  const { oc } = kernel;
  const type = own(new oc.BRepAdaptor_Surface(face, false)).GetType();
  if (!ELEMENTARY.has(type)) return false;
  if (!ROUND_BOTH_WAYS.has(type)) return hasOnlyLinesAndCircles(kernel, own, face);
  return explore(kernel, own, face, "TopAbs_EDGE").every((edge) => {
    const curve = own(new oc.BRepAdaptor_Curve2d(own(oc.TopoDS.Edge(edge)), face));
    return curve.GetType() === "GeomAbs_Line";
  });
}

function sumFaces(kernel: Kernel, own: Own, shape: TopoDS_Shape, faces: readonly TopoDS_Face[], hard: readonly boolean[]): FaceAmounts {
  const { about, size } = middleOf(kernel, shape);
  const share = Math.max(MAX_EVALUATIONS / hard.filter(Boolean).length, MIN_EVALUATIONS_OF_FACE);
  const surface = new Balance(about);
  const volume = new Balance(about);
  for (const [index, face] of faces.entries()) {
    // The kernel measures the volume below each face from a point of its own choice: only planes, where that of the
    // cone follows from the area, are left to it.
    const plain = hard[index] === false && own(new kernel.oc.BRepAdaptor_Surface(face, false)).GetType() === "GeomAbs_Plane";
    const found = plain ? integratePlane(kernel, face, about) : integrateFace(kernel, face, about, size, share);
    surface.add(found.area, found.areaMoment);
    const orientation = face.Orientation();
    // What lies within a solid, or on neither side of one, bounds no volume.
    if (orientation === "TopAbs_FORWARD" || orientation === "TopAbs_REVERSED") volume.add(found.volume, found.volumeMoment);
  }
  return { surface: surface.total, volume: volume.total };
}

/** Middle of a shape's box and half of its diagonal. */
function middleOf(kernel: Kernel, shape: TopoDS_Shape): { about: Vec3; size: number } {
  return kernel.scope((own) => {
    const box = own(new kernel.oc.Bnd_Box());
    kernel.oc.BRepBndLib.Add(shape, box, false);
    const min: Vec3 = [box.GetXMin(), box.GetYMin(), box.GetZMin()];
    const max: Vec3 = [box.GetXMax(), box.GetYMax(), box.GetZMax()];
    return { about: multiply(add(min, max), 0.5), size: Math.hypot(...subtract(max, min)) / 2 };
  });
}

/** Amounts and their moments about a point. */
class Balance {
  private amount = 0;
  private moment: Vec3 = [0, 0, 0];

  constructor(private readonly about: Vec3) {}

  add(amount: number, moment: Vec3): void {
    this.amount += amount;
    this.moment = add(this.moment, moment);
  }

  addAt(amount: number, center: Vec3): void {
    this.add(amount, multiply(subtract(center, this.about), amount));
  }

  get total(): Amount {
    const center = this.amount === 0 ? this.about : add(this.about, multiply(this.moment, 1 / this.amount));
    return { amount: this.amount, center };
  }
}

const knownEdges = new WeakMap<TopoDS_Shape, Amount | null>();

/** Length of a shape that has edges which the kernel does not measure exactly; null where all are lines and circles. */
export function edgeAmount(kernel: Kernel, shape: TopoDS_Shape): Amount | null {
  const known = knownEdges.get(shape);
  if (known !== undefined) return known;
  const found = kernel.scope((own) => (hasOnlyLinesAndCircles(kernel, own, shape) ? null : sumEdges(kernel, own, shape)));
  knownEdges.set(shape, found);
  return found;
}

function sumEdges(kernel: Kernel, own: Own, shape: TopoDS_Shape): Amount {
  const balance = new Balance([0, 0, 0]);
  for (const found of explore(kernel, own, shape, "TopAbs_EDGE")) {
    const edge = own(kernel.oc.TopoDS.Edge(found));
    if (kernel.oc.BRep_Tool.Degenerated(edge)) continue;
    const { length, centroid } = trackOfEdge(kernel, own, edge);
    if (length > 0) balance.addAt(length, centroid);
  }
  return balance.total;
}
