import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { describeSurface } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError, poisonsKernel, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid } from "@/lib/cad/kernel/properties";
import { facesOf, listToArray, toList } from "@/lib/cad/kernel/topology";
import { LENGTH_TOLERANCE_MM } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { combineParts, runBoolean, withoutWrapping } from "../modelling/booleans";
import { type Claim, claimsFromHistory, type KernelHistory, type NamedBy, nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult, partVolume, solidCount } from "../modelling/checks";
import { buildOrFindLargest } from "../modelling/feasible";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

const OFFSET_TOLERANCE_MM = 1e-3;

/**
 * Hollows a part. The new walls are `feature/inner(face)`, or `feature/outer(face)` when the part grows outward; an
 * opened face leaves its rim, which keeps the face's name.
 */
export function shellPart(kernel: Kernel, { feature, part, t, open, outward }: PartParams<"shell">): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const opened = open ? selectFaces(model, open).map((index) => model.faceHandle(index)) : [];
    const by = { feature, age: nextAge([part]) };
    const { size } = model.boundingBox();
    return buildOrFindLargest({
      what: "A wall",
      param: "t",
      wanted: t,
      // Two walls need room between them in every direction, or one where a side is open.
      ceiling: outward ? Number.POSITIVE_INFINITY : opened.length > 0 ? Math.min(...size) : Math.min(...size) / 2,
      build: (value) => hollow(kernel, part, opened, by, value, outward),
      discard: freePart,
    });
  });
}

function hollow(kernel: Kernel, part: PartShape, opened: readonly TopoDS_Face[], by: NamedBy, t: number, outward: boolean): PartShape {
  return kernel.scope((own) => {
    const offset = outward ? t : -t;
    const sharp = outward ? null : sharpStep(kernel, own, part, t);
    const result =
      sharp !== null
        ? sharpShell(kernel, own, part, opened, by, t, sharp)
        : opened.length > 0
          ? openShell(kernel, own, part, opened, by, offset)
          : closedShell(kernel, own, part, by, offset);
    checkResult(kernel, result, {
      what: `A wall of ${t} mm`,
      before: part,
      volume: outward ? "changed" : "less",
      solids: solidCount(kernel, part),
    });
    if (!outward && partVolume(kernel, result) <= 0) throw new KernelError(`A wall of ${t} mm leaves nothing.`);
    return result;
  });
}

