import { freePart, isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import type { StepValue } from "@/lib/cad/operations/implementation";
import type { ShapeStore } from "./shape-store";
import { objectsIn, partsIn } from "./step-values";

/** Where the cache stops growing. */
export interface CacheBounds {
  entries: number;
  /** Faces of all kept shapes: what the kernel's heap holds goes with them. */
  faces: number;
}

const BOUNDS: CacheBounds = { entries: 400, faces: 60_000 };
/** Cheaper results are computed again sooner than they are read from disk. */
const WORTH_STORING_MS = 15;

interface Entry {
  value: StepValue;
  parts: PartShape[];
  faces: number;
}

/**
 * Results of steps by what made them (`keyOfStep`), so that a change re-runs only what depends on it. In memory for the
 * life of a kernel, the dear ones also on disk. It owns the shapes that it holds.
 */
export class StepCache {
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();
  readonly #owned = new WeakSet<PartShape>();
  readonly #unstored: { key: string; part: PartShape }[] = [];
  #faces = 0;

  constructor(
    private readonly store?: ShapeStore,
    private readonly bounds: CacheBounds = BOUNDS,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  owns(part: PartShape): boolean {
    return this.#owned.has(part);
  }

  /** The result under a key, from memory or disk. */
  take(key: string): StepValue | undefined {
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.value;
    }
    const stored = this.store?.read(key);
    if (stored) this.#add(key, stored);
    return stored;
  }

  /** Keeps a result that holds shapes, all of them new; anything else is as quickly computed again. */
  put(key: string, value: StepValue, elapsedMs: number): void {
    const parts = partsIn(value);
    if (parts.length === 0 || objectsIn(value).length > 0 || parts.some((part) => this.#owned.has(part))) return;
    this.#add(key, value);
    if (isPartShape(value) && elapsedMs >= WORTH_STORING_MS) this.#unstored.push({ key, part: value });
  }

  /**
   * Writes what is worth it to disk and lets go of what is too much. Between evaluations only: what one of them works
   * with is not freed under it.
   */
  settle(): void {
    for (const { key, part } of this.#unstored.splice(0)) this.store?.write(key, part);
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.bounds.entries && this.#faces <= this.bounds.faces) break;
      this.#drop(key, entry);
    }
  }

  /** Frees everything that is in memory. */
  clear(): void {
    for (const [key, entry] of this.#entries) this.#drop(key, entry);
  }

  #add(key: string, value: StepValue): void {
    const parts = partsIn(value);
    const faces = parts.reduce((sum, part) => sum + Math.max(1, part.faces.length), 0);
    for (const part of parts) this.#owned.add(part);
    this.#entries.set(key, { value, parts, faces });
    this.#faces += faces;
  }

  #drop(key: string, { parts, faces }: Entry): void {
    this.#entries.delete(key);
    this.#faces -= faces;
    for (const part of parts) {
      this.#owned.delete(part);
      freePart(part);
    }
  }
}
