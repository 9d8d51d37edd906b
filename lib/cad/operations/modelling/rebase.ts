import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { passOnSurface } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { NamedFace, PartShape } from "@/lib/cad/kernel/part-shape";
import { countOf, facesOf } from "@/lib/cad/kernel/topology";
import { isSound, isSoundSkin, noteSound, roughPartVolume } from "./checks";
import { faceChange, skinBetween } from "./face-change";
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
export function rebase(kernel: Kernel, { before, after }: Change, onto: PartShape): PartShape | null {
  if (![before, after, onto].every((part) => isSound(part) && isOneSkin(kernel, part.shape))) return null;
  return kernel.scope((own) => {
    const [base, made, other] = [byName(before), byName(after), byName(onto)];
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
      return named ? [{ ...named, face }] : [];
    });
    const part = { shape, faces };
    // Faces taken from a sound part are sound; what is new is how they meet, and the loops of merged faces.
    if (!isSoundSkin(kernel, own, skinBetween(own, faceChange(kernel, onto, part)), merge.merged)) return null;
    // What it adds to one version it adds to the other: the same faces, less the same faces.
    noteSound(part, roughPartVolume(kernel, onto) + roughPartVolume(kernel, after) - roughPartVolume(kernel, before));
    for (const { face } of faces) own.release(face);
    own.release(shape);
    return part;
  });
}

function byName({ faces }: PartShape): Map<string, NamedFace> {
  return new Map(faces.map((face) => [face.name, face]));
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
    const [ours, theirs] = [this.difference(base, made), this.difference(base, other)];
    this.ours.push(...(ours?.touched ?? []));
    this.theirs.push(...(theirs?.touched ?? []));
    const named = withNotes(other ?? made, made);
    if (!ours) return other && named;
    if (!theirs) return made && named && { ...named, face: made.face };
    if (!ours.inLoops || !theirs.inLoops || !base || !made || !other || !named) return "conflict";
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

  /** Where two versions of a face differ, and whether it is by loops of one surface; undefined for the same face. */
  private difference(one?: NamedFace, other?: NamedFace): { touched: TopoDS_Shape[]; inLoops: boolean } | undefined {
    if (isEqual(one, other)) return undefined;
    const inLoops = one !== undefined && other !== undefined && onOneSurface(this.kernel, this.own, one.face, other.face);
    if (inLoops) return { touched: this.loops.differingEdges(one.face, other.face), inLoops };
    return { touched: [one, other].flatMap((named) => (named ? [named.face] : [])), inLoops };
  }

  /** The face with the loops of both sides; null where both changed one of them. */
  private mergedLoops(base: TopoDS_Face, made: TopoDS_Face, other: TopoDS_Face): TopoDS_Face | null {
    const { kernel, own, loops } = this;
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
