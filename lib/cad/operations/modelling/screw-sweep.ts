import type { TopoDS_Face } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { HERMITE_DEGREE, hermiteMultiplicities, hermitePoles, type Jet } from "./hermite-spline";
import { inPlane, type SketchPlane } from "./profile-face";
import { apart, type Curve2, type Loop, type Spline } from "./region";
import { counts, drawRegion, numbers } from "./region-face";
import type { RoledBody } from "./sweeps";

/** A turn about Z while rising along it. */
export interface Screw {
  /** Whole turn, rad; negative for a left hand. */
  turnRad: number;
  /** Height at a share of the turn, 0 to 1, with its two derivatives; a number rises evenly to it. */
  rise: number | ((share: number) => readonly [number, number, number]);
}

/** Spans a turn: the helix is then true to 8e-8 of its radius. */
const SPANS_A_TURN = 16;
const TURNS_A_FACE = 1;
const SEWING_TOLERANCE_MM = 1e-6;

/**
 * Carries a plane loop through a screw motion: threads, springs, helical gears.
 * The kernel's own pipe shells miss a helix by tenths of a millimetre; here each face is a tensor product of the loop's
 * own curve and a rotation that is exact to 8e-8, since a rotation moves the poles of a curve as it moves its points.
 * Faces: `start`, `end`, and the roles of the loop's pieces.
 */
export function screwSweep(kernel: Kernel, own: Own, loop: Loop, plane: SketchPlane, screw: Screw): RoledBody {
  const { oc } = kernel;
  const motions = motionsOf(screw);
  const splines = loop.flatMap((piece, index) => toSplines(piece, `side[${index + 1}]`));
  const sides = motions.flatMap((motion) => splines.map((spline) => sweptFace(kernel, own, spline, plane, motion)));
  const caps = [0, 1].map((share) => {
    const drawn = drawRegion(kernel, own, { outer: splines, holes: [] }, movedPlane(plane, screw, share));
    return drawn.face;
  });
  const sewing = own(new oc.BRepBuilderAPI_Sewing(SEWING_TOLERANCE_MM, true, true, true, false));
  const faces = [...sides, ...caps];
  for (const face of faces) sewing.Add(face);
  sewing.Perform(own(new oc.Message_ProgressRange()));
  const sideRoles = splines.map((spline) => spline.role ?? "side");
  const roles = [...motions.flatMap(() => sideRoles), "start", "end"];
  const images = faces.map((face, index) => ({ face: own(sewing.ModifiedSubShape(face)), role: roles[index] ?? "side" }));
  const shell = own(sewing.SewedShape());
  if (shell.IsNull() || shell.ShapeType() !== "TopAbs_SHELL")
    throw new KernelError("The swept faces do not close.", { kernelStatus: "sewing" });
  const solid = own(own(new oc.BRepBuilderAPI_MakeSolid(own(oc.TopoDS.Shell(shell)))).Solid());
  oc.BRepLib.OrientClosedSolid(solid);
  return {
    shape: solid,
    roles: facesOf(kernel, own, solid).map((face) => images.find((image) => image.face.IsSame(face))?.role ?? "side"),
  };
}

interface Motion {
  poles: number[][];
  spans: number;
}

/**
 * Rotation and height along the motion, as splines: (cos, sin, z) poles, a spline for each TURNS_A_FACE.
 * One face of 20 turns takes the kernel half a minute to bound, twenty faces of one turn a second or two.
 */
function motionsOf(screw: Screw): Motion[] {
  const turns = Math.abs(screw.turnRad) / (2 * Math.PI);
  const pieces = Math.max(1, Math.ceil(turns / TURNS_A_FACE - 1e-9));
  const spans = Math.max(2, Math.ceil((SPANS_A_TURN * turns) / pieces - 1e-9));
  return Array.from({ length: pieces }, (_, piece) => {
    const jets = Array.from({ length: spans + 1 }, (_, index) => jetAt(screw, (piece + index / spans) / pieces));
    return { poles: hermitePoles(jets, 1 / spans / pieces), spans };
  });
}

function jetAt(screw: Screw, share: number): Jet<Vec3> {
  const { turnRad } = screw;
  const [c, s] = [Math.cos(turnRad * share), Math.sin(turnRad * share)];
  const [z, slope, bend] = riseAt(screw, share);
  return [
    [c, s, z],
    [-s * turnRad, c * turnRad, slope],
    [-c * turnRad ** 2, -s * turnRad ** 2, bend],
  ];
}

function riseAt({ rise }: Screw, share: number): readonly [number, number, number] {
  return typeof rise === "number" ? [rise * share, rise, 0] : rise(share);
}

function screwed([x, y, z]: Vec3, cosine: number, sine: number, height: number): Vec3 {
  return [x * cosine - y * sine, x * sine + y * cosine, z + height];
}

