import type { Point2dMm } from "@/lib/contract/geometry";
import type { FlatSegment } from "../flat-path";

/** An arc as SVG describes it: by the ellipse's form and which of the four possible arcs is meant. */
export interface EndpointArc {
  rx: number;
  ry: number;
  /** Of the ellipse's first axis from X. */
  turnDeg: number;
  large: boolean;
  sweep: boolean;
}

/** The arc between two points, from its ends to its centre (SVG 1.1, appendix F.6); radii that are too small grow. */
export function arcSegment(from: Point2dMm, to: Point2dMm, { rx, ry, turnDeg, large, sweep }: EndpointArc): FlatSegment {
  let [a, b] = [Math.abs(rx), Math.abs(ry)];
  if (a < 1e-12 || b < 1e-12 || Math.hypot(to[0] - from[0], to[1] - from[1]) < 1e-12) return { kind: "line", to };
  const turn = (turnDeg * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  // Half the chord in the ellipse's own axes.
  const [u, v] = [(from[0] - to[0]) / 2, (from[1] - to[1]) / 2];
  const [x, y] = [cosine * u + sine * v, cosine * v - sine * u];
  const reach = (x / a) ** 2 + (y / b) ** 2;
  if (reach > 1) [a, b] = [a * Math.sqrt(reach), b * Math.sqrt(reach)];
  const square = Math.max(0, (a * b) ** 2 - (a * y) ** 2 - (b * x) ** 2) / ((a * y) ** 2 + (b * x) ** 2);
  const factor = (large === sweep ? -1 : 1) * Math.sqrt(square);
  const [cx, cy] = [(factor * a * y) / b, (-factor * b * x) / a];
  const start = Math.atan2((y - cy) / b, (x - cx) / a);
  const end = Math.atan2((-y - cy) / b, (-x - cx) / a);
  const whole = 2 * Math.PI;
  const forwards = (((end - start) % whole) + whole) % whole;
  return {
    kind: "arc",
    center: [cosine * cx - sine * cy + (from[0] + to[0]) / 2, sine * cx + cosine * cy + (from[1] + to[1]) / 2],
    p: [a * cosine, a * sine],
    q: [-b * sine, b * cosine],
    from: start,
    sweep: sweep ? forwards : forwards - whole,
    to,
  };
}
