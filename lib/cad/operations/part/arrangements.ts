import type { gp_Trsf, TopoDS_Face } from "opencascade.js";
import { axis1, axis2, translation } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { NamedFace, PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { type BooleanKind, combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult } from "../modelling/checks";
import { located } from "../modelling/place-copies";
import { planeOf } from "../modelling/planes";

const AXES: Record<"x" | "y" | "z", Vec3> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const MAX_COPIES = 2_000;

/** A copy moved by a rigid transform; its faces keep their order and names, changed by `rename`. */
function moved(kernel: Kernel, own: Own, part: PartShape, transform: gp_Trsf, rename = (name: string) => name): PartShape {
  const shape = located(kernel, own, part.shape, transform);
  const faces = facesOf(kernel, own, shape).map((face, index) => renamed(face, part.faces[index], rename));
  return { shape, faces };
}

/** The entry of a face whose source is `known`; shapes of the catalogue come without names. */
function renamed(face: TopoDS_Face, known: NamedFace | undefined, rename: (name: string) => string): NamedFace {
  if (!known) return { name: rename("face"), face };
  return { ...known, name: rename(known.name), ...(known.aliases ? { aliases: known.aliases.map(rename) } : {}), face };
}

/** Lets a part outlive the scope that owns it. */
function released(own: Own, part: PartShape): PartShape {
  for (const { face } of part.faces) own.release(face);
  own.release(part.shape);
  return part;
}

export function movePart(kernel: Kernel, { part, by, axis, angle, about }: PartParams<"move">): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetRotation(axis1(kernel, own, about, AXES[axis]), degToRad(angle));
    transform.PreMultiply(translation(kernel, own, by));
    return released(own, moved(kernel, own, part, transform));
  });
}

/** A copy by a transform that changes lengths or handedness, which a location can't carry; history by the kernel. */
function transformed(kernel: Kernel, own: Own, part: PartShape, transform: gp_Trsf, rename = (name: string) => name): PartShape {
  const { oc } = kernel;
  const maker = own(new oc.BRepBuilderAPI_Transform(part.shape, transform, true, false));
  const shape = own(maker.Shape());
  const images = part.faces.map(({ face }) => own(maker.ModifiedShape(face)));
  const faces = facesOf(kernel, own, shape);
  const sourceOf = (face: TopoDS_Face) => part.faces[images.findIndex((image) => image.IsSame(face))];
  return { shape, faces: faces.map((face) => renamed(face, sourceOf(face), rename)) };
}

export function scalePart(kernel: Kernel, { part, factor }: PartParams<"scale">): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetScale(own(new kernel.oc.gp_Pnt(0, 0, 0)), factor);
    const result = released(own, transformed(kernel, own, part, transform));
    checkResult(kernel, result, { what: "The scaling" });
    return result;
  });
}

export function mirrorPart(kernel: Kernel, { feature, part, plane, keep }: PartParams<"mirror">): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    const { origin, normal } = planeOf(plane);
    transform.SetMirror(axis2(kernel, own, origin, normal));
    const rename = keep ? (name: string) => `${feature}/${name}` : undefined;
    const image = transformed(kernel, own, part, transform, rename);
    if (!keep) {
      checkResult(kernel, image, { what: "The mirroring" });
      return released(own, image);
    }
    const age = nextAge([part]);
    const younger = { ...image, faces: image.faces.map((face) => ({ ...face, feature, age })) };
    const result = combineParts(kernel, "fuse", part, [younger], { feature, age });
    checkResult(kernel, result, { what: "The mirroring" });
    return result;
  });
}

/** One copy: its place in the pattern, from 0, and how it moves; null where it is the part itself. */
interface Copy {
  place: number;
  transform: gp_Trsf | null;
}

/** Fuses copies of a part; the copy at place k is named `feature[k]/…`, so that skipping one renames no other. */
function fusedCopies(kernel: Kernel, own: Own, part: PartShape, feature: string, transforms: readonly Copy[]): PartShape {
  if (transforms.length === 0) throw invalidInput("The pattern skips every copy.");
  if (transforms.length > MAX_COPIES) throw invalidInput(`The pattern has ${transforms.length} copies; up to ${MAX_COPIES} are built.`);
  const age = nextAge([part]);
  const copies = transforms.map(({ place, transform }) => {
    if (transform === null) return part;
    const copy = moved(kernel, own, part, transform, (name) => `${feature}[${place + 1}]/${name}`);
    return { ...copy, faces: copy.faces.map((face) => ({ ...face, feature, age })) };
  });
  const [first, ...others] = copies;
  if (!first) throw invalidInput("The pattern skips every copy.");
  if (others.length === 0) {
    return released(own, moved(kernel, own, first, own(new kernel.oc.gp_Trsf())));
  }
  const result = combineParts(kernel, "fuse", first, others, { feature, age });
  checkResult(kernel, result, { what: "The pattern", before: part, volume: "more" });
  return result;
}

