import { translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, surfaceOf } from "@/lib/cad/kernel/properties";
import { facesOf } from "@/lib/cad/kernel/topology";
import { dot, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { LENGTH_TOLERANCE_MM } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { type NamedBy, nextAge } from "../modelling/carry-names";
import { checkResult, partVolume, solidCount } from "../modelling/checks";
import { compoundOf } from "../modelling/compound";
import { located } from "../modelling/place-copies";
import { partAbove, partBelow } from "../modelling/plane-cut";
import { PartModel } from "../selectors/part-model";

const AXES: Record<"x" | "y" | "z", Vec3> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const INDEX = { x: 0, y: 1, z: 2 } as const;

/**
 * Cuts the part where its section does not change along the axis, moves the upper piece and fills the gap with that
 * section, or takes a slice out. Holes, fillets and bosses elsewhere keep their size and shape.
 * @throws KernelError INVALID_INPUT when there is no such stretch, or none long enough
 */
export function resizePart(kernel: Kernel, { feature, part, axis, to, at }: PartParams<"resize">): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const size = model.boundingBox().size[INDEX[axis]];
    const change = to - size;
    if (Math.abs(change) < LENGTH_TOLERANCE_MM) throw invalidInput(`to is ${to} and the part is that long along ${axis} already.`);
    const stretch = stretchFor(model, axis, change, at);
    const by: NamedBy = { feature, age: nextAge([part]) };
    const result = stretched(kernel, own, part, { direction: AXES[axis], ...stretch, change }, by);
    checkResult(kernel, result, {
      what: "The resizing",
      before: part,
      volume: change > 0 ? "more" : "less",
      solids: solidCount(kernel, part),
    });
    return result;
  });
}

interface Stretch {
  /** Where the lower piece ends and the upper begins. */
  low: number;
  high: number;
}

/** Stretches along an axis in which only faces that run along it lie. */
function evenStretches(model: PartModel, axis: "x" | "y" | "z"): Stretch[] {
  const direction = AXES[axis];
  const index = INDEX[axis];
  const { min, max } = model.boundingBox();
  const taken = Array.from({ length: model.faceCount }, (_, face) => face)
    .filter((face) => !runsAlong(model, face, direction))
    .map((face) => boundingBoxOf(model.kernel, model.faceHandle(face)))
    .map((box) => [box.min[index], box.max[index]] as const)
    .toSorted((a, b) => a[0] - b[0]);
  const found: Stretch[] = [];
  let reached = min[index];
  for (const [low, high] of taken) {
    if (low - reached > 1e-3) found.push({ low: reached, high: low });
    reached = Math.max(reached, high);
  }
  if (max[index] - reached > 1e-3) found.push({ low: reached, high: max[index] });
  return found;
}

function runsAlong(model: PartModel, face: number, direction: Vec3): boolean {
  const { type, normal, axis } = model.face(face);
  if (normal) return Math.abs(dot(normal, direction)) < 1e-9;
  return type === "cylinder" && axis !== undefined && Math.abs(dot(axis, direction)) > 1 - 1e-9;
}

function stretchFor(model: PartModel, axis: "x" | "y" | "z", change: number, at: number | undefined): Stretch {
  const stretches = evenStretches(model, axis);
  const found =
    at === undefined
      ? stretches.toSorted((a, b) => b.high - b.low - (a.high - a.low))[0]
      : stretches.find(({ low, high }) => at > low && at < high);
  if (!found) {
    const where = stretches.map(({ low, high }) => `${rounded(low)} to ${rounded(high)}`).join(", ") || "none";
    const what = at === undefined ? "The part's section changes everywhere" : `at is ${at} and the part's section changes there`;
    throw invalidInput(`${what} along ${axis}; stretches of even section: ${where}.`);
  }
  const middle = at ?? (found.low + found.high) / 2;
  if (change > 0) return { low: middle, high: middle };
  const room = found.high - found.low;
  if (-change >= room) {
    throw invalidInput(`to takes ${rounded(-change)} mm away along ${axis} and the stretch of even section is ${rounded(room)} mm long.`, {
      feasible: { param: "to", max: model.boundingBox().size[INDEX[axis]] },
    });
  }
  const low = Math.min(Math.max(middle + change / 2, found.low), found.high + change);
  return { low, high: low - change };
}

function rounded(length: number): number {
  return Number(length.toFixed(3)) + 0;
}

interface Move extends Stretch {
  direction: Vec3;
  change: number;
}

function stretched(kernel: Kernel, own: Own, part: PartShape, { direction, low, high, change }: Move, by: NamedBy): PartShape {
  const below = partBelow(kernel, own, part, multiply(direction, low), direction, by);
  const above = partAbove(kernel, own, part, multiply(direction, high), direction, by);
  try {
    const shape = located(kernel, own, above.shape, translation(kernel, own, multiply(direction, change)));
    const faces = facesOf(kernel, own, shape).map((face, index) => ({ ...(above.faces[index] ?? { name: `${by.feature}/face` }), face }));
    const fill = change > 0 ? [filling(kernel, own, below, multiply(direction, change), by)] : [];
    const result = combineParts(kernel, "fuse", below, [{ shape, faces }, ...fill], by);
    const expected = partVolume(kernel, part) + change * cutArea(kernel, below, by);
    if (Math.abs(partVolume(kernel, result) / expected - 1) > 1e-6) {
      freePart(result);
      throw new KernelError("The resizing did not give the volume that it should.", { kernelStatus: `expected ${expected}` });
    }
    return result;
  } finally {
    freePart(below);
    freePart(above);
  }
}

function cutFaces({ faces }: PartShape, { feature }: NamedBy) {
  return faces.filter(({ name }) => name === `${feature}/cut` || name.startsWith(`${feature}/cut#`));
}

function cutArea(kernel: Kernel, below: PartShape, by: NamedBy): number {
  return cutFaces(below, by).reduce((sum, { face }) => sum + surfaceOf(kernel, face).area, 0);
}

/** The section of the cut, drawn out over the gap. */
function filling(kernel: Kernel, own: Own, below: PartShape, along: Vec3, by: NamedBy): PartShape {
  const prisms = cutFaces(below, by).map(({ face }) =>
    own(own(new kernel.oc.BRepPrimAPI_MakePrism(face, vector(kernel, own, along), true, true)).Shape()),
  );
  const [only, ...others] = prisms;
  const shape = only && others.length === 0 ? only : compoundOf(kernel, own, prisms);
  return { shape, faces: facesOf(kernel, own, shape).map((face) => ({ name: `${by.feature}/fill`, ...by, face })) };
}
