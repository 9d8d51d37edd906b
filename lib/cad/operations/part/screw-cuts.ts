import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import { cutModelledThreads } from "../generators/threads";
import type { PartParams } from "../implementation";
import { OVERSHOOT_MM, onFace, regionCut } from "../modelling/on-face";
import { polygonSegments } from "../modelling/polygon";
import { XY_PLANE } from "../modelling/profile-face";
import { regularPolygon } from "../modelling/profile-outline";
import { extrudeOutline, offsetPlane } from "../modelling/sweeps";
import { cutHole } from "./face-features";

/** A hole of the drill's size; its walls carry the thread as a note, as a drawing would, or the thread itself. */
export function cutTappedHole(kernel: Kernel, params: PartParams<"tapped_hole">): PartShape {
  const { feature, thread_d, pitch, thread_depth, designation, mode, hand: _, ...hole } = params;
  const { d, depth } = hole;
  if (d >= thread_d)
    throw invalidInput(`d is ${d} and must be less than thread_d, ${thread_d} mm.`, { feasible: { param: "d", max: thread_d } });
  if (d < thread_d - 2 * pitch) {
    throw invalidInput(`d is ${d} and must be at least ${thread_d - 2 * pitch}: a thread of pitch ${pitch} mm is not as deep as that.`);
  }
  if (depth !== undefined && thread_depth !== undefined && thread_depth > depth) {
    throw invalidInput(`thread_depth is ${thread_depth} and must be at most depth, ${depth} mm.`, {
      feasible: { param: "thread_depth", max: depth },
    });
  }
  if (mode === "modelled") return cutModelledThreads(kernel, params);
  const result = cutHole(kernel, { feature, ...hole });
  const reach = thread_depth ?? depth;
  const thread = { designation, diameter: thread_d, pitch, ...(reach === undefined ? {} : { depth: reach }) };
  const isWall = new RegExp(`^${feature}\\[\\d+\\]/wall(#\\d+)?$`);
  return { ...result, faces: result.faces.map((face) => (isWall.test(face.name) ? { ...face, thread } : face)) };
}

/**
 * A pocket that keeps a nut from turning. Pressed in from the face, or slid in from the side under `below` of
 * material; two flats then lie along the way in.
 */
export function cutNutTrap(kernel: Kernel, params: PartParams<"nut_trap">): PartShape {
  const { af, t, slide, below, angle } = params;
  if (below > 0 && !slide) throw invalidInput(`below is ${below} and must be 0 unless the nut slides in from the side.`);
  return onFace(kernel, params, {
    what: "The nut trap",
    kind: "cut",
    angle,
    drawFor: (own, behind, _, model) => {
      if (below + t >= behind) {
        throw invalidInput(`t is ${t} and must be less than ${behind - below}: the trap would go through the part.`, {
          feasible: { param: "t", max: behind - below },
        });
      }
      const hexagon = regularPolygon(6, af / Math.sqrt(3));
      if (!slide) return regionCut(kernel, own, [{ outer: polygonSegments(hexagon), holes: [] }], -t);
      const far = 2 * Math.hypot(...model.boundingBox().size) + OVERSHOOT_MM;
      const start = offsetPlane(XY_PLANE, below > 0 ? -below : OVERSHOOT_MM);
      const height = below > 0 ? t : t + OVERSHOOT_MM;
      const { shape, roles } = extrudeOutline(kernel, own, polygonSegments(openedHexagon(af, far)), start, -height);
      return { shape, roles: roles.map((role) => NAMES[role] ?? role.replace("side", "wall")) };
    },
  });
}

const NAMES: Record<string, string> = { top: "floor", bottom: "roof" };

/** A hexagon that runs on along +u as a slot of its own width. */
function openedHexagon(af: number, far: number): Point2dMm[] {
  const corner = af / Math.sqrt(3);
  return [
    [-corner / 2, -af / 2],
    [far, -af / 2],
    [far, af / 2],
    [-corner / 2, af / 2],
    [-corner, 0],
  ];
}
