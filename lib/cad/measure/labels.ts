import type { FaceRecord } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import { distance, dot, unit } from "./vector";

/** A measured face that has no label yet. */
export type UnlabelledFace = Omit<FaceRecord, "label">;

export interface LabelHistory {
  faces: readonly FaceRecord[];
  /** The highest number ever given in this conversation. */
  lastLabel: number;
  /** Faces of earlier revisions that are gone: one that comes back under its name gets its number back. */
  retired?: readonly { name: string; label: string }[] | undefined;
}

/** Same direction within this angle; axes have no sense. */
const MIN_DIRECTION_COSINE = Math.cos(degToRad(1));
const RADIUS_TOLERANCE = 0.01;
/** A face seen again lies within this share of its own size of where it was. */
const MAX_SHIFT = 0.1;
const MIN_AREA_RATIO = 0.5;
/** The runner-up must lie this many times further away. */
const CLEAR_MARGIN = 3;

/**
 * Numbers the faces of a part so that people can point at them.
 *
 * A face that is still there keeps its number: by its place where it is a piece of a split face (pieces are numbered
 * anew when one is split further), by its name, by a name that merged or split from it, or by its fingerprint. A face
 * that was gone and is back under its name gets its own number. Every other face takes the next unused number, largest area first, ties by centroid. A number is never
 * given to another face, even when its face is gone.
 * @returns the faces in the order given, and the highest number ever used
 */
export function labelFaces(faces: readonly UnlabelledFace[], history?: LabelHistory): { faces: FaceRecord[]; lastLabel: number } {
  const known = history?.faces ?? [];
  const labels = new Map<number, string>();
  const taken = new Set<string>();
  const give = (index: number, label: string) => {
    labels.set(index, label);
    taken.add(label);
  };
  for (const sameFace of [byPieceInPlace, byName, byMergedName, bySplitName, byPrint]) {
    for (const [index, label] of sameFace(
      faces.flatMap((face, index) => (labels.has(index) ? [] : [{ face, index }])),
      known.filter((face) => !taken.has(face.label)),
    )) {
      if (!labels.has(index) && !taken.has(label)) give(index, label);
    }
  }
  const retired = new Map(history?.retired?.map(({ name, label }) => [name, label]));
  for (const [index, { name }] of faces.entries()) {
    const label = retired.get(name);
    if (label !== undefined && hasRole(name) && !labels.has(index) && !taken.has(label)) give(index, label);
  }
  let lastLabel = Math.max(history?.lastLabel ?? 0, ...[...known, ...(history?.retired ?? [])].map((face) => numberOf(face.label)));
  const unseen = faces
    .flatMap((face, index) => (labels.has(index) ? [] : [{ face, index }]))
    .sort((a, b) => byAreaThenPlace(a.face, b.face));
  for (const { index } of unseen) give(index, `Face ${++lastLabel}`);
  return { faces: faces.map((face, index) => ({ label: labels.get(index) ?? "", ...face })), lastLabel };
}

interface Candidate {
  face: UnlabelledFace;
  index: number;
}
type Match = [index: number, label: string];

/** Below this two centroids are one, and the square roots of two areas. */
const SAME_PLACE_MM = 1e-6;

/** Pieces of a split face that lie where a piece lay, whatever their numbers are now. */
function byPieceInPlace(open: readonly Candidate[], known: readonly FaceRecord[]): Match[] {
  return known.flatMap((old): Match[] => {
    const same = open.find(
      ({ face }) =>
        (isPiece(face.name) || isPiece(old.name)) &&
        stem(face.name) === stem(old.name) &&
        alike(old, face) &&
        distance(old.center, face.center) < SAME_PLACE_MM &&
        Math.abs(Math.sqrt(old.area) - Math.sqrt(face.area)) < SAME_PLACE_MM,
    );
    return same ? [[same.index, old.label]] : [];
  });
}

function isPiece(name: string): boolean {
  return /#\d+$/.test(name);
}

