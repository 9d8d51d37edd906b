import type { Point2dMm } from "@/lib/contract/geometry";

/** A piece of a flat drawing, as DXF has it: angles in degrees, arcs anticlockwise from start to end. */
export type DxfSegment =
  | { kind: "line"; start: Point2dMm; end: Point2dMm }
  | { kind: "arc"; center: Point2dMm; radius: number; startAngle: number; endAngle: number }
  | { kind: "circle"; center: Point2dMm; radius: number }
  /** A bulge belongs to the side that begins at its point: the tangent of a quarter of the arc's angle. */
  | { kind: "polyline"; points: Point2dMm[]; closed: boolean; bulges?: number[] | undefined }
  | { kind: "spline"; controlPoints: Point2dMm[]; degree: number; closed: boolean };

/** What lies on one layer in one colour. */
export interface DxfLayer {
  layer: string;
  /** `#rrggbb` */
  color: string;
  segments: DxfSegment[];
}
