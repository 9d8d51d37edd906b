import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { passOnSurface } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { NamedFace, PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid } from "@/lib/cad/kernel/properties";
import { countOf, facesOf } from "@/lib/cad/kernel/topology";
import { isSound, noteSound, roughPartVolume } from "./checks";
import { compoundOf } from "./compound";
import { faceChange, isClosedSkin, skinBetween } from "./face-change";
import { FaceLoops, onOneSurface } from "./face-loops";

/** What a feature did to a part. */
export interface Change {
  before: PartShape;
  after: PartShape;
}

/** Changes that come closer to each other than this may meet. */
const MARGIN_MM = 1e-3;

/**
 * Makes a change again on another version of the part that it was made on, out of what it made then: a merge of three
 * versions, face by face, and within a face loop by loop. It costs a small part of the algorithm that made the change, and
 * is right where the two versions differ only away from it.
 * @returns a sound part; null where the change and the difference of the versions may meet, or share a loop, and where
 * a version is not known to be sound: then it must be made anew
 */
export function rebase(kernel: Kernel, change: Change, onto: PartShape): PartShape | null {
  const versions = [change.before, change.after, onto];
  if (!versions.every((part) => isSound(part) && isOneSkin(kernel, part.shape))) return null;
  return kernel.scope((own) => {
    const [base, made, other] = versions.map(({ faces }) => new Map(faces.map((face) => [face.name, face])));
    if (!base || !made || !other) return null;
    const merge = new FaceMerge(kernel, own);
    const merged: NamedFace[] = [];
    for (const name of new Set([...made.keys(), ...other.keys(), ...base.keys()])) {
      const face = merge.face(base.get(name), made.get(name), other.get(name));
      if (face === "conflict") return null;
      if (face) merged.push(face);
    }
    if (merge.mayMeet()) return null;
    const shape = solidOf(kernel, own, merged);
    // In explorer order, which is the order that they were added in.
    const faces = facesOf(kernel, own, shape).flatMap((face, index): NamedFace[] => {
      const named = merged[index];
      if (named) passOnSurface(named.face, face);
      return named ? [{ ...named, face: own.release(face) }] : [];
    });
    const part = { shape, faces };
    if (!isSoundMerge(kernel, own, merge, onto, part)) {
      for (const { face } of faces) own(face);
      return null;
    }
    // What it adds to one version it adds to the other: the same faces, less the same faces.
    const [before, after, start] = versions.map((version) => roughPartVolume(kernel, version));
    noteSound(part, (start ?? 0) + (after ?? 0) - (before ?? 0));
    own.release(shape);
    return part;
  });
}

/** Faces taken from a sound part are sound; what is new is how they meet, and the loops of merged faces. */
function isSoundMerge(kernel: Kernel, own: Own, { merged }: FaceMerge, onto: PartShape, part: PartShape): boolean {
  if (!isClosedSkin(kernel, own, skinBetween(own, faceChange(kernel, onto, part)))) return false;
  return merged.length === 0 || isValid(kernel, compoundOf(kernel, own, merged));
}

/** A single body without inner voids: the way of each piece of its boundary follows from the pieces around it. */
function isOneSkin(kernel: Kernel, shape: TopoDS_Shape): boolean {
  return !shape.IsNull() && shape.ShapeType() === "TopAbs_SOLID" && countOf(kernel, shape, "TopAbs_SHELL") === 1;
}

function solidOf(kernel: Kernel, own: Own, faces: readonly NamedFace[]): TopoDS_Shape {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const shell = own(new kernel.oc.TopoDS_Shell());
  builder.MakeShell(shell);
  for (const { face } of faces) builder.Add(shell, face);
  shell.Closed(true);
  const solid = own(new kernel.oc.TopoDS_Solid());
  builder.MakeSolid(solid);
  builder.Add(solid, shell);
  return solid;
}

