import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { type Curve2, type Loop, mapPiece, polar, turned } from "../modelling/region";
import { Assembly } from "./assembly";
import { addHub } from "./gears";
import { prism, rod } from "./primitives";
import { mustBeAbove, tidy } from "./refuse";

/** Belt pitch, how far the pitch line lies outside the pulley (pld), and the groove; nominal, makers differ by hundredths. */
interface Belt {
  pitch: number;
  pld: number;
  depth: number;
  groove: { kind: "round"; radius: number } | { kind: "straight"; bottom: number; angleDeg: number };
}

/** Curvilinear grooves by depth and bottom radius (ISO 13050), straight ones by depth, bottom width and angle (ISO 5294, DIN 7721). */
export const BELTS: Record<PartParams<"timing_pulley">["belt"], Belt> = {
  gt2: { pitch: 2, pld: 0.254, depth: 0.764, groove: { kind: "round", radius: 0.555 } },
  gt3: { pitch: 3, pld: 0.381, depth: 1.169, groove: { kind: "round", radius: 0.85 } },
  htd3m: { pitch: 3, pld: 0.381, depth: 1.28, groove: { kind: "round", radius: 0.91 } },
  htd5m: { pitch: 5, pld: 0.5715, depth: 2.16, groove: { kind: "round", radius: 1.53 } },
  htd8m: { pitch: 8, pld: 0.686, depth: 3.54, groove: { kind: "round", radius: 2.7 } },
  mxl: { pitch: 2.032, pld: 0.254, depth: 0.64, groove: { kind: "straight", bottom: 0.84, angleDeg: 40 } },
  xl: { pitch: 5.08, pld: 0.254, depth: 1.4, groove: { kind: "straight", bottom: 1.32, angleDeg: 50 } },
  l: { pitch: 9.525, pld: 0.381, depth: 2.13, groove: { kind: "straight", bottom: 3.05, angleDeg: 40 } },
  t2_5: { pitch: 2.5, pld: 0.3, depth: 0.75, groove: { kind: "straight", bottom: 1, angleDeg: 50 } },
  t5: { pitch: 5, pld: 0.5, depth: 1.25, groove: { kind: "straight", bottom: 1.83, angleDeg: 50 } },
  t10: { pitch: 10, pld: 1, depth: 2.6, groove: { kind: "straight", bottom: 3.32, angleDeg: 50 } },
};

/** Repeats the gap about +u, then the land to the next, all around. */
function wheelLoop(z: number, gap: Loop, landFrom: Point2dMm, radius: number): Loop {
  const step = (2 * Math.PI) / z;
  const from = Math.atan2(landFrom[1], landFrom[0]);
  if (from >= step / 2 - 1e-6)
    throw invalidInput(`z is ${z}: its gaps meet at the outer diameter of ${tidy(2 * radius)} mm; more teeth leave lands between them.`);
  const land: Curve2 = { kind: "arc", from: landFrom, via: polar(radius, step / 2), to: polar(radius, step - from), role: "land" };
  // A tooth points along +u.
  return Array.from({ length: z }, (_, index) =>
    [...gap, land].map((piece) => mapPiece(piece, (at) => turned(at, step * (index + 0.5)), `tooth[${index + 1}]/${piece.role}`)),
  ).flat();
}

function grooveLoop({ depth, groove }: Belt, radius: number): { gap: Loop; end: Point2dMm } {
  const floor = radius - depth;
  const mirrored = ([x, y]: Point2dMm): Point2dMm => [x, -y];
  if (groove.kind === "round") {
    const r = groove.radius;
    const end: Point2dMm = [Math.sqrt(radius ** 2 - r ** 2), r];
    const foot: Point2dMm = [floor + r, r];
    return {
      end,
      gap: [
        { kind: "line", from: mirrored(end), to: mirrored(foot), role: "flank" },
        { kind: "arc", from: mirrored(foot), via: [floor, 0], to: foot, role: "groove" },
        { kind: "line", from: foot, to: end, role: "flank" },
      ],
    };
  }
  const slope = Math.tan(degToRad(groove.angleDeg) / 2);
  const foot: Point2dMm = [floor, groove.bottom / 2];
  // Where the flank (floor + t, bottom/2 + t·slope) meets the outer circle.
  const [a, b, c] = [1 + slope ** 2, 2 * (floor + foot[1] * slope), floor ** 2 + foot[1] ** 2 - radius ** 2];
  const t = (-b + Math.sqrt(b ** 2 - 4 * a * c)) / (2 * a);
  const end: Point2dMm = [floor + t, foot[1] + t * slope];
  return {
    end,
    gap: [
      { kind: "line", from: mirrored(end), to: mirrored(foot), role: "flank" },
      { kind: "line", from: mirrored(foot), to: foot, role: "groove" },
      { kind: "line", from: foot, to: end, role: "flank" },
    ],
  };
}

