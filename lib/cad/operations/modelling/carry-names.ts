import type { NCollection_List_TopoDS_Shape, TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { passOnSurface } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { NamedFace, PartShape } from "@/lib/cad/kernel/part-shape";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import { facesOf, listToArray, ShapeIndex } from "@/lib/cad/kernel/topology";
import { comparePoints } from "@/lib/cad/kernel/vector";
import type { ThreadNote } from "@/lib/contract/geometry";

/** What the kernel remembers of how faces changed; every modelling algorithm has these three. */
export interface KernelHistory {
  Modified(shape: TopoDS_Shape): NCollection_List_TopoDS_Shape;
  Generated(shape: TopoDS_Shape): NCollection_List_TopoDS_Shape;
  IsDeleted(shape: TopoDS_Shape): boolean;
}

/** A face of the result and a name that it may bear. */
export interface Claim {
  face: TopoDS_Shape;
  /** The handle of the part before, where the face is still the same. */
  kept?: TopoDS_Face;
  name: string;
  feature?: string | undefined;
  age: number;
  aliases?: string[] | undefined;
  thread?: ThreadNote | undefined;
}

/** Age of the next feature on a part: one more than its youngest. */
export function nextAge(parts: readonly PartShape[]): number {
  return 1 + parts.reduce((age, part) => part.faces.reduce((oldest, face) => Math.max(oldest, face.age ?? 0), age), -1);
}

/** Follows named faces through an algorithm: what each became, or itself where nothing changed it. */
export function claimsFromHistory(kernel: Kernel, own: Own, history: KernelHistory, faces: readonly NamedFace[]): Claim[] {
  return faces.flatMap(({ face, name, feature, age = 0, aliases, thread }) => {
    const became = listToArray(kernel, own, history.Modified(face));
    if (became.length === 0) return history.IsDeleted(face) ? [] : [{ face, kept: face, name, feature, age, aliases, thread }];
    return became.map((target) => ({ face: target, name, feature, age, aliases, thread }));
  });
}

export interface NamedBy {
  feature: string;
  age: number;
}

/**
 * Gives every face of `shape` its name, in explorer order.
 * Of several claims on a face the oldest feature's wins and the others become aliases; a name that several faces
 * claim becomes `name#1`, `name#2` by centroid; a face that nothing claims is `feature/face`.
 */
export function nameFaces(kernel: Kernel, own: Own, shape: TopoDS_Shape, claims: readonly Claim[], by: NamedBy): NamedFace[] {
  const faces = facesOf(kernel, own, shape);
  const numbers = new ShapeIndex(kernel);
  for (const face of faces) numbers.add(face);
  const claimsOf = new Map<number, Claim[]>();
  for (const claim of claims) {
    const index = numbers.indexOf(claim.face);
    if (index === undefined) continue;
    const known = claimsOf.get(index);
    if (known) known.push(claim);
    else claimsOf.set(index, [claim]);
  }
  const named = faces.map((face, index) => nameOf(own.release(face), claimsOf.get(index) ?? [], by));
  numberRepeats(kernel, named);
  return named;
}

function nameOf(face: TopoDS_Face, claims: readonly Claim[], by: NamedBy): NamedFace {
  const [winner, ...others] = claims.toSorted((a, b) => a.age - b.age);
  for (const { kept } of claims) if (kept) passOnSurface(kept, face);
  if (!winner) return { name: `${by.feature}/face`, feature: by.feature, age: by.age, face };
  const aliases = new Set([...(winner.aliases ?? []), ...others.flatMap(({ name, aliases: more }) => [name, ...(more ?? [])])]);
  aliases.delete(winner.name);
  return {
    name: winner.name,
    ...(aliases.size > 0 ? { aliases: [...aliases] } : {}),
    feature: winner.feature,
    age: winner.age,
    ...(winner.thread ? { thread: winner.thread } : {}),
    face,
  };
}

function numberRepeats(kernel: Kernel, faces: NamedFace[]): void {
  const groups = new Map<string, NamedFace[]>();
  for (const face of faces) groups.set(face.name, [...(groups.get(face.name) ?? []), face]);
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const placed = group.map((face) => ({ face, center: surfaceOf(kernel, face.face).center }));
    placed.sort((a, b) => comparePoints(a.center, b.center));
    for (const [index, { face }] of placed.entries()) face.name = `${face.name}#${index + 1}`;
  }
}
