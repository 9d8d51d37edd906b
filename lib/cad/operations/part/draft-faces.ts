import { direction, point } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { multiply } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

/** Leans plane and round faces; every face keeps its name. Faces that run on smoothly into a chosen one lean too. */
export function draftFaces(kernel: Kernel, { feature, part, faces, angle, neutral }: PartParams<"draft">): PartShape {
  if (Math.abs(angle) < 1e-3) throw invalidInput(`angle is ${angle} and must not be 0.`);
  return kernel.scope((own) => {
    const { oc } = kernel;
    const model = new PartModel(kernel, own, part);
    const [base, ...others] = selectFaces(model, neutral);
    if (base === undefined || others.length > 0) throw invalidInput(`neutral selects ${others.length + 1} faces and must select one.`);
    const { normal, origin, type } = model.face(base);
    if (!normal || !origin) throw invalidInput(`neutral must be a plane face; ${model.nameOf(base)} is a ${type}.`);
    const pull = direction(kernel, own, multiply(normal, -1));
    const plane = own(new oc.gp_Pln(point(kernel, own, origin), pull));
    const maker = own(new oc.BRepOffsetAPI_DraftAngle(part.shape));
    try {
      for (const index of selectFaces(model, faces)) {
        if (index === base) throw invalidInput(`faces holds ${model.nameOf(index)}, which is the neutral face.`);
        maker.Add(model.faceHandle(index), pull, degToRad(angle), plane, true);
        if (!maker.AddDone())
          throw invalidInput(`${model.nameOf(index)} can't lean by ${angle}°: it is no plane or round face along the draft.`);
      }
      maker.Build(own(new oc.Message_ProgressRange()));
    } catch (error) {
      throw toKernelError(oc, error, { operation: "The draft" });
    }
    if (!maker.IsDone())
      throw new KernelError(`A draft of ${angle}° does not fit here: the faces would run out.`, { kernelStatus: "not done" });
    const shape = own(maker.Shape());
    const claims = part.faces.map(({ face, age = 0, ...named }) => ({ ...named, age, face: own(maker.ModifiedShape(face)) }));
    const result = { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, { feature, age: nextAge([part]) }) };
    checkResult(kernel, result, { what: "The draft", before: part, volume: "changed", solids: solidCount(kernel, part) });
    return result;
  });
}
