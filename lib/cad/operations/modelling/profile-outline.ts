import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { Profile } from "@/lib/contract/operations/part/common";
import type { Region, Segment } from "./outline-segment";
import { firstCrossing, hasLength, polygonSegments, signedArea, withoutRepeats } from "./polygon";
import { loopSegments, regionOf } from "./profile-loops";
import { sectionRegion } from "./profile-sections";

export type { Segment } from "./outline-segment";
export { polygonSegments, signedArea } from "./polygon";

/** The areas of a profile in its own (u, v) plane; refuses sizes that contradict each other. */
export function regionsOf(profile: Profile): Region[] {
  if (profile.shape === "section") return [sectionRegion(profile)];
  if (profile.shape === "drawing") return profile.outlines.map(({ outer, holes }, index) => regionOf(outer, holes, index));
  return [{ outer: simpleOutline(profile), holes: [] }];
}

/**
 * The outline of a profile that is one area without holes, anticlockwise.
 * @throws KernelError INVALID_INPUT for other profiles
 */
export function outlineOf(profile: Profile): Segment[] {
  const [region, ...others] = regionsOf(profile);
  if (!region || others.length > 0 || region.holes.length > 0) {
    const holes = region?.holes.length ?? 0;
    throw invalidInput(`The profile must be one outline without holes here; it has ${others.length + 1} outlines and ${holes} holes.`);
  }
  return region.outer;
}

function simpleOutline(profile: Exclude<Profile, { shape: "section" | "drawing" }>): Segment[] {
  switch (profile.shape) {
    case "rectangle":
      return rectangle(profile.w, profile.h, profile.r ?? 0);
    case "circle":
      return [{ kind: "circle", radius: profile.d / 2 }];
    case "slot":
      return slot(profile.length, profile.w);
    case "polygon":
      return polygonSegments(regularPolygon(profile.n, circumradiusOf(profile)));
    case "polyline":
      return polyline(profile.points);
    case "ellipse":
      return [{ kind: "ellipse", a: profile.a, b: profile.b }];
    case "l_section":
      return lSection(profile.w, profile.h, profile.t, profile.r ?? 0);
    case "path":
      return loopSegments(profile, "path");
    case "d_shape":
      return flattenedCircle(profile.d, profile.flat);
    case "star":
      return star(profile.n, profile.ro, profile.ri);
  }
}

function flattenedCircle(d: number, flat: number): Segment[] {
  if (flat >= d) throw invalidInput(`flat is ${flat} and must be less than d, ${d} mm: it is measured across the flat.`);
  const v = flat - d / 2;
  const u = Math.sqrt(Math.max(0, (d / 2) ** 2 - v ** 2));
  return [
    { kind: "line", from: [u, v], to: [-u, v] },
    { kind: "arc", from: [-u, v], via: [0, -d / 2], to: [u, v] },
  ];
}

