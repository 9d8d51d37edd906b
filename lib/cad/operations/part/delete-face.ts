import { readBrep, writeBrep } from "@/lib/cad/exchange/brep";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { OperationContext, PartParams } from "../implementation";
import { type Claim, nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult, partVolume, solidCount } from "../modelling/checks";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

/** Removes faces and heals the part in the exchange kernel, the only one that can; names come back by its history. */
export async function deleteFaces(
  kernel: Kernel,
  { feature, part, faces }: PartParams<"delete_face">,
  context: OperationContext,
): Promise<PartShape> {
  const selected = kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const indexes = selectFaces(model, faces);
    if (indexes.length >= model.faceCount) throw invalidInput("faces selects every face of the part; nothing would be left.");
    return { indexes, names: indexes.map((index) => model.nameOf(index)) };
  });
  const exchange = await context.exchange();
  const { brep, origins } = exchange.removeFaces(new TextDecoder().decode(writeBrep(kernel, part.shape)), selected.indexes);
  const healed = readBrep(kernel, brep);
  try {
    return named(kernel, part, healed, origins, { feature, names: selected.names });
  } finally {
    freePart(healed);
  }
}

function named(
  kernel: Kernel,
  part: PartShape,
  healed: PartShape,
  origins: readonly number[][],
  { feature, names }: { feature: string; names: string[] },
): PartShape {
  return kernel.scope((own) => {
    const solids = solidCount(kernel, part);
    const claims = facesOf(kernel, own, healed.shape).flatMap((face, index): Claim[] =>
      (origins[index] ?? []).flatMap((source) => {
        const known = part.faces[source];
        return known ? [{ ...known, age: known.age ?? 0, face }] : [];
      }),
    );
    const copy = own(healed.shape.Located(own(new kernel.oc.TopLoc_Location()), false));
    const result = { shape: own.release(copy), faces: nameFaces(kernel, own, copy, claims, { feature, age: nextAge([part]) }) };
    // Where the neighbours don't meet, the algorithm says that it is done and gives the part back as it was.
    if (Math.abs(partVolume(kernel, result) / partVolume(kernel, part) - 1) < 1e-9) {
      freePart(result);
      throw new KernelError(`${names.join(", ")} can't be removed: the faces around don't meet without it.`);
    }
    checkResult(kernel, result, { what: "Removing the faces", before: part, volume: "changed", solids });
    return result;
  });
}
