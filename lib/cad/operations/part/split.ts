import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { type NamedBy, nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult } from "../modelling/checks";
import { compoundOf } from "../modelling/compound";
import { partAbove, partBelow } from "../modelling/plane-cut";
import { planeOf } from "../modelling/planes";

/** Both halves stay where they are; as one part of several bodies when both are kept. */
export function splitPart(kernel: Kernel, { feature, part, plane, keep }: PartParams<"split">): PartShape {
  return kernel.scope((own) => {
    const { origin, normal } = planeOf(plane);
    const by: NamedBy = { feature, age: nextAge([part]) };
    const half = (cut: typeof partAbove) => {
      const result = cut(kernel, own, part, origin, normal, by);
      checkResult(kernel, result, { what: "The split", before: part, volume: "less" });
      return result;
    };
    if (keep !== "both") return half(keep === "positive" ? partAbove : partBelow);
    const halves = [half(partAbove), half(partBelow)];
    try {
      const shapes = halves.map(({ shape }) => shape);
      const shape = compoundOf(kernel, own, shapes);
      const claims = halves.flatMap(({ faces }) => faces.map(({ age = 0, ...face }) => ({ ...face, age })));
      return { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
    } finally {
      for (const one of halves) freePart(one);
    }
  });
}
