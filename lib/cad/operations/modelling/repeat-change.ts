import type { TopoDS_Shape } from "opencascade.js";
import { free, isAlive, type Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isUnified, noteUnified } from "./booleans";
import type { NamedBy } from "./carry-names";
import { type Change, rebase } from "./rebase";

/** Changes remembered for each kernel; their parts belong to whoever keeps results, and are gone when those are. */
const MAX_CHANGES = 500;

interface Known extends Change {
  /** Edges of the part before that the change worked on; owned. */
  edges: TopoDS_Shape[];
}

const memories = new WeakMap<Kernel, Map<string, Known>>();

export interface Repeatable {
  part: PartShape;
  by: NamedBy;
  /** All that the change comes from but for the part: equal keys on equal edges are the same change. */
  key: readonly unknown[];
  edges?: readonly TopoDS_Shape[];
}

/**
 * Makes a change to a part; where the same one was made on an earlier version of the part it is made again from what it
 * left, if the versions differ only away from it (`rebase`).
 * @param build makes it with the kernel's algorithms, and checks it
 * @returns a sound part either way
 */
export function repeatChange(kernel: Kernel, change: Repeatable, build: () => PartShape): PartShape {
  const memory = memories.get(kernel) ?? new Map<string, Known>();
  memories.set(kernel, memory);
  const key = JSON.stringify([change.by.feature, ...change.key]);
  const known = memory.get(key);
  const after = (known && repeated(kernel, change, known)) ?? build();
  forget(memory, key);
  const edges = (change.edges ?? []).map((edge) => edge.Oriented(edge.Orientation()));
  memory.set(key, { before: change.part, after, edges });
  for (const oldest of memory.keys()) {
    if (memory.size <= MAX_CHANGES) break;
    forget(memory, oldest);
  }
  return after;
}

function forget(memory: Map<string, Known>, key: string): void {
  for (const edge of memory.get(key)?.edges ?? []) free(edge);
  memory.delete(key);
}

function repeated(kernel: Kernel, { part, by, edges = [] }: Repeatable, known: Known): PartShape | null {
  const { before, after } = known;
  if (!isAlive(before.shape) || !isAlive(after.shape) || !areSame(edges, known.edges)) return null;
  // A boolean merges faces and edges on its way, anywhere in the part: where some are left to merge it must be run.
  const unifies = isUnified(after.shape);
  if (unifies && !isUnified(part.shape)) return null;
  const result = rebase(kernel, known, part);
  if (!result) return null;
  for (const face of result.faces) if (face.feature === by.feature) face.age = by.age;
  if (unifies) noteUnified(result.shape);
  return result;
}

function areSame(some: readonly TopoDS_Shape[], others: readonly TopoDS_Shape[]): boolean {
  return some.length === others.length && some.every((edge) => others.some((other) => edge.IsSame(other)));
}
