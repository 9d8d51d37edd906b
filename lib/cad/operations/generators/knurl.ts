import { frameDirections } from "@/lib/cad/kernel/face-geometry";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { add, multiply } from "@/lib/cad/kernel/vector";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { placeCopies } from "../modelling/place-copies";
import { circleLoop, type Loop, polar, polygonLoop } from "../modelling/region";
import { extrudeRegion } from "../modelling/region-sweeps";
import type { RoledBody } from "../modelling/sweeps";
import { PartModel } from "../selectors/part-model";
import { cylinderOn } from "./cylinder-face";
import { mustBeBelow, tidy } from "./refuse";

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

/** Takes a sleeve out of the shaft and puts a grooved one in: only exact cylinders and planes meet. */
export function cutKnurl(kernel: Kernel, params: PartParams<"knurl">): PartShape {
  const { feature, part, on, n, depth, style, from } = params;
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const { base, axis, radius, length: whole, inward, index } = cylinderOn(model, on);
    if (inward) throw invalidInput(`A knurl goes on the outside of a shaft; ${model.nameOf(index)} is the wall of a hole.`);
    mustBeBelow("depth", depth, radius / 2, "a quarter of the shaft's diameter");
    const length = params.length ?? whole;
    if (length > whole + 1e-6)
      throw invalidInput(`length is ${length} and must be at most ${whole}, the length of ${model.nameOf(index)}.`);
    const core = [circleLoop((radius - depth) * 0.9, "core")];
    const sleeve = extrudeRegion(kernel, own, { outer: circleLoop(radius), holes: core }, length);
    const grooved = extrudeRegion(kernel, own, { outer: groovedLoop(radius, n, depth, style), holes: core }, length);
    const by = { feature, age: nextAge([part]) };
    const { u } = frameDirections(axis);
    const start = from === "top" ? whole - length : 0;
    const frame = { origin: add(base, multiply(axis, start)), u, v: u, n: axis };
    const place = (body: RoledBody) => placeCopies(kernel, own, body, frame, [[0, 0]], by);
    const bored = combineParts(kernel, "cut", part, place(sleeve), by);
    try {
      const result = combineParts(kernel, "fuse", bored, place(grooved), by);
      checkResult(kernel, result, { what: "The knurl", before: part, volume: "less", solids: solidCount(kernel, part) });
      return result;
    } finally {
      freePart(bored);
    }
  });
}
