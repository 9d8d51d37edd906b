import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import type { PartParams } from "../implementation";
import { draftSides } from "../modelling/draft-sides";
import { drawOutline, type SketchPlane, XY_PLANE, XZ_PLANE } from "../modelling/profile-face";
import { outlineOf, regionsOf } from "../modelling/profile-outline";
import { extrudeRegions, leastRadius, offsetPlane, type RoledBody, revolveRegion, segmentsOf } from "../modelling/sweeps";
import { namedBody } from "./bodies";

const PLANES: Record<"xy" | "xz" | "yz", SketchPlane> = {
  xy: XY_PLANE,
  xz: XZ_PLANE,
  yz: { origin: [0, 0, 0], u: [0, 1, 0], v: [0, 0, 1] },
};

/** A drafted extrusion keeps the profile's size in its plane, also where it grows to both sides of it. */
export function makeExtrusion(kernel: Kernel, { feature, profile, h, plane, symmetric, draft, at }: PartParams<"extrude">): PartShape {
  const regions = regionsOf(profile);
  return kernel.scope((own) => {
    const start = symmetric ? offsetPlane(PLANES[plane], -h / 2) : PLANES[plane];
    const body = extrudeRegions(kernel, own, regions, start, h);
    const drafted = draft === 0 ? body : draftSides(kernel, own, body, { neutral: PLANES[plane], angleDeg: draft });
    return namedBody(kernel, own, drafted, feature, at, undefined, regions.length);
  });
}

export function makeRevolution(kernel: Kernel, { feature, profile, angle, at }: PartParams<"revolve">): PartShape {
  const turn = Math.abs(angle);
  if (turn < 1e-6 || turn > 360) throw invalidInput(`A profile can be turned by more than 0° and up to 360°, not by ${angle}°.`);
  const [region, ...others] = regionsOf(profile);
  if (!region || others.length > 0) throw invalidInput(`A revolved profile is one outline, not ${others.length + 1}.`);
  const least = leastRadius(region.outer);
  if (least < -1e-9) {
    throw invalidInput(`The profile reaches ${-least} mm beyond the axis it is turned about; its u must be 0 or more.`);
  }
  return kernel.scope((own) => {
    const roles = segmentsOf(region).map((_, index) => `side[${index + 1}]`);
    return namedBody(kernel, own, revolveRegion(kernel, own, region, roles, turn), feature, at);
  });
}

export function makeLoft(kernel: Kernel, { feature, sections, ruled, at }: PartParams<"loft">): PartShape {
  for (const [index, { z }] of sections.entries()) {
    const below = sections[index - 1];
    if (below && z - below.z < 0.01) {
      throw invalidInput(`The sections of a loft rise: section ${index + 1} lies at ${z} mm, the one before it at ${below.z} mm.`);
    }
  }
  return kernel.scope((own) => namedBody(kernel, own, loft(kernel, own, sections, ruled), feature, at));
}

function loft(kernel: Kernel, own: Own, sections: PartParams<"loft">["sections"], ruled: boolean): RoledBody {
  const maker = own(new kernel.oc.BRepOffsetAPI_ThruSections(true, ruled, 1e-6));
  maker.CheckCompatibility(true);
  for (const { profile, z } of sections) {
    maker.AddWire(drawOutline(kernel, own, outlineOf(profile), offsetPlane(XY_PLANE, z)).wire);
  }
  maker.Build(own(new kernel.oc.Message_ProgressRange()));
  if (!maker.IsDone()) throw new KernelError("These sections could not be joined by a loft.", { kernelStatus: "not done" });
  const shape = own(maker.Shape());
  const bottom = own(maker.FirstShape());
  const top = own(maker.LastShape());
  return { shape, roles: loftRoles(kernel, own, shape, bottom, top) };
}

/** The ends come from the algorithm; the sides are numbered as the kernel lists them, which follows the first section. */
function loftRoles(kernel: Kernel, own: Own, shape: TopoDS_Shape, bottom: TopoDS_Shape, top: TopoDS_Shape): string[] {
  let side = 0;
  return facesOf(kernel, own, shape).map((face) => {
    if (isEnd(kernel, own, face, bottom)) return "bottom";
    if (isEnd(kernel, own, face, top)) return "top";
    side += 1;
    return `side[${side}]`;
  });
}

/** The algorithm's ends are faces, or the wires of the end sections. */
function isEnd(kernel: Kernel, own: Own, face: TopoDS_Shape, end: TopoDS_Shape): boolean {
  if (face.IsSame(end)) return true;
  const boundary = explore(kernel, own, end, "TopAbs_EDGE");
  const edges = explore(kernel, own, face, "TopAbs_EDGE");
  return edges.length === boundary.length && edges.every((edge) => boundary.some((candidate) => candidate.IsSame(edge)));
}