export function makeTimingPulley(kernel: Kernel, params: PartParams<"timing_pulley">): PartShape {
  const { feature, at, z, b, bore, flange_d, flange_h, hub_d, hub_h } = params;
  const belt = BELTS[params.belt];
  const radius = (z * belt.pitch) / (2 * Math.PI) - belt.pld;
  const { gap, end } = grooveLoop(belt, radius);
  const loop = wheelLoop(z, gap, end, radius);
  const flanged = flange_d > 0 && flange_h > 0;
  if (flanged) mustBeAbove("flange_d", flange_d, 2 * radius, "the pulley's outer diameter");
  const foot = flanged ? flange_h : 0;
  const top = b + 2 * foot;
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, loop, foot, foot + b));
    if (flanged) {
      assembly
        .add(rod(kernel, own, flange_d, 0, foot), { name: "flange[1]" })
        .add(rod(kernel, own, flange_d, foot + b, top), { name: "flange[2]" });
    }
    addHub(kernel, own, assembly, { b: top, bore, hub_d, hub_h, limit: flanged ? flange_d : 2 * (radius - belt.depth) });
    return assembly.build("The pulley");
  });
}

/** Seat, flanks and tip of ISO 606: seating radius 0.505 d1 + 0.069 ∛d1, flank radius 0.12 d1 (z + 2), seating angle 140° − 90°/z. */
export function makeSprocket(
  kernel: Kernel,
  { feature, at, pitch, roller_d, z, b, bore, hub_d, hub_h }: PartParams<"sprocket">,
): PartShape {
  if (roller_d >= 0.8 * pitch)
    throw invalidInput(`roller_d is ${roller_d} and must be less than ${tidy(0.8 * pitch)}, 0.8 of the chain's pitch.`);
  const pitchRadius = pitch / (2 * Math.sin(Math.PI / z));
  const seat = 0.505 * roller_d + 0.069 * Math.cbrt(roller_d);
  const flank = 0.12 * roller_d * (z + 2);
  const tip = pitchRadius + (pitch * (1 - 1.6 / z) - roller_d) / 2;
  const toSeatEnd = Math.PI - degToRad(140 - 90 / z) / 2;
  const along = (distance: number): Point2dMm => [pitchRadius + distance * Math.cos(toSeatEnd), distance * Math.sin(toSeatEnd)];
  const [seatEnd, center] = [along(seat), along(seat + flank)];
  const end = meetCircle(center, flank, tip);
  const via = onArc(center, flank, seatEnd, end);
  const mirrored = ([x, y]: Point2dMm): Point2dMm => [x, -y];
  const gap: Loop = [
    { kind: "arc", from: mirrored(end), via: mirrored(via), to: mirrored(seatEnd), role: "flank" },
    { kind: "arc", from: mirrored(seatEnd), via: [pitchRadius - seat, 0], to: seatEnd, role: "seat" },
    { kind: "arc", from: seatEnd, via, to: end, role: "flank" },
  ];
  const loop = wheelLoop(z, gap, end, tip);
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, loop, 0, b));
    addHub(kernel, own, assembly, { b, bore, hub_d, hub_h, limit: 2 * (pitchRadius - seat) });
    return assembly.build("The sprocket");
  });
}

/** Where a circle about `center` meets one of `radius` about the origin, on the side of the gap. */
function meetCircle(center: Point2dMm, r: number, radius: number): Point2dMm {
  const reach = Math.hypot(...center);
  const along = (radius ** 2 - r ** 2 + reach ** 2) / (2 * reach);
  const across = Math.sqrt(radius ** 2 - along ** 2);
  if (!Number.isFinite(across)) throw invalidInput("These chain sizes give no tooth: its flanks do not reach the tip circle.");
  const [ux, uy] = [center[0] / reach, center[1] / reach];
  return [along * ux + across * uy, along * uy - across * ux];
}

/** The middle of the shorter arc between two points around a centre. */
function onArc([cx, cy]: Point2dMm, r: number, from: Point2dMm, to: Point2dMm): Point2dMm {
  const [x, y] = [(from[0] + to[0]) / 2 - cx, (from[1] + to[1]) / 2 - cy];
  const scale = r / Math.hypot(x, y);
  return [cx + x * scale, cy + y * scale];
}
