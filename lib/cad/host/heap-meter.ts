/** WebAssembly memory grows in pages of 64 KiB. */
export const PAGE_BYTES = 65_536;

/** One number that a worker writes and the host reads at any time, also while the worker is deep in C++. */
export type HeapMeter = Int32Array<SharedArrayBuffer>;

export function createHeapMeter(): HeapMeter {
  return new Int32Array(new SharedArrayBuffer(4));
}

export function readHeapBytes(meter: HeapMeter): number {
  return Atomics.load(meter, 0) * PAGE_BYTES;
}

export function writeHeapBytes(meter: HeapMeter, bytes: number): void {
  Atomics.store(meter, 0, Math.ceil(bytes / PAGE_BYTES));
}

/**
 * Counts every growth of WebAssembly memory of this thread. The kernels grow their heap through
 * `WebAssembly.Memory.prototype.grow`, whatever their glue calls it. Process memory alone doesn't say which worker grew.
 */
export function meterGrowth(meter: HeapMeter): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function metered(this: WebAssembly.Memory, pages: number): number {
    const before = grow.call(this, pages);
    Atomics.add(meter, 0, pages);
    return before;
  };
}
