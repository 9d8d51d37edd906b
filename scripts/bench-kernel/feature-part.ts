import type { PlainStep } from "@/lib/contract/pipeline";

const face = (at: string) => ({ kind: "face", where: { at } });

/** A size of each of the fifteen features, mm, and what it changes to. */
const SIZES: [mm: number, changedMm: number][] = [
  [60, 62],
  [3, 3.2],
  [4, 4.4],
  [12, 13],
  [8, 7],
  [10, 11],
  [10, 11],
  [4, 5],
  [2, 2.2],
  [2.5, 3],
  [3, 3.2],
  [5, 6],
  [3, 3.5],
  [3, 3.5],
  [2, 2.5],
];

export const FEATURE_COUNT = SIZES.length;

/**
 * A block of 15 features in a row: pads, pockets, holes, slots, and a fillet as the last.
 * @param prefix of every feature's name: under another one the part is a new part, of which nothing is known
 * @param changed index of the feature that has its other size
 */
export function featurePart(prefix: string, changed?: number): PlainStep[] {
  const [width, h1, h2, p1, p2, s1, s2, b1, h3, h4, h5, h6, h7, h8, f1] = SIZES.map((sizes, index) => sizes[index === changed ? 1 : 0]);
  const step = (operation: string, name: string, params: Record<string, unknown>): PlainStep => ({
    operation: `part.${operation}`,
    params: { feature: `${prefix}_${name}`, ...(name === "base" ? {} : { part: "$prev" }), ...params },
  });
  const onTop = (operation: string, name: string, params: Record<string, unknown>) =>
    step(operation, name, { on: face("top"), origin: "world", ...params });
  const hole = (name: string, d: number | undefined, at: [number, number][]) => onTop("hole", name, { d, at, through: true });
  const corners = (x: number, y: number): [number, number][] => [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
  return [
    step("box", "base", { x: width, y: 40, z: 12 }),
    hole("h1", h1, corners(26, 16)),
    hole("h2", h2, [
      [0, 16],
      [0, -16],
    ]),
    onTop("pocket", "p1", { profile: { shape: "rectangle", w: p1, h: 8, r: 2 }, at: [[-12, 0]], depth: 4 }),
    onTop("pocket", "p2", { profile: { shape: "circle", d: p2 }, at: [[12, 0]], depth: 5 }),
    onTop("slot_cut", "s1", { length: s1, w: 3, at: [[0, 9]], depth: 3 }),
    onTop("slot_cut", "s2", { length: s2, w: 3, at: [[0, -9]], depth: 3 }),
    onTop("boss", "b1", { d: 5, h: b1, at: [[22, 0]] }),
    step("hole", "h3", { on: { kind: "face", of: `${prefix}_b1`, where: { at: "top" } }, d: h3, depth: 6 }),
    hole("h4", h4, [[-22, 0]]),
    step("hole", "h5", { on: face("front"), d: h5, at: corners(20, 2).slice(0, 2), depth: 5 }),
    step("hole", "h6", { on: face("back"), d: 3, at: [[10, 0]], depth: h6 }),
    step("hole", "h7", { on: face("right"), d: h7, at: [[0, 0]], depth: 4 }),
    step("hole", "h8", { on: face("left"), d: h8, at: [[0, 0]], depth: 4 }),
    step("fillet", "f1", { edges: { kind: "edge", where: { parallel: [0, 0, 1], convex: true, outer: true } }, r: f1 }),
  ];
}