/** The first copy is the part itself; rows run along X, then along Y. `skip` lists copies by position, from 0. */
export function patternLinear(kernel: Kernel, { feature, part, nx, ny, px, py, skip }: PartParams<"pattern_linear">): PartShape {
  if ((nx > 1 && px === 0) || (ny > 1 && py === 0)) throw invalidInput("The pitch of a pattern is not 0: its copies would coincide.");
  return kernel.scope((own) => {
    const transforms: Copy[] = [];
    for (let index = 0; index < nx * ny && transforms.length <= MAX_COPIES; index++) {
      if (skip.includes(index)) continue;
      const by: Vec3 = [(index % nx) * px, Math.floor(index / nx) * py, 0];
      transforms.push({ place: index, transform: index === 0 ? null : translation(kernel, own, by) });
    }
    return fusedCopies(kernel, own, part, feature, transforms);
  });
}

/** The first copy is the part itself; a full turn shares `angle` among n copies, less than one puts the last at `angle`. */
export function patternCircular(kernel: Kernel, { feature, part, n, angle, skip }: PartParams<"pattern_circular">): PartShape {
  if (angle === 0) throw invalidInput("The angle of a pattern is not 0: its copies would coincide.");
  const full = Math.abs(Math.abs(angle) - 360) < 1e-9;
  const step = degToRad(angle) / (full ? n : n - 1);
  return kernel.scope((own) => {
    const transforms: Copy[] = [];
    for (let index = 0; index < n; index++) {
      if (skip.includes(index)) continue;
      const transform = own(new kernel.oc.gp_Trsf());
      transform.SetRotation(axis1(kernel, own, [0, 0, 0], [0, 0, 1]), step * index);
      transforms.push({ place: index, transform: index === 0 ? null : transform });
    }
    return fusedCopies(kernel, own, part, feature, transforms);
  });
}

const KINDS: Record<PartParams<"combine">["how"], BooleanKind> = { union: "fuse", subtract: "cut", intersect: "common" };

/** Copy k is at the k-th offset; a copy that is not moved keeps the part's own names. */
export function patternList(kernel: Kernel, { feature, part, at }: PartParams<"pattern_list">): PartShape {
  return kernel.scope((own) => copiesAt(kernel, own, part, feature, at));
}

/** Numbered like a plan's corners: from (+, +) anticlockwise. */
export function patternCorners(kernel: Kernel, { feature, part, offset: [x, y], skip }: PartParams<"pattern_corners">): PartShape {
  const corners: Vec3[] = [
    [x, y, 0],
    [-x, y, 0],
    [-x, -y, 0],
    [x, -y, 0],
  ];
  return kernel.scope((own) => copiesAt(kernel, own, part, feature, corners, skip));
}

function copiesAt(
  kernel: Kernel,
  own: Own,
  part: PartShape,
  feature: string,
  offsets: readonly Vec3[],
  skip: readonly number[] = [],
): PartShape {
  for (const [index, a] of offsets.entries()) {
    const twin = offsets.findIndex((b, other) => other > index && distance(a, b) < 1e-6);
    if (twin >= 0) throw invalidInput(`Offsets ${index + 1} and ${twin + 1} of the pattern are the same place.`);
  }
  const transforms = offsets.flatMap((offset, place): Copy[] => {
    if (skip.includes(place)) return [];
    return [{ place, transform: Math.hypot(...offset) < 1e-9 ? null : translation(kernel, own, offset) }];
  });
  return fusedCopies(kernel, own, part, feature, transforms);
}

export function combine(kernel: Kernel, { feature, part, tools, how }: PartParams<"combine">): PartShape {
  const age = nextAge([part, ...tools]);
  const result = combineParts(kernel, KINDS[how], part, tools, { feature, age });
  const expected = {
    union: { what: "The union", volume: "positive" },
    subtract: { what: "The subtraction", volume: "less" },
    intersect: { what: "The intersection", volume: "positive" },
  } as const;
  checkResult(kernel, result, { ...expected[how], before: part });
  return result;
}
