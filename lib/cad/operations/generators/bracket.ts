import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { polygonLoop } from "../modelling/region";
import { Assembly, type Stand } from "./assembly";
import { prism, rod } from "./primitives";
import { mustBeAbove, mustBeBelow, tidy } from "./refuse";

/** Drawn in (X, Z) and extruded along Y. */
const ACROSS: Stand = { z: [0, -1, 0], x: [1, 0, 0] };

type Bracket = PartParams<"bracket">;

export function makeBracket(kernel: Kernel, params: Bracket): PartShape {
  const { feature, at, w, t, hole_d } = params;
  checkBracket(params);
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, polygonLoop(sectionOf(params)), -w / 2, w / 2), ACROSS);
    let gussetNumber = 0;
    for (const { corner, sense } of gussetCorners(params)) {
      const [x, z] = corner;
      const { gusset } = params;
      const thickness = params.gusset_t ?? t;
      // The right angle reaches into both legs, so that no face of the gusset lies in one of theirs.
      const triangle = polygonLoop([
        [x - sense * (t / 2), z - t / 2],
        [x + sense * gusset, z - t / 2],
        [x + sense * gusset, z],
        [x, z + gusset],
        [x - sense * (t / 2), z + gusset],
      ]);
      for (const y of spread(params.gussets, w, thickness)) {
        gussetNumber += 1;
        assembly.add(prism(kernel, own, triangle, -thickness / 2, thickness / 2), {
          ...ACROSS,
          origin: [0, y, 0],
          name: `gusset[${gussetNumber}]`,
        });
      }
    }
    for (const [index, { origin, z }] of holePlaces(params).entries()) {
      // From the middle of the leg both ways, and well past its faces.
      assembly.cut(rod(kernel, own, hole_d, -t, t, "wall"), { origin, z, name: `hole[${index + 1}]` });
    }
    return assembly.build("The bracket");
  });
}

function checkBracket({ shape, a, b, c, w, t, hole_d, holes_a, holes_b, gusset, gussets, gusset_t = t }: Bracket): void {
  const uprights = shape === "U" ? 2 : 1;
  mustBeBelow("t", uprights * t, a, "the base leg, with its uprights");
  mustBeBelow("t", shape === "Z" ? 2 * t : t, b, "the upright leg");
  if (shape === "Z") mustBeAbove("c", c, t, "t, for the top leg of a Z");
  if ((holes_a > 0 || holes_b > 0) && hole_d === 0) throw invalidInput("hole_d is 0 and must be a size: holes are asked for.");
  mustBeBelow("hole_d", hole_d, w, "w");
  for (const [name, n, free] of [
    ["holes_a", holes_a, freeBase(shape, a, t)],
    ["holes_b", holes_b, freeUpright(shape, b, t)],
  ] as const) {
    if (n > 0 && free / (n + 1) <= hole_d) {
      throw invalidInput(
        `${name} is ${n}: holes of ${hole_d} mm would be ${tidy(free / (n + 1))} mm apart; up to ${Math.max(0, Math.ceil(free / hole_d - 1) - 1)} fit.`,
      );
    }
  }
  if (gusset === 0) return;
  const room = Math.min(shape === "U" ? freeBase(shape, a, t) / 2 : freeBase(shape, a, t), freeUpright(shape, b, t));
  mustBeBelow("gusset", gusset, room, "the free length of the legs beside it");
  mustBeBelow("gusset_t", gussets * gusset_t, w + 1e-9, "w, all gussets together");
}

/** What the upright leaves of the base; of a T, on one side. */
function freeBase(shape: Bracket["shape"], a: number, t: number): number {
  if (shape === "U") return a - 2 * t;
  return shape === "T" ? (a - t) / 2 : a - t;
}

function freeUpright(shape: Bracket["shape"], b: number, t: number): number {
  return shape === "Z" ? b - 2 * t : b - t;
}

/** Left edge of the upright leg. */
function uprightAt({ shape, a, t }: Bracket): number {
  return shape === "T" ? -t / 2 : -a / 2;
}

function sectionOf({ shape, a, b, c, t }: Bracket): Point2dMm[] {
  const [l, r] = [-a / 2, a / 2];
  switch (shape) {
    case "L":
      return [
        [l, 0],
        [r, 0],
        [r, t],
        [l + t, t],
        [l + t, b],
        [l, b],
      ];
    case "U":
      return [
        [l, 0],
        [r, 0],
        [r, b],
        [r - t, b],
        [r - t, t],
        [l + t, t],
        [l + t, b],
        [l, b],
      ];
    case "T":
      return [
        [l, 0],
        [r, 0],
        [r, t],
        [t / 2, t],
        [t / 2, b],
        [-t / 2, b],
        [-t / 2, t],
        [l, t],
      ];
    case "Z":
      return [
        [l, 0],
        [r, 0],
        [r, t],
        [l + t, t],
        [l + t, b],
        [l + t - c, b],
        [l + t - c, b - t],
        [l, b - t],
      ];
  }
}

/** Inner corners at the foot of the uprights, and the way that the base runs from each. */
function gussetCorners(params: Bracket): { corner: Point2dMm; sense: 1 | -1 }[] {
  const { shape, a, t, gusset, gussets } = params;
  if (gusset === 0 || gussets === 0) return [];
  const x = uprightAt(params);
  const first = { corner: [x + t, t] as Point2dMm, sense: 1 as const };
  if (shape === "U") return [first, { corner: [a / 2 - t, t], sense: -1 }];
  return shape === "T" ? [first, { corner: [x, t], sense: -1 }] : [first];
}

/** n strips of a thickness over a width: one in the middle, more of them flush at both ends. */
function spread(n: number, w: number, thickness: number): number[] {
  if (n === 1) return [0];
  return Array.from({ length: n }, (_, index) => -(w - thickness) / 2 + ((w - thickness) * index) / (n - 1));
}

/** Holes lie on the middle line of their leg, evenly along its free length; a T has a row on each side of its base, a U in both uprights. */
function holePlaces(params: Bracket): { origin: Vec3; z: Vec3 }[] {
  const { shape, a, b, t, holes_a, holes_b } = params;
  const row = (n: number, from: number, length: number) => Array.from({ length: n }, (_, index) => from + (length * (index + 1)) / (n + 1));
  const free = freeBase(shape, a, t);
  const starts = shape === "T" ? [t / 2, -a / 2] : [-a / 2 + t];
  const base = starts.flatMap((start) => row(holes_a, start, free)).map((x) => ({ origin: [x, 0, t / 2] as Vec3, z: [0, 0, 1] as Vec3 }));
  const uprights = shape === "U" ? [-a / 2, a / 2 - t] : [uprightAt(params)];
  const walls = uprights.flatMap((x) =>
    row(holes_b, t, freeUpright(shape, b, t)).map((z) => ({ origin: [x + t / 2, 0, z] as Vec3, z: [1, 0, 0] as Vec3 })),
  );
  return [...base, ...walls];
}
