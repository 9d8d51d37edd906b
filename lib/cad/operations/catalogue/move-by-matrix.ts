import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { lengthOf } from "@/lib/cad/kernel/vector";
import { MAX_LENGTH_MM } from "@/lib/core/units";
import { transformedCopy } from "./bare-shape";
import { columnsOf, isSimilarity, type Matrix } from "./transform-matrices";

/** Nearer to 0 a shape shrinks below the kernel's own tolerance. */
const LEAST_SCALE = 1e-6;

/** A moved, turned, mirrored or evenly scaled copy with its own geometry. */
export function moveByMatrix(kernel: Kernel, { shape }: PartShape, matrix: Readonly<Matrix>): PartShape {
  requireScale(matrix);
  if (!isSimilarity(matrix)) throw invalidInput("The transformation is uneven and must be a similarity here.");
  return kernel.scope((own) => {
    const m = (row: number, column: number) => matrix[column * 4 + row] ?? 0;
    const row = (index: number) => [m(index, 0), m(index, 1), m(index, 2), m(index, 3)] as const;
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetValues(...row(0), ...row(1), ...row(2));
    return transformedCopy(kernel, own, shape, transform);
  });
}

/** Refuses what would make a shape vanish or outgrow the model's space. */
export function requireScale(matrix: Readonly<Matrix>): void {
  for (const column of columnsOf(matrix).slice(0, 3)) {
    const factor = lengthOf(column);
    if (!(factor >= LEAST_SCALE && factor <= MAX_LENGTH_MM)) {
      throw invalidInput(`The scale is ${factor} and must be from ${LEAST_SCALE} to ${MAX_LENGTH_MM}, in size.`);
    }
  }
}
