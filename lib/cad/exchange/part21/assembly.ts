import { FileFault, grouped } from "../file-fault";
import { LINK_TYPES } from "./link-types";
import type { ReferenceGraph } from "./references";

/** How far an assembly may unfold. */
export interface UnfoldingLimits {
  /** Bodies, each as often as it is placed. */
  instances: number;
  /** Faces of all bodies, each as often as it is placed. */
  placedFaces: number;
}

/** Of a file that becomes one part, all faces of which are measured and named: 4,096 bodies of 6 faces take some 20 s. */
export const PART_LIMITS: UnfoldingLimits = { instances: 10_000, placedFaces: 100_000 };
/** Of a file that is only shown, where what is placed twice is made once. */
export const VIEW_LIMITS: UnfoldingLimits = { instances: 50_000, placedFaces: 1_000_000 };

/** Values that a reader would go through if it kept nothing of what it has read. */
const MAX_UNFOLDED = 1e10;

export interface Unfolding {
  /** Placed bodies; 1 for a single part. */
  instances: number;
  placedFaces: number;
}

/**
 * Counts what the file's assembly comes to when every part is placed wherever it is used, without placing one: paths through
 * the graph multiplied, each node once. A few kilobytes can unfold to millions ("billion laughs").
 * @throws FileFault over the limits, and for an assembly that contains itself
 */
export function unfoldAssembly(graph: ReferenceGraph, limits: UnfoldingLimits): Unfolding {
  const weights = weighEntities(graph);
  const nodes = new Placements(graph, weights);
  const { instances, placedFaces } = nodes.count();
  if (instances > limits.instances) {
    throw new FileFault(`the assembly unfolds to ${many(instances)} instances; at most ${grouped(limits.instances)} are read`);
  }
  if (placedFaces > limits.placedFaces) {
    throw new FileFault(`the assembly unfolds to ${many(placedFaces)} faces; at most ${grouped(limits.placedFaces)} are read`);
  }
  return { instances, placedFaces };
}

/** What an entity comes to when everything it refers to is written out in its place. */
interface Weights {
  /** Mapped items at the ends of its chains of mapped items. */
  mapped: Float64Array;
  faces: Float64Array;
}

function weighEntities({ scan, targets, order }: ReferenceGraph): Weights {
  const mapped = new Float64Array(scan.count);
  const faces = new Float64Array(scan.count);
  const unfolded = new Float64Array(scan.count);
  const isMapped = new Uint8Array(scan.count);
  for (const [code, entity] of linksOf(scan.links)) {
    if (code === LINK_TYPES.MAPPED_ITEM) isMapped[entity] = 1;
    if (code === LINK_TYPES.ADVANCED_FACE || code === LINK_TYPES.FACE_SURFACE) faces[entity] = 1;
  }
  for (const entity of order) {
    let size = 1;
    for (let i = scan.refsFrom[entity] as number; i < (scan.refsFrom[entity + 1] as number); i++) {
      const target = targets[i] as number;
      if (target < 0) continue;
      size += unfolded[target] as number;
      mapped[entity] = (mapped[entity] as number) + (mapped[target] as number);
      faces[entity] = (faces[entity] as number) + (faces[target] as number);
    }
    if (isMapped[entity] === 1 && mapped[entity] === 0) mapped[entity] = 1;
    unfolded[entity] = size;
    if (size > MAX_UNFOLDED)
      throw new FileFault(`#${scan.ids[entity]} refers to the same things over and over: written out it would have ${many(size)} values`);
  }
  return { mapped, faces };
}

/** Code, entity, and where its references stand, of each link. */
function* linksOf(links: Uint32Array): Generator<[code: number, entity: number, from: number, to: number]> {
  for (let i = 0; i + 3 < links.length; i += 4) {
    yield [links[i] as number, links[i + 1] as number, links[i + 2] as number, links[i + 3] as number];
  }
}

interface Edge {
  to: number;
  /** Occurrences of an assembly may form no cycle; relations between representations do in sound files. */
  isOccurrence: boolean;
}

/** Products and representations, and which places which. */
class Placements {
  readonly #edges = new Map<number, Edge[]>();
  readonly #placed = new Set<number>();
  readonly #products = new Set<number>();
  readonly #totals = new Map<number, Unfolding>();

