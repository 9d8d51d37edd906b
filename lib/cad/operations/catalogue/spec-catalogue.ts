import { isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, centerOfMassOf, isValid, lengthPropertiesOf, surfaceOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { countOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import { freeValue } from "@/lib/cad/pipeline/step-values";
import type { BoundingBox } from "@/lib/contract/geometry";
import type { PlainStep } from "@/lib/contract/pipeline";

/** A step of a pipeline. */
export const step = (operation: string, params: Record<string, unknown> = {}): PlainStep => ({ operation, params });

/** What specs ask of a shape. */
export interface Measured {
  kind: string;
  volume: number;
  area: number;
  length: number;
  /** Centroid of the solids where there are any, else of the faces, else of the edges. */
  center: Vec3;
  box: BoundingBox;
  valid: boolean;
  solids: number;
  faces: number;
  edges: number;
}

/** Value of the last step, which is not a shape. */
export async function lastValue(...steps: PlainStep[]): Promise<unknown> {
  const { value } = await runPipeline(await specKernel(), steps);
  return value;
}

/** Runs steps, measures the shape that comes out and frees it. */
export async function measure(...steps: PlainStep[]): Promise<Measured> {
  const [only, ...others] = await measureEach(...steps);
  if (!only || others.length > 0) throw new Error(`The steps give ${others.length + (only ? 1 : 0)} shapes.`);
  return only;
}

/** As `measure`, for a step that gives a list of shapes. */
export async function measureEach(...steps: PlainStep[]): Promise<Measured[]> {
  const kernel = await specKernel();
  const { value } = await runPipeline(kernel, steps);
  try {
    return (Array.isArray(value) ? value : [value]).map((part) => {
      if (!isPartShape(part)) throw new Error("The steps give no shape.");
      return measured(kernel, part);
    });
  } finally {
    freeValue(value);
  }
}

/** Measures a shape that the caller owns. */
export function measured(kernel: Awaited<ReturnType<typeof specKernel>>, { shape }: PartShape): Measured {
  const solids = countOf(kernel, shape, "TopAbs_SOLID");
  const faces = countOf(kernel, shape, "TopAbs_FACE");
  const surface = surfaceOf(kernel, shape);
  const line = lengthPropertiesOf(kernel, shape);
  return {
    kind: shape.ShapeType().replace("TopAbs_", "").toLowerCase(),
    volume: solids > 0 ? volumeOf(kernel, shape) : 0,
    area: surface.area,
    length: line.length,
    center: solids > 0 ? centerOfMassOf(kernel, shape) : faces > 0 ? surface.center : line.center,
    box: boundingBoxOf(kernel, shape),
    valid: isValid(kernel, shape),
    solids,
    faces,
    edges: countOf(kernel, shape, "TopAbs_EDGE"),
  };
}

/** Relative difference of a measurement to its formula. */
export function off(measuredValue: number, formula: number): number {
  return Math.abs(measuredValue / formula - 1);
}
