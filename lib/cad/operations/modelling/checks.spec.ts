import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { facesOf } from "@/lib/cad/kernel/topology";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import type { PlainStep } from "@/lib/contract/pipeline";
import { box, face, feature, TOP } from "../spec-part";
import { faultOf, roughPartVolume } from "./checks";
import { compoundOf } from "./compound";
import { faceChange, isClosedSkin, skinBetween } from "./face-change";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

const hole = (id: string, x: number, on = TOP): PlainStep => feature("hole", { feature: id, on, d: 4, at: [[x, 0]], depth: 5 });
/** Enough faces that most are left alone by one more feature. */
const STEPS = [box(60, 40, 20), hole("h1", -20), hole("h2", 0), hole("h3", 0, face({ at: "front" }))];

describe("checking what a step changed", () => {
  it("gives the volume of the whole, which the whole check finds sound", async () => {
    const chain: PlainStep[] = [...STEPS];
    let expected = 60 * 40 * 20 - 3 * Math.PI * 4 * 5;
    for (const [index, x] of [-10, 10, 20].entries()) {
      chain.push(hole(`more${index}`, x));
      expected -= Math.PI * 4 * 5;
      const part = await runSteps(kernel, chain);
      expect(roughPartVolume(kernel, part) / expected).toBeCloseTo(1, 9);
      expect(volumeOf(kernel, part.shape) / expected).toBeCloseTo(1, 11);
      expect(isValid(kernel, part.shape)).toBe(true);
    }
  });

  it("finds the skin of a blind hole closed, and of a body with a missing face open", async () => {
    const before = await runSteps(kernel, STEPS);
    const after = await runSteps(kernel, [...STEPS, hole("h4", 20)]);
    kernel.scope((own) => {
      // The two were built apart, so every face differs: both skins together are closed all the same.
      expect(isClosedSkin(kernel, own, skinBetween(own, faceChange(kernel, before, after)))).toBe(true);
      const faces = facesOf(kernel, own, after.shape);
      expect(isClosedSkin(kernel, own, faces)).toBe(true);
      for (const missing of faces.keys()) expect(isClosedSkin(kernel, own, faces.toSpliced(missing, 1))).toBe(false);
    });
  });

  it("refuses a step that left a hole in the skin, or a face turned over", async () => {
    const before = await runSteps(kernel, STEPS);
    expect(faultOf(kernel, before, { what: "The part" })).toBeNull();
    kernel.scope((own) => {
      const handles = before.faces.map(({ face: handle }) => handle);
      const built = (faces: PartShape["faces"]): PartShape => {
        const builder = own(new kernel.oc.TopoDS_Builder());
        const shell = own(new kernel.oc.TopoDS_Shell());
        builder.MakeShell(shell);
        for (const { face: handle } of faces) builder.Add(shell, handle);
        const solid = own(new kernel.oc.TopoDS_Solid());
        builder.MakeSolid(solid);
        builder.Add(solid, shell);
        return { shape: solid, faces };
      };
      expect(handles.length).toBeGreaterThan(8);
      const open = built(before.faces.slice(1));
      expect(faultOf(kernel, open, { what: "The cut", before, volume: "changed" })?.message).toBe("The cut does not give a valid solid.");
      const [first, ...rest] = before.faces;
      if (!first) throw new Error("no face");
      const turned = built([{ ...first, face: own(kernel.oc.TopoDS.Face(own(first.face.Reversed()))) }, ...rest]);
      expect(faultOf(kernel, turned, { what: "The cut", before, volume: "changed" })?.message).toBe("The cut does not give a valid solid.");
      expect(isValid(kernel, compoundOf(kernel, own, handles))).toBe(true);
    });
  });
});
