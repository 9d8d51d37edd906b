import { readDxfCurves } from "./dxf-entities";
import { FileFault } from "./file-fault";
import type { PlanarRegion } from "./planar-curve";
import { loopsOf, regionsOf } from "./planar-loops";

export interface DxfOutlines {
  /** In the XY plane, millimetres. */
  regions: PlanarRegion[];
  warnings: string[];
}

/**
 * The closed outlines of a DXF drawing, outer ones with their holes; pure.
 * @param layer read alone when given; by default all are
 * @throws FileFault when there is no closed outline, and why
 */
export function dxfOutlines(bytes: Uint8Array, { layer }: { layer?: string } = {}): DxfOutlines {
  const { curves, skipped, hasUnit } = readDxfCurves(bytes);
  const wanted = layer === undefined ? curves : curves.filter((entry) => entry.layer === layer);
  if (layer !== undefined && wanted.length === 0) {
    const layers = [...new Set(curves.map((entry) => entry.layer))].slice(0, 20);
    throw new FileFault(`it has no curves on the layer "${layer}"; its layers are ${layers.join(", ")}`);
  }
  const { loops, openCurves } = loopsOf(wanted);
  const warnings: string[] = [];
  if (!hasUnit) warnings.push("The drawing does not name its unit; its numbers were taken as millimetres.");
  if (openCurves > 0) warnings.push(`${openCurves} curves of the drawing close to no outline and were left out.`);
  if (skipped.size > 0) {
    const list = [...skipped].slice(0, 8).map(([type, count]) => `${count} ${type.slice(0, 30)}`);
    warnings.push(`What is no outline was left out: ${list.join(", ")}.`);
  }
  if (loops.length === 0) {
    throw new FileFault(
      curves.length === 0 ? "it holds no lines, arcs or polylines" : `none of its ${wanted.length} curves close to an outline`,
    );
  }
  return { regions: regionsOf(loops), warnings };
}
