import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Point2dMm } from "@/lib/contract/geometry";
import { XY_PLANE } from "../modelling/profile-face";
import { regularPolygon } from "../modelling/profile-outline";
import { circleLoop, type Loop, polygonLoop, type Region } from "../modelling/region";
import { extrudeRegion, revolveRegion } from "../modelling/region-sweeps";
import { offsetPlane, type RoledBody } from "../modelling/sweeps";

/** A region raised from Z = `from` to `to`. */
export function raised(kernel: Kernel, own: Own, region: Region, from: number, to: number): RoledBody {
  return extrudeRegion(kernel, own, region, to - from, offsetPlane(XY_PLANE, from));
}

/** A loop without holes, raised from Z = `from` to `to`. */
export function prism(kernel: Kernel, own: Own, outer: Loop, from: number, to: number): RoledBody {
  return raised(kernel, own, { outer, holes: [] }, from, to);
}

export function rod(kernel: Kernel, own: Own, d: number, from: number, to: number, role = "side"): RoledBody {
  return prism(kernel, own, circleLoop(d / 2, role), from, to);
}

/** A hexagon across flats, a flat facing front. */
export function hexLoop(af: number): Loop {
  return polygonLoop(regularPolygon(6, af / 2 / Math.cos(Math.PI / 6)));
}

/** A polygon of (radius, z) corners turned about Z; each corner with the role of the side that starts there. */
export function turnedBody(kernel: Kernel, own: Own, corners: readonly (readonly [number, number, string])[]): RoledBody {
  const points = corners.map(([r, z]): Point2dMm => [r, z]);
  const roles = corners.map(([, , role]) => role);
  return revolveRegion(kernel, own, { outer: polygonLoop(points, roles), holes: [] });
}
