import type { TopoDS_Shape } from "opencascade.js";
import { expect } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, isValid } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { trackOf } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import { freeValue } from "@/lib/cad/pipeline/step-values";
import type { BoundingBox } from "@/lib/contract/geometry";
import type { PlainStep } from "@/lib/contract/pipeline";
import type { OperationContext } from "../../implementation";

/** For operations that are called without a pipeline. */
export const NO_CONTEXT: OperationContext = {
  exchange: () => Promise.reject(new Error("This operation reads no foreign files.")),
  addFile: () => undefined,
  warn: () => undefined,
};

/** A step of a pipeline. */
export const step = (operation: string, params: Record<string, unknown> = {}): PlainStep => ({ operation, params });

/** A step on the step before it. */
export const onPrev = (operation: string, params: Record<string, unknown> = {}): PlainStep =>
  step(operation, { shape: "$prev", ...params });

/** A step on the list that the step before it gives. */
export const onAll = (operation: string, params: Record<string, unknown> = {}): PlainStep =>
  step(operation, { shapes: "$prev", ...params });

/** Value of the last step, which is no shape. */
export async function answer<Answer>(...steps: PlainStep[]): Promise<Answer> {
  const { value } = await runPipeline(await specKernel(), steps);
  return value as Answer;
}

/** What specs ask of an edge or a wire. */
export interface MeasuredCurve {
  length: number;
  start: Vec3;
  end: Vec3;
  closed: boolean;
  valid: boolean;
  edges: number;
  box: BoundingBox;
  centroid: Vec3;
}

function measured(kernel: Kernel, shape: TopoDS_Shape): MeasuredCurve {
  return kernel.scope((own) => {
    const track = trackOf(kernel, own, shape);
    const [start, end] = [track.at(track.first), track.at(track.last)];
    return {
      length: track.length,
      start,
      end,
      closed: Math.hypot(end[0] - start[0], end[1] - start[1], end[2] - start[2]) < 1e-7,
      valid: isValid(kernel, shape),
      edges: track.edges.length,
      box: boundingBoxOf(kernel, shape),
      centroid: track.centroid,
    };
  });
}

/** The edges or wires that the last step gives, measured. */
export async function curves(...steps: PlainStep[]): Promise<MeasuredCurve[]> {
  const kernel = await specKernel();
  const { value } = await runPipeline(kernel, steps);
  try {
    const parts: unknown[] = Array.isArray(value) ? value : [value];
    return parts.filter((part): part is PartShape => isPartShape(part)).map(({ shape }) => measured(kernel, shape));
  } finally {
    freeValue(value);
  }
}

/** The one edge or wire that the last step gives, measured. */
export async function curve(...steps: PlainStep[]): Promise<MeasuredCurve> {
  const [only, ...more] = await curves(...steps);
  if (!only || more.length > 0) throw new Error(`The last step gives ${more.length + (only ? 1 : 0)} shapes.`);
  return only;
}

/** Matches a point, to nine digits unless told otherwise. */
export const near = (at: readonly number[], digits = 9): unknown => at.map((coordinate): unknown => expect.closeTo(coordinate, digits));
