import type { PlainStep } from "@/lib/contract/pipeline";

const face = (at: string) => ({ kind: "face", where: { at } });

/** Sizes of the first, the eighth, the twelfth and the last feature. */
export interface FeatureSizes {
  widthMm: number;
  bossMm?: number;
  backHoleMm?: number;
  filletMm?: number;
}

/** A block of 15 features in a row: pads, pockets, holes, slots, and a fillet as the last. */
export function featurePart({ widthMm, bossMm = 4, backHoleMm = 5, filletMm = 2 }: FeatureSizes): PlainStep[] {
  const on = (operation: string, feature: string, more: Record<string, unknown>): PlainStep => ({
    operation,
    params: { feature, part: "$prev", on: face("top"), origin: "world", ...more },
  });
  const hole = (feature: string, d: number, at: [number, number][]) => on("part.hole", feature, { d, at, through: true });
  const corners = (x: number, y: number): [number, number][] => [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
  return [
    { operation: "part.box", params: { feature: "base", x: widthMm, y: 40, z: 12 } },
    hole("h1", 3, corners(26, 16)),
    hole("h2", 4, [
      [0, 16],
      [0, -16],
    ]),
    on("part.pocket", "p1", { profile: { shape: "rectangle", w: 12, h: 8, r: 2 }, at: [[-12, 0]], depth: 4 }),
    on("part.pocket", "p2", { profile: { shape: "circle", d: 8 }, at: [[12, 0]], depth: 5 }),
    on("part.slot_cut", "s1", { length: 10, w: 3, at: [[0, 9]], depth: 3 }),
    on("part.slot_cut", "s2", { length: 10, w: 3, at: [[0, -9]], depth: 3 }),
    on("part.boss", "b1", { d: 5, h: bossMm, at: [[22, 0]] }),
    {
      operation: "part.hole",
      params: { feature: "h3", part: "$prev", on: { kind: "face", of: "b1", where: { at: "top" } }, d: 2, depth: 6 },
    },
    hole("h4", 2.5, [[-22, 0]]),
    { operation: "part.hole", params: { feature: "h5", part: "$prev", on: face("front"), d: 3, at: corners(20, 2).slice(0, 2), depth: 5 } },
    { operation: "part.hole", params: { feature: "h6", part: "$prev", on: face("back"), d: 3, at: [[10, 0]], depth: backHoleMm } },
    { operation: "part.hole", params: { feature: "h7", part: "$prev", on: face("right"), d: 3, at: [[0, 0]], depth: 4 } },
    { operation: "part.hole", params: { feature: "h8", part: "$prev", on: face("left"), d: 3, at: [[0, 0]], depth: 4 } },
    {
      operation: "part.fillet",
      params: {
        feature: "f1",
        part: "$prev",
        edges: { kind: "edge", where: { parallel: [0, 0, 1], convex: true, outer: true } },
        r: filletMm,
      },
    },
  ];
}
