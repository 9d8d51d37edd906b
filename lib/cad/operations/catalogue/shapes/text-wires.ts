import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { add, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, StepValue } from "../../implementation";
import { compoundOf } from "../../modelling/compound";
import { bare } from "../bare-shape";
import { wireThrough } from "../build-wire";
import { madeOfEach } from "../made-of-each";
import { layOutText, type TextParams } from "../text-layout";

const MAX_CHARACTERS = 2_000;

/** Strokes of each letter on the ground plane: text runs along X, and Z is up in it. */
function letterStrokes(params: TextParams): Vec3[][][] {
  const { length } = params.text;
  if (length > MAX_CHARACTERS) throw invalidInput(`text has ${length} characters and may have ${MAX_CHARACTERS}.`);
  const letters = layOutText(params);
  if (letters.length === 0) throw invalidInput("text has no letter that leaves a stroke.");
  return letters.map(({ strokes }) => strokes.map((stroke) => stroke.map(([x, z]): Vec3 => [x, 0, z])));
}

/** An open wire for each stroke, letter by letter. */
function textWires(kernel: Kernel, params: TextParams): PartShape[] {
  return madeOfEach(letterStrokes(params).flat(), (stroke) => kernel.scope((own) => bare(own, wireThrough(kernel, own, stroke, false))));
}

/** All wires in one compound, those of each letter in one of its own, and the size of the whole on X and Z. */
function textWiresWithData(kernel: Kernel, params: TextParams): StepValue {
  const letters = letterStrokes(params);
  return kernel.scope((own) => {
    const compounds = letters.map((strokes) => {
      const wires = strokes.map((stroke) => wireThrough(kernel, own, stroke, false));
      return compoundOf(kernel, own, wires);
    });
    const whole = compoundOf(kernel, own, compounds);
    const { min, max, size } = boundingBoxOf(kernel, whole);
    return {
      type: "text",
      name: "text",
      width: size[0],
      height: size[2],
      center: multiply(add(min, max), 0.5),
      compound: bare(own, whole),
      characters: compounds.map((compound, index) => ({ id: `char-${index}`, shapes: { compound: bare(own, compound) } })),
    };
  });
}

/** `occt.shapes.wire.*`: letters. */
export const TEXT_WIRES: CatalogueImplementations = {
  "occt.shapes.wire.textWires": textWires,
  "occt.shapes.wire.textWiresWithData": textWiresWithData,
};
