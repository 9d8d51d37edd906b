import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "./kernel";
import { free, isSane } from "./kernel";
import { KernelError, toKernelError } from "./kernel-error";
import { specKernel } from "./spec-kernel";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

describe("a kernel", () => {
  it("passes its canary: a 1 × 2 × 3 box has the volume 6", () => {
    expect(isSane(kernel)).toBe(true);
  });

  it("frees what a scope owns when it returns and when it throws, and keeps what was released", () => {
    const owned: { isDeleted(): boolean }[] = [];
    const point = () => kernel.oc && new kernel.oc.gp_Pnt(1, 2, 3);
    const track = (handle: object) => owned.push(handle as { isDeleted(): boolean });
    const kept = kernel.scope((own) => {
      track(own(point()));
      return own.release(own(point()));
    });
    expect(() =>
      kernel.scope((own) => {
        track(own(point()));
        throw new Error("on purpose");
      }),
    ).toThrow("on purpose");
    expect(owned.map((handle) => handle.isDeleted())).toEqual([true, true]);
    expect(kept.X()).toBe(1);
    free(kept);
    free(kept);
  });

  it("turns a C++ exception into a KernelError that keeps the kernel's own words", () => {
    let thrown: unknown;
    try {
      new kernel.oc.gp_Dir(0, 0, 0);
    } catch (error) {
      thrown = error;
    }
    const error = toKernelError(kernel.oc, thrown, { operation: "part.box", step: 2 });
    expect(error).toBeInstanceOf(KernelError);
    expect(error.kernelStatus).toContain("Standard_ConstructionError");
    expect(error.toFailure()).toMatchObject({ code: "KERNEL_FAILED", operation: "part.box", step: 2 });
  });
});
