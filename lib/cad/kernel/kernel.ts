import type { OpenCascadeInstance } from "opencascade.js";

/** A C++ object behind a JavaScript handle; its memory is freed only by `delete()`. */
export interface Handle {
  delete(): void;
  isDeleted?(): boolean;
  isAliasOf?(other: unknown): boolean;
}

/** Takes handles into a scope, which frees them when it ends. */
export interface Own {
  <T extends Handle>(handle: T): T;
  /** Lets a handle outlive the scope; whoever receives it frees it. */
  release<T extends Handle>(handle: T): T;
}

/** One instance of the modelling kernel. Not re-entrant, and not shared between threads. */
export interface Kernel {
  readonly oc: OpenCascadeInstance;
  readonly name: string;
  readonly version: string;
  /** Runs `fn` and frees every handle that it owned and did not release, whether it returns or throws. */
  scope<T>(fn: (own: Own) => T): T;
  /** Size of the kernel's heap, which never shrinks. */
  heapBytes(): number;
}

export const MODELLING_KERNEL_NAME = "replicad-opencascadejs";
export const MODELLING_KERNEL_VERSION = "1.1.0";

/** Wraps a loaded instance. */
export function createKernel(oc: OpenCascadeInstance): Kernel {
  return {
    oc,
    name: MODELLING_KERNEL_NAME,
    version: MODELLING_KERNEL_VERSION,
    scope: runInScope,
    heapBytes: () => oc.wasmMemory.buffer.byteLength,
  };
}

function runInScope<T>(fn: (own: Own) => T): T {
  // A list: scopes are many and short, and what they own twice or release is little.
  const handles: Handle[] = [];
  let released: Set<Handle> | undefined;
  const take = <H extends Handle>(handle: H): H => {
    handles.push(handle);
    released?.delete(handle);
    return handle;
  };
  take.release = <H extends Handle>(handle: H): H => {
    released ??= new Set();
    released.add(handle);
    return handle;
  };
  try {
    return fn(take);
  } finally {
    for (let index = handles.length - 1; index >= 0; index--) {
      const handle = handles[index];
      if (handle && !released?.has(handle)) free(handle);
    }
  }
}

/** Frees a handle; a second call does nothing. */
export function free(handle: Handle): void {
  if (isAlive(handle)) handle.delete();
}

/** Whether what a handle stands for is still there: its owner may have freed it. */
export function isAlive(handle: Handle): boolean {
  return handle.isDeleted?.() !== true;
}

/** Whether two handles stand for one object; a `TopoDS_Shape` is a handle with a place and a way of its own, for it `IsSame` asks. */
export function isSameObject(one: Handle, other: Handle): boolean {
  return one.isAliasOf?.(other) === true;
}

/** The canary: a kernel that can't say that a 1 × 2 × 3 box has the volume 6 is not used again. */
export function isSane(kernel: Kernel): boolean {
  try {
    return kernel.scope((own) => {
      const box = own(own(new kernel.oc.BRepPrimAPI_MakeBox(1, 2, 3)).Shape());
      const properties = own(new kernel.oc.GProp_GProps());
      kernel.oc.BRepGProp.VolumeProperties(box, properties, true, false, false);
      return Math.abs(properties.Mass() - 6) < 1e-9;
    });
  } catch {
    return false;
  }
}
