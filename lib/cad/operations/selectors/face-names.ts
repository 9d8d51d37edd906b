import type { NamedFace } from "@/lib/cad/kernel/part-shape";

/** True for faces that a feature made, or that took such a face in. */
export function madeBy(face: NamedFace, feature: string): boolean {
  return face.feature === feature || [face.name, ...(face.aliases ?? [])].some((name) => featureOf(name) === feature);
}

/** `h1` of `h1[3]/wall`; a copy's `p1[2]/base/top` belongs to `p1`. */
export function featureOf(name: string): string {
  return /^[^/[]*/.exec(name)?.[0] ?? name;
}

/**
 * Faces that bear a name, nearest meaning first: the name itself; the pieces that it was split into; the face that it
 * merged into. A name without an instance number (`h1/wall`, `p1/wall[2]`) means every
 * instance's (`h1[1]/wall`, `p1[3]/wall[2]`, …).
 */
export function facesNamed(faces: readonly NamedFace[], name: string): number[] {
  const tests: ((candidate: string) => boolean)[] = [
    (candidate) => candidate === name,
    (candidate) => candidate.startsWith(`${name}#`),
    (candidate) => withoutPieces(candidate).replace(/^([^/[]*)\[\d+\]/, "$1") === name,
    (candidate) => withoutInstances(withoutPieces(candidate)) === name,
  ];
  for (const test of tests) {
    const found = indexesWhere(faces, (face) => test(face.name));
    if (found.length > 0) return found;
  }
  const merged = indexesWhere(faces, (face) => (face.aliases ?? []).some((alias) => tests.some((test) => test(alias))));
  if (merged.length > 0) return merged;
  // A piece whose siblings are gone bears the whole's name again.
  const whole = withoutPieces(name);
  return whole === name ? [] : indexesWhere(faces, (face) => face.name === whole);
}

function withoutPieces(name: string): string {
  return name.replace(/(#\d+)+$/, "");
}

function withoutInstances(name: string): string {
  return name.replace(/\[\d+\]/g, "");
}

function indexesWhere(faces: readonly NamedFace[], test: (face: NamedFace) => boolean): number[] {
  return faces.flatMap((face, index) => (test(face) ? [index] : []));
}
