import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { circleLoop, type Loop, polar, polygonLoop, rectangleLoop } from "../modelling/region";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { prism, raised, rod } from "./primitives";
import { mustBeAbove, mustBeBelow, tidy } from "./refuse";

const hole = (d: number, at: Point2dMm, name: string): Loop => circleLoop(d / 2, `${name}/wall`, at);

function checkCorner(corner_r: number, w: number, h: number): void {
  const limit = Math.min(w, h) / 2;
  if (corner_r > limit)
    throw invalidInput(`corner_r is ${corner_r} and must be at most ${limit}.`, { feasible: { param: "corner_r", max: limit } });
}

export function makeMotorMount(kernel: Kernel, params: PartParams<"motor_mount">): PartShape {
  const { feature, at, w, h, t, pattern, hole_d, pilot_d, corner_r } = params;
  mustBeBelow("pattern", pattern + hole_d, Math.min(w, h), "with its holes, the smaller side of the plate");
  mustBeBelow("pilot_d", pilot_d, Math.min(w, h, Math.SQRT2 * pattern - hole_d), "or it meets the holes or the edge");
  checkCorner(corner_r, w, h);
  const p = pattern / 2;
  const corners: Point2dMm[] = [
    [p, p],
    [-p, p],
    [-p, -p],
    [p, -p],
  ];
  const holes = corners.map((place, index) => hole(hole_d, place, `hole[${index + 1}]`));
  if (pilot_d > 0) holes.push(hole(pilot_d, [0, 0], "pilot"));
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(raised(kernel, own, { outer: rectangleLoop(w, h, corner_r), holes }, 0, t))
      .build("The motor mount"),
  );
}

export function makeBoardMount(kernel: Kernel, params: PartParams<"board_mount">): PartShape {
  const { feature, at, board, t, standoff_d, standoff_h, hole_d, margin, corner_r } = params;
  mustBeBelow("hole_d", hole_d, standoff_d, "standoff_d");
  const [w, h] = [board[0] + 2 * margin, board[1] + 2 * margin];
  checkCorner(corner_r, w, h);
  const places = params.holes.map(([x, y]): Point2dMm => [x - board[0] / 2, y - board[1] / 2]);
  for (const [index, [x, y]] of places.entries()) {
    const inside = Math.abs(x) + hole_d / 2 < w / 2 && Math.abs(y) + hole_d / 2 < h / 2;
    if (!inside)
      throw invalidInput(`holes[${index}] at ${JSON.stringify(params.holes[index])} does not lie on the plate of ${w} x ${h} mm.`);
  }
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, rectangleLoop(w, h, corner_r), 0, t));
    const [post, drill] = [
      rod(kernel, own, standoff_d, t, t + standoff_h),
      rod(kernel, own, hole_d, -OVERSHOOT_MM, t + standoff_h + OVERSHOOT_MM, "wall"),
    ];
    for (const [index, [x, y]] of places.entries()) {
      assembly
        .add(post, { origin: [x, y, 0], name: `standoff[${index + 1}]` })
        .cut(drill, { origin: [x, y, 0], name: `hole[${index + 1}]` });
    }
    return assembly.build("The board mount");
  });
}

export function makePipeFlange(kernel: Kernel, params: PartParams<"pipe_flange">): PartShape {
  const { feature, at, od, bore, t, n, bolt_circle, hole_d, face_d, face_h, hub_d, hub_h } = params;
  mustBeBelow("bolt_circle", bolt_circle + hole_d, od, "with its holes, od");
  mustBeBelow("hole_d", hole_d, bolt_circle * Math.sin(Math.PI / n), "the distance from one hole to the next");
  const face = face_d > 0 && face_h > 0;
  const hub = hub_d > 0 && hub_h > 0;
  const inner = Math.max(bore, hub ? hub_d : 0, face ? face_d : 0);
  mustBeBelow("hole_d", hole_d, bolt_circle - inner, "what the bolt circle leaves beside bore, face and hub");
  for (const [name, sized, d] of [
    ["face_d", face, face_d],
    ["hub_d", hub, hub_d],
  ] as const)
    if (sized) mustBeAbove(name, d, bore, "the bore");
  const foot = face ? face_h : 0;
  const holes = Array.from({ length: n }, (_, index) =>
    hole(hole_d, polar(bolt_circle / 2, (2 * Math.PI * index) / n), `hole[${index + 1}]`),
  );
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(
      raised(kernel, own, { outer: circleLoop(od / 2, "rim"), holes }, foot, foot + t),
    );
    if (face) assembly.add(rod(kernel, own, face_d, 0, foot), { name: "face" });
    if (hub) assembly.add(rod(kernel, own, hub_d, foot + t, foot + t + hub_h), { name: "hub" });
    const top = foot + t + (hub ? hub_h : 0);
    return assembly.cut(rod(kernel, own, bore, -OVERSHOOT_MM, top + OVERSHOOT_MM, "wall"), { name: "bore" }).build("The flange");
  });
}

export function makeCornerGusset(kernel: Kernel, { feature, at, leg1, leg2, t, nose, hole_d }: PartParams<"corner_gusset">): PartShape {
  mustBeBelow("nose", nose, Math.min(leg1, leg2), "the shorter leg");
  // The largest circle in the triangle; the hole stands in its middle.
  const inscribed = (leg1 + leg2 - Math.hypot(leg1, leg2)) / 2;
  mustBeBelow("hole_d", hole_d, 2 * inscribed, "the diameter of the largest circle in the gusset");
  const slope = leg2 / leg1;
  const outer = polygonLoop(
    [
      [0, 0],
      [leg1 - nose / slope, 0],
      [leg1 - nose / slope, nose],
      [nose, leg2 - nose * slope],
      [0, leg2 - nose * slope],
    ],
    ["bottom", "nose[1]", "slope", "nose[2]", "left"],
  );
  if (nose > 0 && leg1 - nose / slope <= nose)
    throw invalidInput(`nose is ${nose} and must be less than ${tidy((leg1 * slope) / (1 + slope))}.`);
  const shifted = outer.map((piece) =>
    piece.kind === "line" ? { ...piece, from: left(piece.from, leg1), to: left(piece.to, leg1) } : piece,
  );
  const holes = hole_d > 0 ? [hole(hole_d, [inscribed - leg1 / 2, inscribed], "hole")] : [];
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(raised(kernel, own, { outer: shifted, holes }, -t / 2, t / 2), { z: [0, -1, 0], x: [1, 0, 0] })
      .build("The gusset"),
  );
}

function left([x, y]: Point2dMm, leg: number): Point2dMm {
  return [x - leg / 2, y];
}
