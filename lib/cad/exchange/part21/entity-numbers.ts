/**
 * Finds entities by their number. A flat table where the numbers are dense, as nearly everywhere; else sorted keys: a hash
 * table could be made slow by whoever chooses the numbers.
 */
export class EntityNumbers {
  readonly #table: Int32Array | undefined;
  readonly #keys: Float64Array | undefined;
  /** A number that two entities have. */
  readonly duplicate: number | undefined;

  constructor(ids: Uint32Array) {
    let largest = 0;
    for (const id of ids) if (id > largest) largest = id;
    if (largest <= Math.max(8 * ids.length, 1_000_000)) {
      this.#table = new Int32Array(largest + 1).fill(-1);
      for (const [index, id] of ids.entries()) {
        if (this.#table[id] !== -1) this.duplicate ??= id;
        this.#table[id] = index;
      }
      return;
    }
    // The number and its index in one exact integer, below 2^53.
    const keys = Float64Array.from(ids, (id, index) => id * INDEX_SPAN + index).sort();
    this.#keys = keys;
    for (let i = 1; i < keys.length; i++) {
      const id = Math.floor((keys[i] as number) / INDEX_SPAN);
      if (id === Math.floor((keys[i - 1] as number) / INDEX_SPAN)) this.duplicate ??= id;
    }
  }

  /** Index of the entity with this number; −1 when there is none. */
  indexOf(id: number): number {
    if (this.#table) return this.#table[id] ?? -1;
    const keys = this.#keys ?? new Float64Array();
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as number) < id * INDEX_SPAN) low = middle + 1;
      else high = middle;
    }
    const key = keys[low] ?? -1;
    return Math.floor(key / INDEX_SPAN) === id ? key % INDEX_SPAN : -1;
  }
}

/** More than there may be entities. */
const INDEX_SPAN = 2 ** 21;