function movedPlane({ origin, u, v }: SketchPlane, screw: Screw, share: number): SketchPlane {
  const angle = screw.turnRad * share;
  const [height] = riseAt(screw, share);
  const move = (at: Vec3, up: number) => screwed(at, Math.cos(angle), Math.sin(angle), up);
  return { origin: move(origin, height), u: move(u, 0), v: move(v, 0) };
}

function sweptFace(kernel: Kernel, own: Own, spline: Spline, plane: SketchPlane, { poles: along, spans }: Motion): TopoDS_Face {
  const { oc } = kernel;
  const section = spline.poles.map((pole) => inPlane(plane, pole));
  const poles = own(new oc.NCollection_Array2_gp_Pnt(1, section.length, 1, along.length));
  for (const [i, at] of section.entries()) {
    for (const [j, [c = 1, s = 0, z = 0]] of along.entries()) {
      kernel.scope((local) => poles.SetValue(i + 1, j + 1, point(kernel, local, screwed(at, c, s, z))));
    }
  }
  const uKnots = numbers(kernel, own, spline.knots);
  const uCounts = counts(kernel, own, spline.multiplicities);
  const vKnots = numbers(
    kernel,
    own,
    Array.from({ length: spans + 1 }, (_, index) => index),
  );
  const vCounts = counts(kernel, own, hermiteMultiplicities(spans));
  const { degree } = spline;
  let surface: InstanceType<typeof oc.Geom_BSplineSurface>;
  if (spline.weights) {
    const weights = own(new oc.NCollection_Array2_double(1, section.length, 1, along.length));
    for (const [i, weight] of spline.weights.entries()) for (const j of along.keys()) weights.SetValue(i + 1, j + 1, weight);
    surface = own(new oc.Geom_BSplineSurface(poles, weights, uKnots, vKnots, uCounts, vCounts, degree, HERMITE_DEGREE, false, false));
  } else {
    surface = own(new oc.Geom_BSplineSurface(poles, uKnots, vKnots, uCounts, vCounts, degree, HERMITE_DEGREE, false, false));
  }
  return own(own(new oc.BRepBuilderAPI_MakeFace(surface, 1e-7)).Face());
}

/**
 * Any piece as splines: a line of degree 1, an arc rational of degree 2.
 * An arc of one span each: over a knot in the middle the kernel's integration loses four digits of the volume.
 */
function toSplines(piece: Curve2, role: string): Spline[] {
  const named = piece.role ?? role;
  switch (piece.kind) {
    case "spline":
      return [{ ...piece, role: named }];
    case "line":
      return [{ kind: "spline", degree: 1, poles: [piece.from, piece.to], knots: [0, 1], multiplicities: [2, 2], role: named }];
    case "arc":
      return arcSplines(arcOf(piece.from, piece.via, piece.to), named);
    case "circle":
      // A face that closed on itself would need a seam, which sewing does not make.
      return arcSplines({ center: piece.center, radius: piece.radius, from: 0, sweep: 2 * Math.PI }, named);
  }
}

/** An arc of the plane; `sweep` is negative clockwise. */
interface Arc {
  center: Point2dMm;
  radius: number;
  from: number;
  sweep: number;
}

const MAX_SPAN_RAD = (150 * Math.PI) / 180;

function arcSplines({ center: [cx, cy], radius, from, sweep }: Arc, role: string): Spline[] {
  const pieces = Math.ceil(Math.abs(sweep) / MAX_SPAN_RAD);
  const half = sweep / pieces / 2;
  const at = (index: number, reach: number): Point2dMm => [
    cx + reach * Math.cos(from + index * half),
    cy + reach * Math.sin(from + index * half),
  ];
  return Array.from({ length: pieces }, (_, index) => ({
    kind: "spline",
    degree: 2,
    poles: [at(2 * index, radius), at(2 * index + 1, radius / Math.cos(half)), at(2 * index + 2, radius)],
    weights: [1, Math.cos(half), 1],
    knots: [0, 1],
    multiplicities: [3, 3],
    role,
  }));
}

/** The arc through three points. */
function arcOf(start: Point2dMm, via: Point2dMm, end: Point2dMm): Arc {
  const [ax, ay] = [via[0] - start[0], via[1] - start[1]];
  const [bx, by] = [end[0] - start[0], end[1] - start[1]];
  const doubled = 2 * (ax * by - ay * bx);
  const [aa, bb] = [ax * ax + ay * ay, bx * bx + by * by];
  const center: Point2dMm = [start[0] + (by * aa - ay * bb) / doubled, start[1] + (ax * bb - bx * aa) / doubled];
  const angle = (at: Point2dMm) => Math.atan2(at[1] - center[1], at[0] - center[0]);
  const from = angle(start);
  const turn = 2 * Math.PI;
  const forward = (((angle(end) - from) % turn) + turn) % turn;
  return { center, radius: apart(start, center), from, sweep: doubled > 0 ? forward : forward - turn };
}
