import type { Kernel } from "./kernel";
import { loadModellingKernel } from "./load-modelling-kernel";

let loading: Promise<Kernel> | undefined;

/** The kernel that the specs of one file share; loading it costs about a second. */
export function specKernel(): Promise<Kernel> {
  loading ??= loadModellingKernel();
  return loading;
}
