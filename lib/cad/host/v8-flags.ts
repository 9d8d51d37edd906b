import { setFlagsFromString } from "node:v8";

/**
 * How V8 is to compile the kernels; docs/decisions/0010-v8-flags-of-the-kernel-host.md has the numbers.
 * Inlining across WebAssembly functions saves about a fifth of the kernel's time. A smaller budget lets a function be
 * optimised after a ninth of the usual work, so that a worker is warm sooner.
 */
export const KERNEL_V8_FLAGS = ["--experimental-wasm-inlining", "--wasm-tiering-budget=200000"] as const;

/**
 * Sets the flags for this process; to be called before a kernel is compiled. Not on the command line: a version of
 * Node that has lost one of them would refuse to start, while here it only goes without.
 */
export function setKernelV8Flags(): void {
  for (const flag of KERNEL_V8_FLAGS) setFlagsFromString(flag);
}
