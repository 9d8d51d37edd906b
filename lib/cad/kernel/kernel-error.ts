import type { OpenCascadeInstance } from "opencascade.js";
import type { KernelFailure } from "@/lib/contract/kernel-job";
import { ApiError, messageOf } from "@/lib/core/errors";

export type KernelErrorCode = KernelFailure["code"];
export type Feasible = NonNullable<KernelFailure["feasible"]>;

export interface KernelErrorDetails {
  code?: KernelErrorCode | undefined;
  /** Index of the step in its pipeline, from 0. */
  step?: number | undefined;
  /** Way to the step, through maps and choices: `steps[2].steps[0]`. */
  path?: string | undefined;
  operation?: string | undefined;
  feature?: string | undefined;
  /** Largest value that would have worked. */
  feasible?: Feasible | undefined;
  /** What the kernel itself said; for the log and for experts. */
  kernelStatus?: string | undefined;
  cause?: unknown;
}

/** The one error that leaves the geometry code. The message is a sentence for the person who asked. */
export class KernelError extends Error {
  override readonly name = "KernelError";
  readonly code: KernelErrorCode;
  readonly step: number | undefined;
  readonly path: string | undefined;
  readonly operation: string | undefined;
  readonly feature: string | undefined;
  readonly feasible: Feasible | undefined;
  readonly kernelStatus: string | undefined;

  constructor(message: string, details: KernelErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code ?? "KERNEL_FAILED";
    this.step = details.step;
    this.path = details.path;
    this.operation = details.operation;
    this.feature = details.feature;
    this.feasible = details.feasible;
    this.kernelStatus = details.kernelStatus;
  }

  /** The same failure with its place filled in where it was open. */
  at(place: Pick<KernelErrorDetails, "step" | "path" | "operation" | "feature">): KernelError {
    return new KernelError(this.message, {
      code: this.code,
      step: this.step ?? place.step,
      path: this.path ?? place.path,
      operation: this.operation ?? place.operation,
      feature: this.feature ?? place.feature,
      feasible: this.feasible,
      kernelStatus: this.kernelStatus,
      cause: this.cause,
    });
  }

  /** As data, for the message that leaves the worker. */
  toFailure(): KernelFailure {
    const { code, message, step, path, operation, feature, feasible, kernelStatus } = this;
    return { code, message, step, path, operation, feature, feasible, kernelStatus };
  }
}

/** Refuses input that geometry can't take. */
export function invalidInput(message: string, details: Omit<KernelErrorDetails, "code"> = {}): KernelError {
  return new KernelError(message, { ...details, code: "INVALID_INPUT" });
}

/**
 * Turns anything thrown into a KernelError: a C++ exception (`WebAssembly.Exception`, readable only by the
 * instance that threw it), a trap or stack overflow inside WebAssembly, a refusal of ours, or a mistake.
 */
export function toKernelError(oc: OpenCascadeInstance, thrown: unknown, place: KernelErrorDetails = {}): KernelError {
  if (thrown instanceof KernelError) return thrown.at(place);
  if (thrown instanceof ApiError) return new KernelError(thrown.message, { ...place, code: "INVALID_INPUT", cause: thrown });
  const what = place.operation ?? "The operation";
  const kernelStatus = statusOf(oc, thrown);
  return new KernelError(`${what} failed in the kernel: ${kernelStatus}.`, { ...place, kernelStatus, cause: thrown });
}

/** True when the instance must not be used again: the fault lies in the WebAssembly itself, not in its input. */
export function poisonsKernel(error: unknown): boolean {
  const cause = error instanceof KernelError ? error.cause : error;
  return cause instanceof RangeError || cause instanceof WebAssembly.RuntimeError;
}

function statusOf(oc: OpenCascadeInstance, thrown: unknown): string {
  if (thrown instanceof WebAssembly.Exception) {
    const [type, text] = oc.getExceptionMessage(thrown);
    return text ? `${type}: ${text}` : type;
  }
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return messageOf(thrown);
}