  constructor(
    private readonly graph: ReferenceGraph,
    private readonly weights: Weights,
  ) {
    const { scan, targets } = graph;
    const usesOf = new Set<number>();
    const definitionOf = new Map<number, number>();
    const occurrenceRelations = new Set<number>();
    const all = [...linksOf(scan.links)].filter(([code]) => code < LINK_TYPES.MAPPED_ITEM);
    const pair = (from: number, to: number) => (to - from < 2 ? undefined : ([targets[from] ?? -1, targets[from + 1] ?? -1] as const));
    for (const [code, entity, from, to] of all) {
      if (code === LINK_TYPES.NEXT_ASSEMBLY_USAGE_OCCURRENCE) {
        usesOf.add(entity);
        const [parent, child] = pair(from, to) ?? [-1, -1];
        this.#connect(parent, child, true);
        this.#products.add(parent).add(child);
      } else if (code === LINK_TYPES.PRODUCT_DEFINITION_SHAPE && to > from) definitionOf.set(entity, targets[from] ?? -1);
    }
    for (const [code, , from, to] of all) {
      const [first, second] = pair(from, to) ?? [-1, -1];
      const definition = definitionOf.get(code === LINK_TYPES.SHAPE_DEFINITION_REPRESENTATION ? first : second);
      if (definition === undefined) continue;
      if (code === LINK_TYPES.SHAPE_DEFINITION_REPRESENTATION) {
        this.#connect(definition, second, false);
        this.#products.add(definition);
      }
      // The placement of an occurrence, which is counted already.
      if (code === LINK_TYPES.CONTEXT_DEPENDENT_SHAPE_REPRESENTATION && usesOf.has(definition)) occurrenceRelations.add(first);
    }
    const transformed = new Set(
      all.filter(([code]) => code === LINK_TYPES.REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION).map(([, entity]) => entity),
    );
    for (const [code, entity, from, to] of all) {
      const isRelation = code === LINK_TYPES.REPRESENTATION_RELATIONSHIP || code === LINK_TYPES.SHAPE_REPRESENTATION_RELATIONSHIP;
      const ends = pair(from, to);
      if (!isRelation || !ends || occurrenceRelations.has(entity)) continue;
      // With a transformation the second holds the first; without, the first (of the product) is detailed by the second.
      if (transformed.has(entity)) this.#connect(ends[1], ends[0], false);
      else this.#connect(ends[0], ends[1], false);
    }
  }

  #connect(from: number, to: number, isOccurrence: boolean): void {
    if (from < 0 || to < 0) return;
    const edges = this.#edges.get(from) ?? [];
    edges.push({ to, isOccurrence });
    this.#edges.set(from, edges);
    this.#placed.add(to);
  }

  count(): Unfolding {
    let instances = 0;
    let placedFaces = 0;
    for (const node of this.#edges.keys()) {
      if (this.#placed.has(node)) {
        // Nodes of a cycle are nobody's root, and are looked at as well.
        this.#total(node);
        continue;
      }
      const total = this.#total(node);
      instances += total.instances;
      placedFaces += total.placedFaces;
    }
    return { instances: Math.max(instances, this.#loose()), placedFaces };
  }

  /** Mapped items in files that name no product. */
  #loose(): number {
    return this.weights.mapped.reduce((most, count) => (count > most ? count : most), 1);
  }

  /** Depth first with a stack of its own, each node once. */
  #total(root: number): Unfolding {
    const known = this.#totals.get(root);
    if (known) return known;
    const open = new Set<number>([root]);
    const stack = [{ node: root, next: 0 }];
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const edge = this.#edges.get(frame.node)?.[frame.next++];
      if (!edge) {
        this.#totals.set(frame.node, this.#sum(frame.node));
        open.delete(frame.node);
        stack.pop();
      } else if (open.has(edge.to)) {
        if (edge.isOccurrence) throw new FileFault(`the assembly #${this.graph.scan.ids[edge.to]} contains itself`);
      } else if (!this.#totals.has(edge.to)) {
        open.add(edge.to);
        stack.push({ node: edge.to, next: 0 });
      }
    }
    return this.#totals.get(root) ?? { instances: 0, placedFaces: 0 };
  }

  #sum(node: number): Unfolding {
    const faces = this.weights.faces[node] ?? 0;
    const mapped = this.weights.mapped[node] ?? 0;
    const sum = { instances: mapped === 0 && faces > 0 ? 1 : mapped, placedFaces: faces };
    for (const { to } of this.#edges.get(node) ?? []) {
      const total = this.#totals.get(to);
      sum.instances += total?.instances ?? 0;
      sum.placedFaces += total?.placedFaces ?? 0;
    }
    // A product whose shape another file holds is placed as well.
    if (sum.instances === 0 && this.#products.has(node)) sum.instances = 1;
    return sum;
  }
}

function many(count: number): string {
  return count < 1e12 ? grouped(count) : "more than a million million";
}
