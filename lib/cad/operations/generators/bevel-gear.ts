import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { hermiteSpline, type Jet } from "../modelling/hermite-spline";
import { type Curve2, type Loop, mapPiece, polar, reversed, turned } from "../modelling/region";
import { scaleSweep } from "../modelling/scale-sweep";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { rod } from "./primitives";
import { mustBeBelow, tidy } from "./refuse";

/** The cones of a bevel gear, as half angles at their common apex, and the roll angles that belong to them. */
interface Cones {
  z: number;
  base: number;
  root: number;
  tip: number;
  /** Half of a tooth, as an angle about the axis, where its flanks stand on the base cone. */
  baseHalf: number;
}

/**
 * Spherical involute: a point of a plane that rolls on the base cone, seen from the apex and projected onto the plane
 * across the axis at `height`. The gear's flanks are the straight lines from these points to the apex.
 */
function involuteJet(base: number, height: number): (roll: number) => Jet<Point2dMm> {
  const k = Math.sin(base);
  const flat = 1 - k * k;
  return (roll) => {
    const [c, s] = [Math.cos(roll * k), Math.sin(roll * k)];
    const [cr, sr] = [Math.cos(roll), Math.sin(roll)];
    const x = [c * k * cr + s * sr, s * cr * flat, (c * k * cr - s * sr) * flat] as const;
    const y = [c * k * sr - s * cr, s * sr * flat, (c * k * sr + s * cr) * flat] as const;
    const w = [c * Math.cos(base), -s * k * Math.cos(base), -c * k * k * Math.cos(base)] as const;
    const projected = (n: readonly [number, number, number]) => {
      const value = n[0] / w[0];
      const slope = (n[1] - value * w[1]) / w[0];
      return [height * value, height * slope, (height * (n[2] - 2 * slope * w[1] - value * w[2])) / w[0]] as const;
    };
    const [px, py] = [projected(x), projected(y)];
    return [
      [px[0], py[0]],
      [px[1], py[1]],
      [px[2], py[2]],
    ];
  };
}

/** Roll at which the involute reaches a cone, and the angle about the axis that it has gone round by then. */
function reach(base: number, cone: number): { roll: number; angle: number } {
  const roll = Math.acos(Math.min(1, Math.cos(cone) / Math.cos(base))) / Math.sin(base);
  const [[x, y]] = involuteJet(base, 1)(roll);
  return { roll, angle: Math.atan2(y, x) };
}

/** The outline across the axis, a tooth on +u, anticlockwise; below the base cone a flank runs on in the plane of the axis. */
function bevelLoop({ z, base, root, tip, baseHalf }: Cones, height: number): Loop {
  const half = Math.PI / z;
  const radius = (cone: number) => height * Math.tan(cone);
  const end = reach(base, tip);
  const start = root > base ? reach(base, root) : { roll: 0, angle: 0 };
  const tipHalf = baseHalf - end.angle;
  if (tipHalf <= 1e-6) throw invalidInput(`A bevel gear of ${z} teeth has pointed teeth with these sizes; more teeth leave a top land.`);
  const spans = Math.max(2, Math.ceil((end.roll - start.roll) / 0.25));
  const flank = hermiteSpline(involuteJet(base, height), start.roll, end.roll, spans, "flank");
  const foot: Curve2[] = root < base - 1e-9 ? [{ kind: "line", from: [radius(root), 0], to: [radius(base), 0], role: "flank_foot" }] : [];
  const lower = [...foot, flank].map((piece) => mapPiece(piece, (at) => turned(at, -baseHalf)));
  const upper = lower.toReversed().map((piece) => reversed(mapPiece(piece, ([x, y]) => [x, -y])));
  const rootFrom = baseHalf - start.angle;
  if (rootFrom >= half - 1e-6)
    throw invalidInput(`A bevel gear of ${z} teeth with these sizes has no room between its teeth at their roots.`);
  const arc = (at: number, from: number, to: number, role: string): Curve2 => ({
    kind: "arc",
    from: polar(at, from),
    via: polar(at, (from + to) / 2),
    to: polar(at, to),
    role,
  });
  const tooth = [...lower, arc(radius(tip), -tipHalf, tipHalf, "tip"), ...upper, arc(radius(root), rootFrom, 2 * half - rootFrom, "root")];
  return Array.from({ length: z }, (_, index) =>
    tooth.map((piece) => mapPiece(piece, (at) => turned(at, 2 * half * index), `tooth[${index + 1}]/${piece.role}`)),
  ).flat();
}

export function makeBevelGear(kernel: Kernel, params: PartParams<"bevel_gear">): PartShape {
  const { feature, at, m, z, b, bore, backlash, pressure_angle } = params;
  const shaft = degToRad(params.shaft_angle);
  // The two pitch cones roll on each other: sin δ1 / z1 = sin δ2 / z2, δ1 + δ2 = Σ.
  const pitch = Math.atan2(Math.sin(shaft), params.mate / z + Math.cos(shaft));
  const outer = (m * z) / (2 * Math.sin(pitch));
  mustBeBelow("b", b, outer / 2, "half of the cone distance");
  const base = Math.asin(Math.sin(pitch) * Math.cos(degToRad(pressure_angle)));
  const thickness = (Math.PI / 2) * m - backlash;
  const cones: Cones = {
    z,
    base,
    root: pitch - Math.atan((1.25 * m) / outer),
    tip: pitch + Math.atan(m / outer),
    baseHalf: thickness / (m * z) + reach(base, pitch).angle,
  };
  if (pressure_angle < 10 || pressure_angle > 30)
    throw invalidInput(`pressure_angle is ${pressure_angle} and must be from 10 to 30 degrees.`);
  const [heel, toe] = [outer * Math.cos(pitch), (outer - b) * Math.cos(pitch)];
  if (pitch >= degToRad(80))
    throw invalidInput(`mate is ${params.mate}: a pitch cone of ${tidy((pitch * 180) / Math.PI)}° is too flat; up to 80° is built.`);
  mustBeBelow("bore", bore, 2 * toe * Math.tan(cones.root), "the root diameter at the narrow end");
  return kernel.scope((own) => {
    const body = scaleSweep(kernel, own, bevelLoop(cones, heel), heel - toe, toe / heel);
    const assembly = new Assembly(kernel, own, feature, at).add(body);
    if (bore > 0) assembly.cut(rod(kernel, own, bore, -OVERSHOOT_MM, heel - toe + OVERSHOOT_MM, "wall"), { name: "bore" });
    return assembly.build("The bevel gear");
  });
}
