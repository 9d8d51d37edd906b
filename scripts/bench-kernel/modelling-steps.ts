import type { PlainStep } from "@/lib/contract/pipeline";

/*
 * The modelling cases as pipelines, step for step what native-peer.cpp does: the parts of the product's own operations.
 */

const PITCH_MM = 8;
const HOLE_RADIUS_MM = 2;
const THICKNESS_MM = 5;

const TOP = { kind: "face", where: { at: "top" } };
const upright = (more: Record<string, unknown> = {}) => ({ kind: "edge", where: { parallel: [0, 0, 1], convex: true, ...more } });

interface Grid {
  columns: number;
  rows: number;
}

/** Columns and rows of a plate's holes: about twice as wide as deep. */
export function gridOf(holes: number): Grid {
  const columns = Math.ceil(Math.sqrt(2 * holes));
  return { columns, rows: Math.ceil(holes / columns) };
}

function blank({ columns, rows }: Grid): PlainStep {
  const [x, y] = [columns * PITCH_MM, rows * PITCH_MM];
  return { operation: "part.box", params: { feature: "base", x, y, z: THICKNESS_MM, at: [x / 2, y / 2, 0] } };
}

function places(holes: number, { columns }: Grid): [number, number][] {
  return Array.from({ length: holes }, (_, hole) => [((hole % columns) + 0.5) * PITCH_MM, (Math.floor(hole / columns) + 0.5) * PITCH_MM]);
}

const drill = (feature: string, at: [number, number][]): PlainStep => ({
  operation: "part.hole",
  params: { feature, part: "$prev", on: TOP, origin: "world", d: 2 * HOLE_RADIUS_MM, at, through: true },
});

/** A plate whose holes are cut at once. */
export function plateSteps(holes: number): PlainStep[] {
  const grid = gridOf(holes);
  return [blank(grid), drill("holes", places(holes, grid))];
}

/** The same plate, a cut for each hole. */
export function plateLoopSteps(holes: number): PlainStep[] {
  const grid = gridOf(holes);
  return [blank(grid), ...places(holes, grid).map((at, index) => drill(`h${index}`, [at]))];
}

export function plateVolume(holes: number): number {
  const { columns, rows } = gridOf(holes);
  return (columns * rows * PITCH_MM ** 2 - holes * Math.PI * HOLE_RADIUS_MM ** 2) * THICKNESS_MM;
}

export const ROUNDED_BOX_STEPS: PlainStep[] = [
  { operation: "part.box", params: { feature: "base", x: 60, y: 40, z: 20 } },
  { operation: "part.fillet", params: { feature: "round", part: "$prev", edges: { kind: "edge", where: {} }, r: 4 } },
];

/** A box a × b × c with all its edges rounded by r: the smaller box, grown by r in every direction. */
export function roundedBoxVolume(): number {
  const [a, b, c, r] = [52, 32, 12, 4];
  return a * b * c + 2 * r * (a * b + b * c + c * a) + Math.PI * r ** 2 * (a + b + c) + (4 / 3) * Math.PI * r ** 3;
}

export const SHELL_STEPS: PlainStep[] = [
  { operation: "part.box", params: { feature: "base", x: 60, y: 40, z: 20 } },
  { operation: "part.fillet", params: { feature: "round", part: "$prev", edges: upright(), r: 6 } },
  { operation: "part.shell", params: { feature: "walls", part: "$prev", t: 2, open: TOP } },
];

/** A tray of outer corners r = 6, walls and floor 2: outside less inside, whose corners have r = 4. */
export function shellVolume(): number {
  const area = (x: number, y: number, r: number) => x * y - (4 - Math.PI) * r ** 2;
  return area(60, 40, 6) * 20 - area(56, 36, 4) * 18;
}

const circle = (r: number, z: number) => ({ profile: { shape: "circle", d: 2 * r }, z });
const ellipse = (a: number, b: number, z: number) => ({ profile: { shape: "ellipse", a, b }, z });

export const LOFT_STEPS: PlainStep[] = [
  {
    operation: "part.loft",
    params: { feature: "body", sections: [circle(20, 0), ellipse(18, 10, 15), circle(8, 30), ellipse(14, 12, 45)] },
  },
];

/** Fourteen booleans on a bracket, each with one tool, then two rounded corners. */
export function bracketSteps(): PlainStep[] {
  const steps: PlainStep[] = [block("base", [0, 0, 0], [80, 60, 8])];
  let body = 0;
  const combine = (how: "union" | "subtract", tool: PlainStep) => {
    steps.push(tool, {
      operation: "part.combine",
      params: { feature: `c${steps.length}`, part: `$ref:${body}`, tools: [`$ref:${steps.length}`], how },
    });
    body = steps.length - 1;
  };
  const add = (tool: PlainStep) => combine("union", tool);
  const cut = (tool: PlainStep) => combine("subtract", tool);
  add(block("wall", [0, 0, 0], [80, 8, 50]));
  add(gusset("left", 10, 6));
  add(gusset("right", 64, 6));
  add(rod("boss", 11, 10, [40, 38, 8]));
  cut(rod("bore", 6, 30, [40, 38, -1]));
  for (const x of [10, 70]) for (const y of [40, 52]) cut(rod(`b${x}_${y}`, 2.75, 10, [x, y, -1]));
  for (const x of [28, 52]) cut(rod(`w${x}`, 3.3, 10, [x, -1, 32], [0, 1, 0]));
  cut(block("window", [25, -1, 40], [30, 10, 6]));
  cut(block("notch", [30, 52, 5], [20, 6, 4]));
  add(rod("lug", 7, 14, [40, 0, 20], [0, 1, 0]));
  const corners = [0, 80].map((x) => upright({ near: [x, 60, 4] }));
  steps.push({ operation: "part.fillet", params: { feature: "round", part: "$prev", r: 5, edges: { kind: "edge", any: corners } } });
  return steps;
}

type Triple = [number, number, number];

const block = (feature: string, [x, y, z]: Triple, [dx, dy, dz]: Triple): PlainStep => ({
  operation: "part.box",
  params: { feature, x: dx, y: dy, z: dz, at: [x + dx / 2, y + dy / 2, z] },
});

const rod = (feature: string, radius: number, h: number, at: Triple, direction: Triple = [0, 0, 1]): PlainStep => ({
  operation: "part.cylinder",
  params: { feature, d: 2 * radius, h, at, direction },
});

/** A triangle from the base up the wall, `w` wide. */
function gusset(feature: string, x: number, w: number): PlainStep {
  const points = [
    [8, 8],
    [32, 8],
    [8, 38],
  ];
  return { operation: "part.extrude", params: { feature, profile: { shape: "polyline", points }, h: w, plane: "yz", at: [x, 0, 0] } };
}
