import type { Point2dMm } from "@/lib/contract/geometry";
import type { FlatPath, FlatSegment } from "../flat-path";
import { arcSegment } from "./arc-segment";
import { parsePathData } from "./path-data";
import type { XmlElement } from "./xml";

/** What is drawn, or why nothing is. */
export type Drawn = { paths: FlatPath[]; fault?: string };

/** Paths of each element that draws something. */
export const DRAWN: Readonly<Record<string, (element: XmlElement) => Drawn>> = {
  path: ({ attributes }) => parsePathData(attributes.get("d") ?? ""),
  rect: rectangle,
  circle: (element) => ellipse(element, "r", "r"),
  ellipse: (element) => ellipse(element, "rx", "ry"),
  line: (element) => {
    const at = (name: string) => lengthIn(element, name) ?? 0;
    return chain(
      [
        [at("x1"), at("y1")],
        [at("x2"), at("y2")],
      ],
      false,
    );
  },
  polyline: (element) => points(element, false),
  polygon: (element) => points(element, true),
};

/** A length in user units; units of their own are taken at 96 to the inch, percentages are not known. */
const UNITS: Readonly<Record<string, number>> = { "": 1, px: 1, pt: 96 / 72, pc: 16, mm: 96 / 25.4, cm: 960 / 25.4, in: 96 };

export function lengthIn({ attributes }: XmlElement, name: string): number | undefined {
  const [, number, unit = ""] = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([a-z]*)\s*$/.exec(attributes.get(name) ?? "") ?? [];
  const factor = UNITS[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

function chain(corners: readonly Point2dMm[], closed: boolean): Drawn {
  const [start, ...rest] = corners;
  if (!start || rest.length === 0) return { paths: [], fault: "has fewer than two points" };
  return { paths: [{ start, segments: rest.map((to): FlatSegment => ({ kind: "line", to })), closed }] };
}

function points({ attributes }: XmlElement, closed: boolean): Drawn {
  const numbers = (attributes.get("points") ?? "").match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g)?.map(Number) ?? [];
  const corners = Array.from(
    { length: Math.floor(numbers.length / 2) },
    (_, index): Point2dMm => [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0],
  );
  return chain(corners, closed);
}

function ellipse(element: XmlElement, alongX: "r" | "rx", alongY: "r" | "ry"): Drawn {
  const [rx, ry] = [lengthIn(element, alongX) ?? 0, lengthIn(element, alongY) ?? 0];
  if (!(rx > 0) || !(ry > 0)) return { paths: [], fault: "has no radius" };
  const [cx, cy] = [lengthIn(element, "cx") ?? 0, lengthIn(element, "cy") ?? 0];
  const start: Point2dMm = [cx + rx, cy];
  const whole: FlatSegment = { kind: "arc", center: [cx, cy], p: [rx, 0], q: [0, ry], from: 0, sweep: 2 * Math.PI, to: start };
  return { paths: [{ start, segments: [whole], closed: true }] };
}

function rectangle(element: XmlElement): Drawn {
  const [width, height] = [lengthIn(element, "width") ?? 0, lengthIn(element, "height") ?? 0];
  if (!(width > 0) || !(height > 0)) return { paths: [], fault: "has no size" };
  const [x, y] = [lengthIn(element, "x") ?? 0, lengthIn(element, "y") ?? 0];
  const [givenX, givenY] = [lengthIn(element, "rx"), lengthIn(element, "ry")];
  const rx = Math.min(Math.max(givenX ?? givenY ?? 0, 0), width / 2);
  const ry = Math.min(Math.max(givenY ?? givenX ?? 0, 0), height / 2);
  const [right, bottom] = [x + width, y + height];
  if (rx === 0 || ry === 0)
    return chain(
      [
        [x, y],
        [right, y],
        [right, bottom],
        [x, bottom],
      ],
      true,
    );
  const bend = (from: Point2dMm, to: Point2dMm) => arcSegment(from, to, { rx, ry, turnDeg: 0, large: false, sweep: true });
  const segments: FlatSegment[] = [
    { kind: "line", to: [right - rx, y] },
    bend([right - rx, y], [right, y + ry]),
    { kind: "line", to: [right, bottom - ry] },
    bend([right, bottom - ry], [right - rx, bottom]),
    { kind: "line", to: [x + rx, bottom] },
    bend([x + rx, bottom], [x, bottom - ry]),
    { kind: "line", to: [x, y + ry] },
    bend([x, y + ry], [x + rx, y]),
  ];
  return { paths: [{ start: [x + rx, y], segments, closed: true }] };
}
