import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { onFace } from "../modelling/on-face";
import { XY_PLANE } from "../modelling/profile-face";
import { extrudeRegion } from "../modelling/region-sweeps";
import { offsetPlane, type RoledBody } from "../modelling/sweeps";
import { textOutline } from "../modelling/text-outline";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { combineBodies } from "./combine-bodies";

type Written = Pick<PartParams<"text">, "string" | "size" | "font">;

interface Roles {
  top: string;
  bottom: string;
  side: string;
}

/** One body a stroke of the text, from Z = `from` to `to`. */
function letterBodies(kernel: Kernel, own: Own, { string, size, font }: Written, from: number, to: number, names: Roles): RoledBody[] {
  const plane = offsetPlane(XY_PLANE, from);
  return textOutline(string, size, font).regions.map((region) => {
    const { shape, roles } = extrudeRegion(kernel, own, region, to - from, plane);
    return { shape, roles: roles.map((role) => (role === "top" || role === "bottom" ? names[role] : names.side)) };
  });
}

export function makeText(kernel: Kernel, params: PartParams<"text">): PartShape {
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, params.feature, params.at);
    for (const body of letterBodies(kernel, own, params, 0, params.h, { top: "top", bottom: "bottom", side: "side" })) assembly.add(body);
    return assembly.build("The text", "any");
  });
}

export function cutTextOn(kernel: Kernel, params: PartParams<"text_on">): PartShape {
  const { mode, depth, angle } = params;
  const raised = mode === "raised";
  return onFace(kernel, params, {
    what: "The text",
    kind: raised ? "fuse" : "cut",
    angle,
    draw: (own) => {
      const [first, ...others] = raised
        ? letterBodies(kernel, own, params, 0, depth, { top: "top", bottom: "foot", side: "side" })
        : letterBodies(kernel, own, params, -depth, OVERSHOOT_MM, { top: "mouth", bottom: "floor", side: "wall" });
      if (!first) throw new RangeError("A text without letters.");
      return others.length > 0 ? combineBodies(kernel, own, "fuse", first, others) : first;
    },
  });
}
