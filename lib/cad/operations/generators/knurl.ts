import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { circleLoop, type Loop, polar, polygonLoop } from "../modelling/region";
import { extrudeRegion } from "../modelling/region-sweeps";
import { PartModel } from "../selectors/part-model";
import { cylinderOn } from "./cylinder-face";
import { mustBeBelow, tidy } from "./refuse";
import { stretchOf, swapSleeve } from "./sleeve";

/** V-grooves from crest to crest, or round flutes whose circles are centred on the shaft's surface. */
function groovedLoop(radius: number, n: number, depth: number, style: "straight" | "flutes"): Loop {
  const step = (2 * Math.PI) / n;
  if (style === "straight") {
    const corners = Array.from({ length: n }, (_, index) => [
      polar(radius, index * step),
      polar(radius - depth, (index + 0.5) * step),
    ]).flat();
    return polygonLoop(
      corners,
      corners.map((_, index) => `flank[${index + 1}]`),
    );
  }
  // A circle of radius `depth` about a point of the surface meets it at this angle from the centre.
  const half = 2 * Math.asin(depth / (2 * radius));
  if (half >= step / 2)
    throw invalidInput(`depth is ${depth} and must be less than ${tidy(2 * radius * Math.sin(step / 4))}, or the flutes meet.`);
  return Array.from({ length: n }, (_, index): Loop => {
    const middle = index * step;
    return [
      {
        kind: "arc",
        from: polar(radius, middle - half),
        via: polar(radius - depth, middle),
        to: polar(radius, middle + half),
        role: `flute[${index + 1}]`,
      },
      {
        kind: "arc",
        from: polar(radius, middle + half),
        via: polar(radius, middle + step / 2),
        to: polar(radius, middle + step - half),
        role: `land[${index + 1}]`,
      },
    ];
  }).flat();
}

export function cutKnurl(kernel: Kernel, { feature, part, on, n, depth, style, length: wanted, from }: PartParams<"knurl">): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const cylinder = cylinderOn(model, on);
    const { radius, inward, index } = cylinder;
    if (inward) throw invalidInput(`A knurl goes on the outside of a shaft; ${model.nameOf(index)} is the wall of a hole.`);
    mustBeBelow("depth", depth, radius / 2, "a quarter of the shaft's diameter");
    const { start, length } = stretchOf(model, cylinder, wanted, from);
    const core = [circleLoop((radius - depth) * 0.9, "core")];
    const plain = extrudeRegion(kernel, own, { outer: circleLoop(radius), holes: core }, length);
    const shaped = extrudeRegion(kernel, own, { outer: groovedLoop(radius, n, depth, style), holes: core }, length);
    return swapSleeve(kernel, own, { feature, part }, cylinder, { start, plain, shaped }, { what: "The knurl", volume: "less" });
  });
}
