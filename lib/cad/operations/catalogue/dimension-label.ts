import type { TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { add, distance, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import { wireThrough } from "./build-wire";
import { evaluateArithmetic } from "./pure/arithmetic";
import { strokesOf } from "./pure/text-strokes";

/** How a label is drawn. */
export interface LabelStyle {
  /** Height of capitals. */
  labelSize: number;
  labelOffset: number;
  labelRotation: number;
  labelFlipHorizontal: boolean;
  labelFlipVertical: boolean;
}

/** How a measure is written. */
export interface MeasureStyle {
  decimalPlaces: number;
  labelSuffix: string;
  /** An expression of `val`, as `val/10`, or a text in its stead. */
  labelOverwrite: string;
  removeTrailingZeros: boolean;
}

/** What is written on a dimension: the measure, or what stands in its stead. */
export function measureText(value: number, { decimalPlaces, labelSuffix, labelOverwrite, removeTrailingZeros }: MeasureStyle): string {
  if (!(Number.isInteger(decimalPlaces) && decimalPlaces >= 0 && decimalPlaces <= 20)) {
    throw invalidInput(`decimalPlaces is ${decimalPlaces} and must be a whole number from 0 to 20.`);
  }
  const written = (number: number) => {
    const text = number.toFixed(decimalPlaces);
    return `${removeTrailingZeros ? String(Number(text)) : text} ${labelSuffix}`.trim();
  };
  if (labelOverwrite.trim() === "") return written(value);
  try {
    return written(evaluateArithmetic(labelOverwrite.replaceAll("val", `(${value.toFixed(12)})`)));
  } catch (error) {
    // A text that is no expression is what shall be written.
    if (error instanceof KernelError) return labelOverwrite;
    throw error;
  }
}

interface LabelPlane {
  origin: Vec3;
  x: Vec3;
  y: Vec3;
}

/** The strokes of a text with its middle at the origin of a plane. */
export function drawLabel(kernel: Kernel, own: Own, text: string, { origin, x, y }: LabelPlane, style: LabelStyle): TopoDS_Wire[] {
  if (!(style.labelSize > 0)) throw invalidInput(`labelSize is ${style.labelSize} and must be more than 0.`);
  const turn = degToRad(style.labelRotation);
  const [flipX, flipY] = [style.labelFlipHorizontal ? -1 : 1, style.labelFlipVertical ? -1 : 1];
  const place = ([a, b]: [number, number]): Vec3 => {
    const [u, v] = [a * flipX, b * flipY];
    const across = u * Math.cos(turn) - v * Math.sin(turn);
    const upward = u * Math.sin(turn) + v * Math.cos(turn);
    return add(origin, add(multiply(x, across), multiply(y, upward)));
  };
  return strokesOf(text, style.labelSize)
    .map((stroke) => stroke.map(place))
    .filter((stroke) => stroke.some((at, index) => index > 0 && distance(at, stroke[index - 1] ?? at) > 1e-6))
    .map((stroke) => wireThrough(kernel, own, stroke, false));
}