/** Merges faces one by one, and notes what each side touched. */
class FaceMerge {
  private readonly loops: FaceLoops;
  private readonly ours: TopoDS_Shape[] = [];
  private readonly theirs: TopoDS_Shape[] = [];
  /** Faces that got loops from both sides. */
  readonly merged: TopoDS_Face[] = [];

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
  ) {
    this.loops = new FaceLoops(kernel, own);
  }

  /** The face of one name: undefined where either side took it away. */
  face(base?: NamedFace, made?: NamedFace, other?: NamedFace): NamedFace | undefined | "conflict" {
    const [weKeep, theyKeep] = [isEqual(base, made), isEqual(base, other)];
    if (!weKeep) this.ours.push(...this.difference(base, made));
    if (!theyKeep) this.theirs.push(...this.difference(base, other));
    const named = withNotes(other ?? made, made);
    if (weKeep) return other && named;
    if (theyKeep) return made && named && { ...named, face: made.face };
    if (!base || !made || !other || !named) return "conflict";
    const face = this.mergedLoops(base.face, made.face, other.face);
    return face ? { ...named, face } : "conflict";
  }

  /** Whether something that the change touched comes near something in which the versions differ. */
  mayMeet(): boolean {
    const boxes = this.theirs.map((shape) => this.boxOf(shape));
    return this.ours.some((shape) => {
      const { min, max } = this.boxOf(shape);
      return boxes.some((box) => [0, 1, 2].every((axis) => reaches(max, box.min, axis) && reaches(box.max, min, axis)));
    });
  }

  private difference(one?: NamedFace, other?: NamedFace): TopoDS_Shape[] {
    if (one && other && onOneSurface(this.kernel, this.own, one.face, other.face)) return this.loops.differingEdges(one.face, other.face);
    return [one, other].flatMap((named) => (named ? [named.face] : []));
  }

  private mergedLoops(base: TopoDS_Face, made: TopoDS_Face, other: TopoDS_Face): TopoDS_Face | null {
    const { kernel, own, loops } = this;
    if (!onOneSurface(kernel, own, base, made) || !onOneSurface(kernel, own, base, other)) return null;
    const removed = new Set(loops.missing(base, made).map(({ key }) => key));
    const kept = loops.of(other).filter(({ key }) => !removed.has(key));
    if (kept.length + removed.size !== loops.of(other).length) return null;
    // Of two planes the one that the older loops were drawn on: their curves on it are known, and finding them again is dear.
    const face = own(kernel.oc.TopoDS.Face(own(made.EmptyCopied())));
    const builder = own(new kernel.oc.TopoDS_Builder());
    for (const { wire } of [...kept, ...loops.missing(made, base)]) builder.Add(face, wire);
    this.merged.push(face);
    return face;
  }

  private boxOf(shape: TopoDS_Shape): { min: number[]; max: number[] } {
    const box = this.own(new this.kernel.oc.Bnd_Box());
    this.kernel.oc.BRepBndLib.Add(shape, box, false);
    return { min: [box.GetXMin(), box.GetYMin(), box.GetZMin()], max: [box.GetXMax(), box.GetYMax(), box.GetZMax()] };
  }
}

function reaches(from: readonly number[], to: readonly number[], axis: number): boolean {
  return (from[axis] ?? 0) + MARGIN_MM >= (to[axis] ?? 0);
}

function isEqual(one?: NamedFace, other?: NamedFace): boolean {
  return one && other ? one.face.IsEqual(other.face) : one === other;
}

/** A face's notes with those that the change added to it. */
function withNotes(named?: NamedFace, made?: NamedFace): NamedFace | undefined {
  if (!named || !made) return named;
  const aliases = [...new Set([...(named.aliases ?? []), ...(made.aliases ?? [])])];
  const thread = made.thread ?? named.thread;
  return { ...named, ...(aliases.length > 0 ? { aliases } : {}), ...(thread ? { thread } : {}) };
}