function star(n: number, ro: number, ri: number): Segment[] {
  if (ri >= ro) throw invalidInput(`ri is ${ri} and must be less than ro, ${ro} mm.`, { feasible: { param: "ri", max: ro } });
  const points = Array.from({ length: 2 * n }, (_, index): Point2dMm => {
    const angle = Math.PI / 2 + (index * Math.PI) / n;
    const radius = index % 2 === 0 ? ro : ri;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return polygonSegments(points);
}

function rectangle(w: number, h: number, r: number): Segment[] {
  const limit = Math.min(w, h) / 2;
  if (r > limit) {
    throw invalidInput(`A corner radius of ${r} mm does not fit a ${w} x ${h} mm rectangle; up to ${limit} mm does.`, {
      feasible: { param: "r", max: limit },
    });
  }
  const [x, y] = [w / 2, h / 2];
  if (r === 0) return polygonSegments(boxPoints(x, y));
  const [p, q] = [x - r, y - r];
  const bend = r * Math.SQRT1_2;
  const pieces: Segment[] = [
    { kind: "line", from: [-p, -y], to: [p, -y] },
    { kind: "arc", from: [p, -y], via: [p + bend, -q - bend], to: [x, -q] },
    { kind: "line", from: [x, -q], to: [x, q] },
    { kind: "arc", from: [x, q], via: [p + bend, q + bend], to: [p, y] },
    { kind: "line", from: [p, y], to: [-p, y] },
    { kind: "arc", from: [-p, y], via: [-p - bend, q + bend], to: [-x, q] },
    { kind: "line", from: [-x, q], to: [-x, -q] },
    { kind: "arc", from: [-x, -q], via: [-p - bend, -q - bend], to: [-p, -y] },
  ];
  return pieces.filter(hasLength);
}

function boxPoints(x: number, y: number): Point2dMm[] {
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

function slot(length: number, w: number): Segment[] {
  if (length < w) throw invalidInput(`A slot ${length} mm long can't be ${w} mm wide; its overall length is at least its width.`);
  if (length - w < 1e-9) return [{ kind: "circle", radius: w / 2 }];
  const r = w / 2;
  const p = length / 2 - r;
  return [
    { kind: "line", from: [-p, -r], to: [p, -r] },
    { kind: "arc", from: [p, -r], via: [p + r, 0], to: [p, r] },
    { kind: "line", from: [p, r], to: [-p, r] },
    { kind: "arc", from: [-p, r], via: [-p - r, 0], to: [-p, -r] },
  ];
}

function circumradiusOf({ n, af, d }: { n: number; af?: number | undefined; d?: number | undefined }): number {
  if (af !== undefined && d === undefined) return af / 2 / Math.cos(Math.PI / n);
  if (d !== undefined && af === undefined) return d / 2;
  throw invalidInput("A polygon needs either af (across flats) or d (across corners), and not both.");
}

/** Corners from the lower left of the flat that faces −v. */
export function regularPolygon(n: number, circumradius: number): Point2dMm[] {
  return Array.from({ length: n }, (_, index): Point2dMm => {
    const angle = -Math.PI / 2 - Math.PI / n + (index * 2 * Math.PI) / n;
    return [circumradius * Math.cos(angle), circumradius * Math.sin(angle)];
  });
}

function lSection(w: number, h: number, t: number, r: number): Segment[] {
  const limit = Math.min(w, h);
  if (t >= limit) throw invalidInput(`A wall of ${t} mm leaves nothing of an L of ${w} x ${h} mm; less than ${limit} mm does.`);
  if (r > limit - t) {
    throw invalidInput(`An inner radius of ${r} mm does not fit an L of ${w} x ${h} x ${t} mm; up to ${limit - t} mm does.`, {
      feasible: { param: "r", max: limit - t },
    });
  }
  const [x, y] = [-w / 2, -h / 2];
  const corner: Point2dMm = [x + t, y + t];
  const points: Point2dMm[] = [
    [x, y],
    [x + w, y],
    [x + w, y + t],
    [corner[0] + r, corner[1]],
    [corner[0], corner[1] + r],
    [x + t, y + h],
    [x, y + h],
  ];
  const pieces = polygonSegments(points);
  const start = points[3] ?? corner;
  const end = points[4] ?? corner;
  const via: Point2dMm = [corner[0] + r * (1 - Math.SQRT1_2), corner[1] + r * (1 - Math.SQRT1_2)];
  pieces[3] = { kind: "arc", from: start, via, to: end };
  return r === 0 ? polygonSegments(points.filter((_, index) => index !== 4)) : pieces.filter(hasLength);
}

function polyline(given: readonly Point2dMm[]): Segment[] {
  const points = withoutRepeats(given);
  if (points.length < 3) throw invalidInput("A closed polyline needs at least three different points.");
  const crossing = firstCrossing(points);
  if (crossing) throw invalidInput(`The polyline crosses itself: its sides ${crossing[0] + 1} and ${crossing[1] + 1} meet.`);
  const area = signedArea(points);
  if (Math.abs(area) < 1e-9) throw invalidInput("The points of the polyline enclose no area.");
  return polygonSegments(area > 0 ? points : points.toReversed());
}
