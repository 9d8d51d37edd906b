import { KernelError, poisonsKernel } from "@/lib/cad/kernel/kernel-error";

const MAX_TRIES = 6;

/**
 * Builds with a value, and where that fails says which value would have worked: the largest by bisection, in at most
 * six tries.
 * @param build throws where the value does not fit
 * @param ceiling a bound from arithmetic above which the kernel need not be asked
 * @throws KernelError naming `param` and the largest value that works, if one does
 */
export function buildOrFindLargest<T extends object>(options: {
  what: string;
  param: string;
  wanted: number;
  ceiling: number;
  build: (value: number) => T;
  discard: (result: T) => void;
}): T {
  const { what, param, wanted, ceiling, build, discard } = options;
  let failure: unknown;
  if (wanted < ceiling) {
    try {
      return build(wanted);
    } catch (error) {
      // A broken instance answers nothing that could be trusted.
      if (poisonsKernel(error)) throw error;
      failure = error;
    }
  }
  const works = (value: number) => {
    try {
      discard(build(value));
      return true;
    } catch (error) {
      if (poisonsKernel(error)) throw error;
      return false;
    }
  };
  const max = largestThatWorks(Math.min(wanted, ceiling), works);
  const kernelStatus = failure instanceof KernelError ? (failure.kernelStatus ?? failure.message) : undefined;
  if (max === null) {
    const reason = failure instanceof KernelError ? ` ${failure.message}` : "";
    throw new KernelError(`${what} of ${wanted} mm does not fit, and no smaller one was found that does.${reason}`, {
      kernelStatus,
      cause: failure,
    });
  }
  throw new KernelError(`${what} of ${wanted} mm does not fit here; the largest that does is ${max} mm.`, {
    feasible: { param, max },
    kernelStatus,
    cause: failure,
  });
}

/** Largest value up to `limit` that works, rounded down to three digits; the limit itself is what geometry just forbids. */
function largestThatWorks(limit: number, works: (value: number) => boolean): number | null {
  const almost = roundedDown(limit * 0.999);
  let tries = 1;
  if (almost > 0 && works(almost)) return almost;
  let low = 0;
  let high = almost;
  while (tries < MAX_TRIES) {
    const middle = roundedDown((low + high) / 2);
    if (middle <= low) break;
    if (works(middle)) low = middle;
    else high = middle;
    tries += 1;
  }
  return low > 0 ? low : null;
}

function roundedDown(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Number((Math.floor(value / unit + 1e-9) * unit).toPrecision(3));
}
