import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Fingerprint } from "@/lib/contract/geometry";
import type { Selector, SelectorPredicates } from "@/lib/contract/plan";
import { facesNamed, madeBy } from "./face-names";
import { isInnerEdge, liningFaces } from "./openings";
import type { PartModel } from "./part-model";
import { alongDirection, extremes, keepEdges, keepFaces, nearest, unlikeness } from "./predicates";

/**
 * Faces that a selector means, by index, in the part's order.
 * Tried in this order: the name, what became of it, the predicates, the fingerprint.
 * @throws KernelError INVALID_INPUT when nothing matches or when not exactly `count` do
 */
export function selectFaces(model: PartModel, selector: Selector): number[] {
  if (selector.kind !== "face") throw invalidInput(`A selector of faces is needed, not of kind "${selector.kind}".`);
  return counted(model, selector, selector.any ? union(selector.any, (one) => selectFaces(model, one)) : facesOfOne(model, selector));
}

/** Edges that a selector means; a name stands for the edges around that face. */
export function selectEdges(model: PartModel, selector: Selector): number[] {
  if (selector.kind !== "edge") throw invalidInput(`A selector of edges is needed, not of kind "${selector.kind}".`);
  return counted(model, selector, selector.any ? union(selector.any, (one) => selectEdges(model, one)) : edgesOfOne(model, selector));
}

function union(selectors: readonly Selector[], resolve: (selector: Selector) => number[]): number[] {
  return [...new Set(selectors.flatMap(resolve))].toSorted((a, b) => a - b);
}

function facesOfOne(model: PartModel, { name, of, where, print }: Selector): number[] {
  if (name !== undefined) {
    const named = facesNamed(model.part.faces, name);
    if (named.length === 1) return named;
    // Pieces of a split face: the predicates may tell which was meant, and if they don't, all were.
    const told = named.length > 1 && where ? facesWhere(model, named, where) : [];
    if (named.length > 0) return told.length > 0 ? told : named;
    if (!where && !print) return [];
  }
  const within = range(model.faceCount).filter((index) => of === undefined || madeBy(model.named(index), of));
  const found = where || name === undefined ? facesWhere(model, within, where ?? {}) : [];
  return found.length > 0 || !print ? found : byFingerprint(model, within, print);
}

function facesWhere(model: PartModel, faces: readonly number[], where: SelectorPredicates): number[] {
  if (where.between) throw invalidInput('"between" selects edges, not faces.');
  if (where.length !== undefined) throw invalidInput('"length" selects edges, not faces.');
  let kept = keepFaces(model, faces, where);
  if (where.outer || where.inner) {
    const lining = liningFaces(model);
    kept = kept.filter((index) => lining.has(index) === (where.inner === true));
  }
  if (where.boundary_of) {
    const core = new Set(selectFaces(model, where.boundary_of));
    kept = kept.filter((index) => !core.has(index) && touches(model, index, core));
  }
  return narrowed(model, "face", kept, where, (index) => model.face(index).area);
}

function touches(model: PartModel, face: number, others: ReadonlySet<number>): boolean {
  return model.edgesOfFace(face).some((edge) => model.facesOfEdge(edge).some((other) => others.has(other)));
}

function edgesOfOne(model: PartModel, { name, of, where }: Selector): number[] {
  const feature = of === undefined ? undefined : new Set(range(model.faceCount).filter((index) => madeBy(model.named(index), of)));
  const named = name === undefined ? undefined : new Set(facesNamed(model.part.faces, name));
  const within = range(model.edgeCount).filter((index) => {
    const faces = model.facesOfEdge(index);
    // The seam of a cylinder is no edge of the part, only of its parametrisation.
    if (faces.length < 2) return false;
    if (feature && !faces.some((face) => feature.has(face))) return false;
    return !named || faces.some((face) => named.has(face));
  });
  return edgesWhere(model, within, where ?? {});
}

