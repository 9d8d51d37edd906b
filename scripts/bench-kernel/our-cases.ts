import { readFile, writeFile } from "node:fs/promises";
import type { TopoDS_Wire } from "opencascade.js";
import { readStep } from "@/lib/cad/exchange/import-file";
import { writeStep } from "@/lib/cad/exchange/write-step";
import { axis3, direction, point, translation } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { freePart, isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, roughVolumeOf } from "@/lib/cad/kernel/properties";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import { checkResult, roughPartVolume } from "@/lib/cad/operations/modelling/checks";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import type { PlainStep } from "@/lib/contract/pipeline";
import { cpuMs } from "./cpu-time";
import { bracketSteps, LOFT_STEPS, plateLoopSteps, plateSteps, ROUNDED_BOX_STEPS, SHELL_STEPS } from "./modelling-steps";
import type { CaseResult } from "./protocol";
import { stepToGlb } from "./step-to-glb";

/** One repetition of a case. What it needs beforehand has been made. */
export type Repeat = () => Promise<CaseResult> | CaseResult;

const STEP_HEADER = { name: "part", timestamp: "2000-01-01T00:00:00Z" };
const NOTHING: CaseResult = { volume: 0, triangles: 0, bytes: 0 };

/** Prepares a case by its name and arguments, as native-peer.cpp does. */
export async function prepareCase(kernel: Kernel, name: string, args: readonly string[]): Promise<Repeat> {
  const [first = "", second = ""] = args;
  const modelled = MODELLED[name];
  if (modelled) {
    const steps = modelled(Number(first));
    return async () => ({ ...NOTHING, volume: await builtVolume(kernel, steps) });
  }
  switch (name) {
    case "thread":
      return () => ({ ...NOTHING, volume: threadVolume(kernel) });
    case "mesh": {
      const { shape } = await namedPart(kernel, first);
      return () => ({
        ...NOTHING,
        triangles: tessellate(kernel, shape, "normal").reduce((sum, { indices }) => sum + indices.length / 3, 0),
      });
    }
    case "step-write": {
      const { shape } = await namedPart(kernel, first);
      return () => ({ ...NOTHING, bytes: writeStep(kernel, shape, STEP_HEADER).length });
    }
    case "step-file": {
      const step = await copiesAsStep(kernel, Number(first));
      await writeFile(second, step);
      return () => ({ ...NOTHING, bytes: step.length });
    }
    case "step-read":
      return async () => ({ ...NOTHING, volume: readVolume(kernel, await readFile(first)) });
    case "step-to-glb":
      return async () => stepToGlb(kernel, await readFile(first), second, cpuMs);
    default:
      throw new Error(`no case ${name}`);
  }
}

const MODELLED: Record<string, (size: number) => PlainStep[]> = {
  plate: plateSteps,
  "plate-loop": plateLoopSteps,
  "rounded-box": () => ROUNDED_BOX_STEPS,
  bracket: bracketSteps,
  shell: () => SHELL_STEPS,
  loft: () => LOFT_STEPS,
};

async function builtVolume(kernel: Kernel, steps: readonly PlainStep[]): Promise<number> {
  const part = await runSteps(kernel, steps);
  const volume = roughPartVolume(kernel, part);
  freePart(part);
  return volume;
}

const parts = new Map<string, PartShape>();

/** `bracket` or `plate-N`, built once. */
export async function namedPart(kernel: Kernel, name: string): Promise<PartShape> {
  const known = parts.get(name);
  if (known) return known;
  const built = await runSteps(kernel, name === "bracket" ? bracketSteps() : plateSteps(Number(name.replace("plate-", ""))));
  if (!isPartShape(built)) throw new Error(`${name} is no part`);
  parts.set(name, built);
  return built;
}

/** Copies of the plate with 200 holes, each with geometry of its own, 0.8 MB a copy: a file of any size. */
async function copiesAsStep(kernel: Kernel, copies: number): Promise<Uint8Array> {
  const { shape } = await namedPart(kernel, "plate-200");
  return kernel.scope((own) => {
    const { oc } = kernel;
    const compound = own(new oc.TopoDS_Compound());
    const builder = own(new oc.TopoDS_Builder());
    builder.MakeCompound(compound);
    for (let copy = 0; copy < copies; copy++) {
      const moved = own(new oc.BRepBuilderAPI_Transform(shape, translation(kernel, own, [0, 0, 10 * copy]), true, false));
      builder.Add(compound, own(moved.Shape()));
    }
    return writeStep(kernel, compound, STEP_HEADER);
  });
}

/** A thread-like pipe: a triangle along a helix of five turns. */
function threadVolume(kernel: Kernel): number {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const [pitch, turns, radius] = [2, 5, 10];
    const pipe = own(new oc.BRepOffsetAPI_MakePipeShell(helix(kernel, own, pitch, turns, radius)));
    pipe.SetMode(direction(kernel, own, [0, 0, 1]));
    const profile = triangleWire(kernel, own, [
      [radius - 0.1, 0, -0.7],
      [radius + 1, 0, 0],
      [radius - 0.1, 0, 0.7],
    ]);
    pipe.Add(profile, false, false);
    pipe.Build(own(new oc.Message_ProgressRange()));
    if (!pipe.MakeSolid()) throw new Error("the pipe does not close");
    const part = { shape: own(pipe.Shape()), faces: [] };
    checkResult(kernel, part, { what: "The thread", solids: 1 });
    return roughPartVolume(kernel, part);
  });
}

function triangleWire(kernel: Kernel, own: Own, corners: readonly Vec3[]): TopoDS_Wire {
  const { oc } = kernel;
  const maker = own(new oc.BRepBuilderAPI_MakeWire());
  for (const [index, corner] of corners.entries()) {
    const next = corners[(index + 1) % corners.length] ?? corner;
    maker.Add(own(own(new oc.BRepBuilderAPI_MakeEdge(point(kernel, own, corner), point(kernel, own, next))).Edge()));
  }
  return own(maker.Wire());
}

function helix(kernel: Kernel, own: Own, pitch: number, turns: number, radius: number) {
  const { oc } = kernel;
  const surface = own(new oc.Geom_CylindricalSurface(axis3(kernel, own, [0, 0, 0], [0, 0, 1], [1, 0, 0]), radius));
  const line = own(new oc.Geom2d_Line(own(new oc.gp_Pnt2d(0, 0)), own(new oc.gp_Dir2d(2 * Math.PI, pitch))));
  const length = Math.hypot(2 * Math.PI, pitch) * turns;
  const edge = own(own(new oc.BRepBuilderAPI_MakeEdge(line, surface, 0, length)).Edge());
  oc.BRepLib.BuildCurves3d(edge);
  return own(own(new oc.BRepBuilderAPI_MakeWire(edge)).Wire());
}

function readVolume(kernel: Kernel, content: Uint8Array): number {
  return kernel.scope((own) => {
    const shape = own(readStep(kernel, content));
    isValid(kernel, shape);
    // As the native side integrates.
    return roughVolumeOf(kernel, shape);
  });
}
