import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, roughVolumeOf } from "@/lib/cad/kernel/properties";
import { faceAmounts, hasElementaryFaces } from "@/lib/cad/kernel/shape-integrals";
import { countOf } from "@/lib/cad/kernel/topology";
import { compoundOf } from "./compound";
import { faceChange, isClosedSkin, skinBetween } from "./face-change";

/** Faces that a part may have: beyond it booleans take minutes. */
export const MAX_FACES = 20_000;

/** Volume of a part, mm³, as exact as `volumeOf`; measured once a shape. */
export function partVolume(kernel: Kernel, part: PartShape): number {
  return faceAmounts(kernel, part.shape)?.volume.amount ?? roughPartVolume(kernel, part);
}

export interface Expectation {
  /** For the message: "The cut", "The fillet". */
  what: string;
  /** The part before, and which way its volume must have gone. */
  before?: PartShape;
  volume?: "more" | "less" | "changed" | "positive";
  /** Exactly so many bodies; by default any number. */
  solids?: number;
}

/**
 * Judges a result by what can be measured; "done" from the kernel is not evidence.
 * @throws KernelError when it is not valid, has the wrong number of bodies, or its volume did not go the right way
 */
export function checkResult(kernel: Kernel, part: PartShape, expected: Expectation): void {
  const fault = faultOf(kernel, part, expected);
  if (fault) throw new KernelError(fault.message, { kernelStatus: fault.status });
}

/** The fault that `checkResult` would throw, or null. */
export function faultOf(kernel: Kernel, part: PartShape, expected: Expectation): { message: string; status: string } | null {
  const { what, solids, before } = expected;
  if (part.shape.IsNull()) return { message: `${what} gave no shape.`, status: "null shape" };
  if (part.faces.length > MAX_FACES) {
    return { message: `${what} gives a part of ${part.faces.length} faces; the limit is ${MAX_FACES}.`, status: "too many faces" };
  }
  const isSound = (before && isSoundChange(kernel, before, part)) || isValid(kernel, part.shape);
  if (!isSound) return { message: `${what} does not give a valid solid.`, status: "BRepCheck: not valid" };
  sound.add(part.shape);
  const count = countOf(kernel, part.shape, "TopAbs_SOLID");
  if (count === 0) return { message: `${what} leaves nothing.`, status: "no solid" };
  if (solids !== undefined && count !== solids) {
    return { message: `${what} leaves ${count} separate bodies where there should be ${solids}.`, status: `${count} solids` };
  }
  return volumeFault(kernel, part, expected);
}

/** Parts found sound: as a whole, or by steps from one that was. Measuring checks the finished part as a whole. */
const sound = new WeakSet<TopoDS_Shape>();

export function isSound({ shape }: PartShape): boolean {
  return sound.has(shape);
}

/** Notes what a merge of sound parts has shown of its result. */
export function noteSound({ shape }: PartShape, roughVolume: number): void {
  sound.add(shape);
  roughVolumes.set(shape, roughVolume);
}

/**
 * True when a step left a sound part sound by what it changed alone, where that is the smaller share: an operation on a part
 * of many faces leaves most of them as they were. False tells nothing. Takes the volume on the way.
 */
function isSoundChange(kernel: Kernel, before: PartShape, after: PartShape): boolean {
  if (!isSound(before)) return false;
  const change = faceChange(kernel, before, after);
  if (2 * change.added.length > after.faces.length) return false;
  return kernel.scope((own) => {
    const skin = skinBetween(own, change);
    if (!isSoundSkin(kernel, own, skin, change.added)) return false;
    const difference = roughVolumeOf(kernel, compoundOf(kernel, own, skin));
    roughVolumes.set(after.shape, roughPartVolume(kernel, before) + difference);
    return true;
  });
}

/** Whether the skin of a change is closed, and those of its faces sound that nothing has checked yet. */
export function isSoundSkin(kernel: Kernel, own: Own, skin: readonly TopoDS_Shape[], unchecked: readonly TopoDS_Face[]): boolean {
  if (!isClosedSkin(kernel, own, skin)) return false;
  return unchecked.length === 0 || isValid(kernel, compoundOf(kernel, own, unchecked));
}

function volumeFault(kernel: Kernel, part: PartShape, { what, before, volume = "positive" }: Expectation) {
  const rough = roughPartVolume(kernel, part);
  if (!Number.isFinite(rough) || rough <= 0) return { message: `${what} leaves no volume.`, status: `volume ${rough}` };
  if (!before || volume === "positive" || clearlyWent(kernel, volume, before, part)) return null;
  const after = partVolume(kernel, part);
  const start = partVolume(kernel, before);
  // Below the integration's own noise nothing can be told.
  if (went(volume, after - start, 1e-10 * start + 1e-10)) return null;
  const words = { more: "adds nothing to the part", less: "removes nothing from the part", changed: "changes nothing" };
  return { message: `${what} ${words[volume]}.`, status: `volume ${start} to ${after}` };
}

/** How far the kernel's plain integration may be off: on any surfaces, and on planes, cylinders, cones, spheres and tori. */
const ROUGH_SHARE = 0.02;
const ROUGH_SHARE_OF_ELEMENTARY = 1e-4;

const roughVolumes = new WeakMap<TopoDS_Shape, number>();

/** Volume of a part by the kernel's plain integration, mm³, measured once a shape; see `roughVolumeOf`. */
export function roughPartVolume(kernel: Kernel, { shape }: PartShape): number {
  const known = roughVolumes.get(shape);
  if (known !== undefined) return known;
  const volume = roughVolumeOf(kernel, shape);
  roughVolumes.set(shape, volume);
  return volume;
}

/** Whether the plain integration tells already that the volume went the right way; the exact one costs more. */
function clearlyWent(kernel: Kernel, way: "more" | "less" | "changed", before: PartShape, after: PartShape): boolean {
  const [start, end] = [roughPartVolume(kernel, before), roughPartVolume(kernel, after)];
  const larger = Math.max(start, end);
  if (went(way, end - start, ROUGH_SHARE * larger)) return true;
  if (!went(way, end - start, ROUGH_SHARE_OF_ELEMENTARY * larger)) return false;
  return hasElementaryFaces(kernel, before.shape) && hasElementaryFaces(kernel, after.shape);
}

function went(way: "more" | "less" | "changed", change: number, margin: number): boolean {
  return { more: change > margin, less: change < -margin, changed: Math.abs(change) > margin }[way];
}

/** Number of bodies of a part. */
export function solidCount(kernel: Kernel, part: PartShape): number {
  return countOf(kernel, part.shape, "TopAbs_SOLID");
}
