import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { Profile } from "@/lib/contract/operations/part/common";
import type { Region } from "./outline-segment";
import { polygonSegments, roundedPolygon, turnAt } from "./polygon";

type Section = Extract<Profile, { shape: "section" }>;

/** The outline of a bar's section, centred; refuses walls that leave nothing between them. */
export function sectionRegion(section: Section): Region {
  if (section.type === "o") return hollow(section);
  const { h, w, tf, tw, r } = sized(section);
  const corners = SECTIONS[section.type]({ h, w, tf, tw, lip: lipOf(section, h, tf) });
  const [left, bottom] = [0, 1].map((axis) => extent(corners, axis as 0 | 1));
  const points = corners.map(([x, y]): Point2dMm => [x - (left ?? 0), y - (bottom ?? 0)]);
  const radii = points.map((_, index) => (turnAt(points, index) < 0 ? r : 0));
  return { outer: r > 0 ? roundedPolygon(points, radii) : polygonSegments(points), holes: [] };
}

interface Sized {
  h: number;
  w: number;
  tf: number;
  tw: number;
}

function sized({ type, h, w, t, tf = t, tw = t, r = 0 }: Section): Sized & { r: number } {
  if (w === undefined) throw invalidInput(`w is missing: a section "${type}" has a width beside its height.`);
  if (tf === undefined || tw === undefined) throw invalidInput(`t is missing: a section "${type}" needs t, or both tf and tw.`);
  const flanges = type === "i" || type === "z" || type === "c" ? 2 : 1;
  const webs = type === "u" ? 2 : 1;
  if (flanges * tf >= h) {
    throw invalidInput(`tf is ${tf} and must be less than ${h / flanges}: the flanges leave nothing of h ${h} mm.`, {
      feasible: { param: "tf", max: h / flanges },
    });
  }
  if (webs * tw >= w) {
    throw invalidInput(`tw is ${tw} and must be less than ${w / webs}: the web leaves nothing of w ${w} mm.`, {
      feasible: { param: "tw", max: w / webs },
    });
  }
  return { h, w, tf, tw, r };
}

function lipOf({ type, lip }: Section, h: number, tf: number): number {
  if (type !== "c") {
    if (lip !== undefined) throw invalidInput(`lip is ${lip} and only a section "c" has lips.`);
    return 0;
  }
  const depth = lip ?? Math.min(h / 4, 3 * tf);
  if (depth < tf || depth * 2 >= h) {
    throw invalidInput(`lip is ${depth} and must be from ${tf} to less than ${h / 2}, half of the section's height.`);
  }
  return depth;
}

/** Corners anticlockwise from the lower left, the section's box starting at the origin. */
const SECTIONS: Record<Exclude<Section["type"], "o">, (size: Sized & { lip: number }) => Point2dMm[]> = {
  l: ({ h, w, tf, tw }) => corners([0, 0, w, 0, w, tf, tw, tf, tw, h, 0, h]),
  u: ({ h, w, tf, tw }) => corners([0, 0, w, 0, w, h, w - tw, h, w - tw, tf, tw, tf, tw, h, 0, h]),
  z: ({ h, w, tf, tw }) => {
    const right = w - tw;
    return corners([0, 0, w, 0, w, h - tf, right + w, h - tf, right + w, h, right, h, right, tf, 0, tf]);
  },
  t: ({ h, w, tf, tw }) => {
    const [a, b] = [(w - tw) / 2, (w + tw) / 2];
    return corners([a, 0, b, 0, b, h - tf, w, h - tf, w, h, 0, h, 0, h - tf, a, h - tf]);
  },
  i: ({ h, w, tf, tw }) => {
    const [a, b] = [(w - tw) / 2, (w + tw) / 2];
    return corners([0, 0, w, 0, w, tf, b, tf, b, h - tf, w, h - tf, w, h, 0, h, 0, h - tf, a, h - tf, a, tf, 0, tf]);
  },
  c: ({ h, w, tf, tw, lip }) => {
    const upper = [w, h - lip, w, h, 0, h];
    return corners([0, 0, w, 0, w, lip, w - tf, lip, w - tf, tf, tw, tf, tw, h - tf, w - tf, h - tf, w - tf, h - lip, ...upper]);
  },
};

function corners(flat: readonly number[]): Point2dMm[] {
  return Array.from({ length: flat.length / 2 }, (_, index): Point2dMm => [flat[2 * index] ?? 0, flat[2 * index + 1] ?? 0]);
}

function extent(points: readonly Point2dMm[], axis: 0 | 1): number {
  const values = points.map((point) => point[axis]);
  return (Math.min(...values) + Math.max(...values)) / 2;
}

function hollow({ h, w, t, r = 0 }: Section): Region {
  if (t === undefined) throw invalidInput('t is missing: a section "o" has a wall.');
  const limit = Math.min(h, w ?? h) / 2;
  if (t >= limit) {
    throw invalidInput(`t is ${t} and must be less than ${limit}: the wall leaves no hollow.`, { feasible: { param: "t", max: limit } });
  }
  if (w === undefined) {
    if (r > 0) throw invalidInput(`r is ${r} and a pipe has no corners; give w for a rectangular section.`);
    return { outer: [{ kind: "circle", radius: h / 2 }], holes: [[{ kind: "circle", radius: h / 2 - t }]] };
  }
  if (r > limit) throw invalidInput(`r is ${r} and must be at most ${limit}.`, { feasible: { param: "r", max: limit } });
  return { outer: frame(w / 2, h / 2, r), holes: [frame(w / 2 - t, h / 2 - t, Math.max(0, r - t))] };
}

function frame(x: number, y: number, r: number) {
  const points = corners([-x, -y, x, -y, x, y, -x, y]);
  return roundedPolygon(points, [r, r, r, r]);
}