function edgesWhere(model: PartModel, edges: readonly number[], where: SelectorPredicates): number[] {
  if (where.normal) throw invalidInput('"normal" selects faces, not edges.');
  let kept = keepEdges(model, edges, where);
  if (where.between) {
    const [one, other] = where.between.map((selector) => new Set(selectFaces(model, selector)));
    kept = kept.filter((index) => {
      const faces = model.facesOfEdge(index);
      return faces.some((a) => one?.has(a) && faces.some((b) => b !== a && other?.has(b)));
    });
  }
  if (where.boundary_of) {
    const core = new Set(selectFaces(model, where.boundary_of));
    kept = kept.filter((index) => model.facesOfEdge(index).some((face) => core.has(face)));
  }
  if (where.outer || where.inner) {
    const lining = liningFaces(model);
    kept = kept.filter((index) => isInnerEdge(model, lining, index) === (where.inner === true));
  }
  return narrowed(model, "edge", kept, where, (index) => model.edge(index).length);
}

/** The predicates that compare the candidates with each other come last. */
function narrowed(
  model: PartModel,
  kind: "face" | "edge",
  candidates: number[],
  { largest, smallest, near }: SelectorPredicates,
  size: (index: number) => number,
): number[] {
  let kept = candidates;
  if (largest && kept.length > 1) kept = extremes(kept, size, "largest");
  if (smallest && kept.length > 1) kept = extremes(kept, size, "smallest");
  if (near && kept.length > 1) kept = nearest(model, kind, kept, near);
  return kept;
}

/** Of the faces that are alike in kind, direction and radius, the one that is clearly the most alike in place and size. */
function byFingerprint(model: PartModel, faces: readonly number[], print: Fingerprint): number[] {
  const alike = faces.filter((index) => {
    const face = model.face(index);
    if (face.type !== print.type) return false;
    const direction = face.normal ?? face.axis;
    if (print.normal && !(direction && (face.normal ? sameSense : alongDirection)(direction, print.normal))) return false;
    return print.radius === undefined || (face.radius !== undefined && Math.abs(face.radius - print.radius) <= 0.01 * print.radius);
  });
  const ranked = alike
    .map((index) => ({ index, off: unlikeness(model.face(index).center, model.face(index).area, print) }))
    .toSorted((a, b) => a.off - b.off);
  const [best, second] = ranked;
  if (!best) return [];
  if (second && second.off < 2 * best.off + 1e-6) {
    throw invalidInput(`Two faces fit the selected one equally well: ${model.nameOf(best.index)} and ${model.nameOf(second.index)}.`);
  }
  return [best.index];
}

function sameSense(a: Vec3, b: Vec3): boolean {
  return alongDirection(a, b) && a[0] * b[0] + a[1] * b[1] + a[2] * b[2] > 0;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

const LISTED = 12;

function counted(model: PartModel, selector: Selector, found: number[]): number[] {
  const { kind, count } = selector;
  const plural = (n: number) => `${n} ${kind}${n === 1 ? "" : "s"}`;
  const nameOf = (index: number) => (kind === "face" ? model.nameOf(index) : model.edgeName(index));
  if (count !== undefined && found.length !== count) {
    const which = found.length > 0 ? `: ${enumerate(found.map(nameOf))}` : "";
    throw new KernelError(`The selection asks for ${plural(count)} and finds ${found.length}${which}.`, {
      code: "INVALID_INPUT",
      kernelStatus: JSON.stringify(selector),
    });
  }
  if (found.length > 0 || count === 0) return found;
  throw new KernelError(
    `No ${kind} matches ${describeSelector(selector)}. The part's faces are ${enumerate(model.part.faces.map(({ name }) => name))}.`,
    {
      code: "INVALID_INPUT",
      kernelStatus: JSON.stringify(selector),
    },
  );
}

function enumerate(names: readonly string[]): string {
  return names.length > LISTED ? `${names.slice(0, LISTED).join(", ")} and ${names.length - LISTED} more` : names.join(", ");
}

/** A selector in words, for messages: `"base/top"`, `type plane, at top`. */
export function describeSelector({ name, of, where, any }: Selector): string {
  if (any) return any.map(describeSelector).join(" or ");
  const said = [
    ...(name === undefined ? [] : [`"${name}"`]),
    ...(of === undefined ? [] : [`feature ${of}`]),
    ...Object.entries(where ?? {}).map(([key, wanted]) => {
      if (wanted === true) return key;
      return typeof wanted === "object" && !Array.isArray(wanted) ? key : `${key} ${JSON.stringify(wanted)}`;
    }),
  ];
  return said.length > 0 ? said.join(", ") : "the selection";
}
