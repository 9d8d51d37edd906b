import type { TopAbs_ShapeEnum, TopoDS_Shape } from "opencascade.js";
import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { countOf, explore, toList } from "@/lib/cad/kernel/topology";
import { add, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../implementation";
import { runBoolean } from "../modelling/booleans";
import { located } from "../modelling/place-copies";
import { checked } from "./bare-shape";
import { faceOf } from "./build-face";
import { wireThrough } from "./build-wire";
import { groundAxes } from "./ground-axes";
import { kindOf } from "./kind-of";
import { madeOfEach } from "./made-of-each";
import type { OfShape, OfShapes } from "./params";

interface SplitParams extends OfShape, OfShapes {
  localFuzzyTolerance: number;
}

/** The pieces into which `shapes` divide `shape`: solids of a solid, faces of a shell, edges of a wire. */
function splitShapeWithShapes(kernel: Kernel, { shape, shapes, localFuzzyTolerance }: SplitParams): PartShape[] {
  const { oc } = kernel;
  return kernel.scope((own) => {
    const splitter = own(new oc.BRepAlgoAPI_Splitter());
    own({ delete: () => splitter.Clear() });
    try {
      splitter.SetArguments(toList(kernel, own, [shape.shape]));
      splitter.SetTools(
        toList(
          kernel,
          own,
          shapes.map((tool) => tool.shape),
        ),
      );
      // Whatever the parameter says: the inputs belong to other steps and may be used again.
      splitter.SetNonDestructive(true);
      splitter.SetFuzzyValue(localFuzzyTolerance);
      splitter.Build(own(new oc.Message_ProgressRange()));
    } catch (error) {
      throw toKernelError(oc, error, { operation: "The split" });
    }
    if (!splitter.IsDone()) throw new KernelError("The shape could not be split.", { kernelStatus: "not done" });
    const pieces = explore(kernel, own, own(splitter.Shape()), pieceType(kernel, shape.shape));
    return madeOfEach(pieces, (piece) => checked(kernel, own, piece, "The split"));
  });
}

function pieceType(kernel: Kernel, shape: TopoDS_Shape): TopAbs_ShapeEnum {
  if (countOf(kernel, shape, "TopAbs_SOLID") > 0) return "TopAbs_SOLID";
  return countOf(kernel, shape, "TopAbs_FACE") > 0 ? "TopAbs_FACE" : "TopAbs_EDGE";
}

/** Booleans with more tools than this take minutes. */
const MAX_SLICES = 1_000;

/** Plane cuts through the solids of a shape, `step` apart along `direction`, the first at its lowest point. */
function slice(kernel: Kernel, { shape, step, direction }: OfShape & { step: number; direction: Vec3 }): PartShape {
  if (!(step > 0)) throw invalidInput(`step is ${step} and must be more than 0.`);
  return sliceAt(kernel, shape, direction, (extent) => {
    const count = Math.ceil(extent / step - 1e-9);
    if (count > MAX_SLICES) throw invalidInput(`step is ${step}, which makes ${count} slices; at most ${MAX_SLICES} are made.`);
    return Array.from({ length: count }, (_, index) => index * step);
  });
}

/** As `slice`, with the steps of a list in turn, from its beginning again when they are used up. */
function sliceInStepPattern(kernel: Kernel, { shape, steps, direction }: OfShape & { steps: number[]; direction: Vec3 }): PartShape {
  const wrong = steps.findIndex((step) => !(step > 0));
  if (wrong >= 0) throw invalidInput(`steps[${wrong}] is ${steps[wrong]} and must be more than 0.`);
  if (steps.length === 0) throw invalidInput("steps is empty and must hold at least 1 number.");
  return sliceAt(kernel, shape, direction, (extent) => {
    const heights: number[] = [];
    for (let height = 0; height < extent - 1e-9 * extent; height += steps[(heights.length - 1) % steps.length] ?? extent) {
      if (heights.length === MAX_SLICES) throw invalidInput(`steps make more than ${MAX_SLICES} slices.`);
      heights.push(height);
    }
    return heights;
  });
}

function sliceAt(kernel: Kernel, { shape }: PartShape, direction: Vec3, heightsOf: (extent: number) => number[]): PartShape {
  if (countOf(kernel, shape, "TopAbs_SOLID") === 0)
    throw invalidInput(`shape is a ${kindOf(shape.ShapeType())} without solids and must have one.`);
  return kernel.scope((own) => {
    const up = normalize(direction);
    const { x, z } = groundAxes(up);
    const frame = placement(kernel, own, [0, 0, 0], up, x);
    frame.Invert();
    // In the frame, its third axis runs along the direction, the first along x and the second along direction × x = −z.
    const { min, max, size } = boundingBoxOf(kernel, located(kernel, own, shape, frame));
    const margin = Math.hypot(...size) * 0.1;
    const heights = heightsOf(size[2]);
    const planes = heights.map((height) => {
      const at = (a: number, b: number): Vec3 => add(multiply(up, min[2] + height), add(multiply(x, a), multiply(z, -b)));
      const [left, right, near, far] = [min[0] - margin, max[0] + margin, min[1] - margin, max[1] + margin];
      return squareFace(kernel, own, [at(left, near), at(right, near), at(right, far), at(left, far)]);
    });
    const { shape: cuts } = runBoolean(kernel, own, "common", [shape], planes, { merge: false });
    return checked(kernel, own, cuts, "The slicing");
  });
}

function squareFace(kernel: Kernel, own: Own, corners: Vec3[]): TopoDS_Shape {
  return own(faceOf(kernel, own, wireThrough(kernel, own, corners, true), true).shape);
}

/** `occt.operations.*` that cut. */
export const CUTS: CatalogueImplementations = {
  "occt.operations.slice": slice,
  "occt.operations.sliceInStepPattern": sliceInStepPattern,
  "occt.operations.splitShapeWithShapes": splitShapeWithShapes,
};
