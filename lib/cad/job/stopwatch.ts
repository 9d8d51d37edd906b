/** Adds up milliseconds by name. */
export class Stopwatch {
  readonly timings: Record<string, number> = {};

  add(name: string, milliseconds: number): void {
    this.timings[name] = Math.round(((this.timings[name] ?? 0) + milliseconds) * 100) / 100;
  }

  /** Runs `fn` and adds its time, also when it throws. */
  async time<T>(name: string, fn: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await fn();
    } finally {
      this.add(name, performance.now() - start);
    }
  }
}
