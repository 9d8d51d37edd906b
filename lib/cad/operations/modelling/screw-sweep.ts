import type { TopoDS_Face } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { HERMITE_DEGREE, hermiteMultiplicities, hermitePoles, type Jet } from "./hermite-spline";
import { inPlane, type SketchPlane } from "./profile-face";
import type { Loop, Spline } from "./region";
import { drawRegion } from "./region-face";
import type { RoledBody } from "./sweeps";
import { sewSolid, tensorFace, toSplines } from "./tensor-sweep";

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

/**
 * Carries a plane loop through a screw motion: threads, springs, helical gears.
 * The kernel's own pipe shells miss a helix by tenths of a millimetre; here each face is a tensor product of the loop's
 * own curve and a rotation that is exact to 8e-8, since a rotation moves the poles of a curve as it moves its points.
 * Faces: `start`, `end`, and the roles of the loop's pieces.
 */
export function screwSweep(kernel: Kernel, own: Own, loop: Loop, plane: SketchPlane, screw: Screw): RoledBody {
  const motions = motionsOf(screw);
  const splines = loop.flatMap((piece, index) => toSplines(piece, `side[${index + 1}]`));
  const sides = motions.flatMap((motion) => splines.map((spline) => sweptFace(kernel, own, spline, plane, motion)));
  const caps = [0, 1].map((share) => {
    const drawn = drawRegion(kernel, own, { outer: splines, holes: [] }, movedPlane(plane, screw, share));
    return drawn.face;
  });
  const sideRoles = splines.map((spline) => spline.role ?? "side");
  return sewSolid(kernel, own, [...sides, ...caps], [...motions.flatMap(() => sideRoles), "start", "end"]);
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
  const rows = spline.poles.map((pole) => {
    const at = inPlane(plane, pole);
    return along.map(([c = 1, s = 0, z = 0]) => screwed(at, c, s, z));
  });
  return tensorFace(kernel, own, spline, rows, { degree: HERMITE_DEGREE, multiplicities: hermiteMultiplicities(spans) });
}
