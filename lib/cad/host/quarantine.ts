const STRIKES = 2;
const KEEP_MS = 10 * 60_000;
const MAX_ENTRIES = 1_000;

interface Entry {
  strikes: number;
  untilMs: number;
}

/** Remembers which inputs killed or hung a worker; after the second time they are refused for ten minutes. */
export class Quarantine {
  readonly #entries = new Map<string, Entry>();

  /** @param nowMs monotonic */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  strike(hash: string): void {
    const strikes = (this.#current(hash)?.strikes ?? 0) + 1;
    this.#entries.delete(hash);
    this.#entries.set(hash, { strikes, untilMs: this.nowMs() + KEEP_MS });
    // The oldest go first: a flood of bad inputs must not fill the memory.
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }

  /** An input that works is no poison; the host died of something beside it. */
  forgive(hash: string): void {
    this.#entries.delete(hash);
  }

  /** Minutes for which the input is still refused; 0 when it may run. */
  refusedForMinutes(hash: string): number {
    const entry = this.#current(hash);
    return entry && entry.strikes >= STRIKES ? Math.ceil((entry.untilMs - this.nowMs()) / 60_000) : 0;
  }

  #current(hash: string): Entry | undefined {
    const entry = this.#entries.get(hash);
    if (!entry || entry.untilMs > this.nowMs()) return entry;
    this.#entries.delete(hash);
    return undefined;
  }
}