/** The name that a face had before it was split. */
function stem(name: string): string {
  return name.replace(/(#\d+)+$/, "");
}

function byName(open: readonly Candidate[], known: readonly FaceRecord[]): Match[] {
  return known.flatMap((old): Match[] => {
    const same = nearest(
      old,
      open.filter(({ face }) => face.name === old.name),
    );
    return same ? [[same.index, old.label]] : [];
  });
}

/** Faces that merged: the survivor carries the other names as aliases. Also when a merged face comes apart again. */
function byMergedName(open: readonly Candidate[], known: readonly FaceRecord[]): Match[] {
  return known.flatMap((old): Match[] => {
    const heirs = open.filter(({ face }) => face.aliases?.includes(old.name) || old.aliases?.includes(face.name));
    const heir = nearest(old, heirs);
    return heir ? [[heir.index, old.label]] : [];
  });
}

/** A face that was split, `base/top` to `base/top#1` and `base/top#2`: its number stays with the largest piece, and the other way round. */
function bySplitName(open: readonly Candidate[], known: readonly FaceRecord[]): Match[] {
  const matches: Match[] = [];
  const used = new Set<number>();
  for (const old of [...known].sort((a, b) => b.area - a.area)) {
    const pieces = open.filter(({ face, index }) => !used.has(index) && face.type === old.type && stem(face.name) === stem(old.name));
    const [heir] = pieces.sort(
      (a, b) => b.face.area - a.face.area || distance(a.face.center, old.center) - distance(b.face.center, old.center),
    );
    if (!heir) continue;
    used.add(heir.index);
    matches.push([heir.index, old.label]);
  }
  return matches;
}

/** The same surface in nearly the same place, and nothing else near that could be meant. */
function byPrint(open: readonly Candidate[], known: readonly FaceRecord[]): Match[] {
  const faces = new Map(open.map(({ face, index }) => [index, face]));
  const pairs = known.flatMap((old) =>
    open.filter(({ face }) => alike(old, face)).map(({ face, index }) => ({ old, index, shift: distance(old.center, face.center) })),
  );
  return pairs.flatMap(({ old, index, shift }): Match[] => {
    const size = Math.sqrt(old.area);
    // Faces that features have named are told apart by their names: another's is the same face only where nothing differs.
    const face = faces.get(index);
    const bothNamed = face !== undefined && hasRole(old.name) && hasRole(face.name);
    if (shift > (bothNamed ? SAME_PLACE_MM : MAX_SHIFT * size)) return [];
    if (bothNamed && Math.abs(Math.sqrt(old.area) - Math.sqrt(face.area)) > SAME_PLACE_MM) return [];
    const rivals = pairs.filter((pair) => (pair.old === old) !== (pair.index === index));
    const clear = rivals.every((rival) => rival.shift > CLEAR_MARGIN * shift + 1e-3 * size);
    return clear ? [[index, old.label]] : [];
  });
}

/** False for names that only count: `import/3`, `face[2]`, `f1/face`. */
function hasRole(name: string): boolean {
  return /^[a-z]\w*(\[\d+\])?\/(?!face)/.test(name) && !name.startsWith("import/");
}

function alike(old: FaceRecord, face: UnlabelledFace): boolean {
  if (old.type !== face.type) return false;
  if (Math.min(old.area, face.area) < MIN_AREA_RATIO * Math.max(old.area, face.area)) return false;
  if ((old.radius === undefined) !== (face.radius === undefined)) return false;
  if (old.radius !== undefined && face.radius !== undefined && Math.abs(old.radius - face.radius) > RADIUS_TOLERANCE * old.radius)
    return false;
  if (old.normal && face.normal && dot(unit(old.normal), unit(face.normal)) < MIN_DIRECTION_COSINE) return false;
  return !(old.axis && face.axis && Math.abs(dot(unit(old.axis), unit(face.axis))) < MIN_DIRECTION_COSINE);
}

function nearest(old: FaceRecord, open: readonly Candidate[]): Candidate | undefined {
  return [...open].sort((a, b) => distance(a.face.center, old.center) - distance(b.face.center, old.center))[0];
}

/** Largest first; equal areas from the lower left front, X before Y before Z, at a nanometre. */
function byAreaThenPlace(a: UnlabelledFace, b: UnlabelledFace): number {
  const key = (face: UnlabelledFace) => [-face.area, ...face.center].map((value) => Math.round(value * 1e6));
  const second = key(b);
  for (const [index, value] of key(a).entries()) {
    const difference = value - (second[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function numberOf(label: string): number {
  return Number(/^Face (\d+)$/.exec(label)?.[1] ?? 0);
}