function openShell(kernel: Kernel, own: Own, part: PartShape, opened: readonly TopoDS_Face[], by: NamedBy, offset: number): PartShape {
  const maker = thickened(kernel, own, part, opened, offset);
  const shape = withoutWrapping(kernel, own, own(maker.Shape()));
  const claims = [...claimsFromHistory(kernel, own, maker, part.faces), ...offsetClaims(kernel, own, maker, part, by, offset)];
  return { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
}

/**
 * Opens and thickens a solid. Where only neighbouring faces are let meet, which is cheaper, corners rounded by less
 * than the wall can't be done; where all are, their inner corners come out sharp.
 */
function thickened(kernel: Kernel, own: Own, part: PartShape, opened: readonly TopoDS_Face[], offset: number) {
  const { oc } = kernel;
  let failure: KernelError | undefined;
  for (const allFacesMeet of [false, true]) {
    const maker = own(new oc.BRepOffsetAPI_MakeThickSolid());
    const range = own(new oc.Message_ProgressRange());
    try {
      attempt(kernel, () => {
        const faces = toList(kernel, own, opened);
        maker.MakeThickSolidByJoin(
          part.shape,
          faces,
          offset,
          OFFSET_TOLERANCE_MM,
          "BRepOffset_Skin",
          allFacesMeet,
          false,
          "GeomAbs_Intersection",
          false,
          range,
        );
        maker.Build(range);
      });
      if (maker.IsDone() && isValid(kernel, own(maker.Shape()))) return maker;
      failure = new KernelError("The walls could not be made.", { kernelStatus: "not done, or not valid" });
    } catch (error) {
      failure = toKernelError(kernel.oc, error);
      if (poisonsKernel(failure)) throw failure;
    }
  }
  throw failure ?? new KernelError("The walls could not be made.");
}

/**
 * Where a corner is rounded by exactly the wall, its inner corner has radius 0, which is beyond the kernel.
 * @returns how much thicker a wall can be without reaching the next larger rounding; null where no corner is rounded so
 */
function sharpStep(kernel: Kernel, own: Own, part: PartShape, t: number): number | null {
  const radii = facesOf(kernel, own, part.shape).flatMap((face) => {
    const { type, radius, inward } = describeSurface(kernel, face);
    return (type === "cylinder" || type === "sphere" || type === "torus") && radius !== undefined && inward === false ? [radius] : [];
  });
  if (!radii.some((radius) => Math.abs(radius - t) < LENGTH_TOLERANCE_MM)) return null;
  const larger = radii.filter((radius) => radius > t + LENGTH_TOLERANCE_MM).map((radius) => radius - t);
  return Math.min(t / 4, ...larger.map((gap) => gap / 2));
}

/**
 * Hollows to a wall that a corner's radius equals: first to a thicker wall, whose inner corners come out sharp, then
 * the cavity grows back by the difference and keeps them sharp.
 */
function sharpShell(
  kernel: Kernel,
  own: Own,
  part: PartShape,
  opened: readonly TopoDS_Face[],
  by: NamedBy,
  t: number,
  step: number,
): PartShape {
  const thick = opened.length > 0 ? openShell(kernel, own, part, opened, by, -(t + step)) : closedShell(kernel, own, part, by, -(t + step));
  for (const { face } of thick.faces) own(face);
  own(thick.shape);
  const cavity = combineParts(kernel, "cut", part, [thick], by);
  for (const { face } of cavity.faces) own(face);
  own(cavity.shape);
  const { maker, shape: grown } = offsetOf(kernel, own, cavity, step);
  const { shape, history } = runBoolean(kernel, own, "cut", [part.shape], [grown]);
  const walls = cavity.faces.flatMap(({ face, ...named }) =>
    listToArray(kernel, own, maker.Generated(face)).flatMap((wall) =>
      followed(kernel, own, history, { ...named, face: wall, age: by.age }),
    ),
  );
  const claims = [...claimsFromHistory(kernel, own, history, part.faces), ...walls];
  return { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
}

/** A closed cavity (or skin): the part less its shrunk self, or its grown self less the part. */
function closedShell(kernel: Kernel, own: Own, part: PartShape, by: NamedBy, offset: number): PartShape {
  const { maker, shape: moved } = offsetOf(kernel, own, part, offset);
  const [body, tool] = offset < 0 ? [part.shape, moved] : [moved, part.shape];
  const { shape, history } = runBoolean(kernel, own, "cut", [body], [tool]);
  const walls = offsetClaims(kernel, own, maker, part, by, offset).flatMap((claim) => followed(kernel, own, history, claim));
  const claims = [...claimsFromHistory(kernel, own, history, part.faces), ...walls];
  return { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
}

/** All faces moved outward by `offset`, or inward; where all are let meet, roundings smaller than that come out sharp. */
function offsetOf(kernel: Kernel, own: Own, part: PartShape, offset: number) {
  for (const allFacesMeet of [false, true]) {
    const maker = own(new kernel.oc.BRepOffsetAPI_MakeOffsetShape());
    const range = own(new kernel.oc.Message_ProgressRange());
    const join = "GeomAbs_Intersection";
    attempt(kernel, () =>
      maker.PerformByJoin(part.shape, offset, OFFSET_TOLERANCE_MM, "BRepOffset_Skin", allFacesMeet, false, join, false, range),
    );
    if (maker.IsDone() && isValid(kernel, own(maker.Shape()))) return { maker, shape: own(maker.Shape()) };
  }
  throw new KernelError("The walls could not be made.", { kernelStatus: "not done" });
}

function followed(kernel: Kernel, own: Own, history: KernelHistory, claim: Claim): Claim[] {
  const became = listToArray(kernel, own, history.Modified(claim.face));
  return (became.length > 0 ? became : [claim.face]).map((face) => ({ ...claim, face }));
}

function offsetClaims(kernel: Kernel, own: Own, history: KernelHistory, part: PartShape, by: NamedBy, offset: number): Claim[] {
  const side = offset < 0 ? "inner" : "outer";
  return part.faces.flatMap(({ face, name }) =>
    listToArray(kernel, own, history.Generated(face)).map(
      (wall: TopoDS_Shape): Claim => ({ face: wall, name: `${by.feature}/${side}(${name})`, feature: by.feature, age: by.age }),
    ),
  );
}

function attempt(kernel: Kernel, build: () => void): void {
  try {
    build();
  } catch (error) {
    throw toKernelError(kernel.oc, error, { operation: "The offset of the faces" });
  }
}
