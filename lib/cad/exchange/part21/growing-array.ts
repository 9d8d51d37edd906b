/** Numbers from 0 to 2^32 − 1 of which nobody knows yet how many there will be. */
export class GrowingArray {
  length = 0;
  #values: Uint32Array;

  constructor(capacity = 1_024) {
    this.#values = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** What was pushed so far. */
  values(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}
