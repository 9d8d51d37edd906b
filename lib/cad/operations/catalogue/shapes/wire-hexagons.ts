import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import { mustBeAtLeast } from "../check-number";
import { type HexagonGrid, hexagonGrid } from "../hexagon-grid";
import { madeOfEach } from "../made-of-each";
import { largestRounding, roundedPolygon } from "../rounded-polygon";

/** Patterns are gone through again and again along the list of hexagons. */
interface Patterns {
  scalePatternWidth?: number[] | undefined;
  scalePatternHeight?: number[] | undefined;
  /** 0 is sharp, 1 the largest radius that fits. */
  filletPattern?: number[] | undefined;
  inclusionPattern?: boolean[] | undefined;
}

/** Hexagons on the ground plane: width on X, height on Z. */
function hexagonsInGrid(kernel: Kernel, params: HexagonGrid & Patterns): PartShape[] {
  const { scalePatternWidth, scalePatternHeight, filletPattern, inclusionPattern } = params;
  for (const [name, pattern] of Object.entries({ scalePatternWidth, scalePatternHeight, filletPattern }))
    mustBeAtLeast(0, Object.fromEntries((pattern ?? []).map((entry, index) => [`${name}[${index}]`, entry])));
  const chosen = hexagonGrid(params).flatMap(({ center, corners }, index) => {
    const scale = [turn(scalePatternWidth, index, 1), turn(scalePatternHeight, index, 1)] as const;
    if (!turn(inclusionPattern, index, true) || scale[0] === 0 || scale[1] === 0) return [];
    const scaled = corners.map(([x, z]): Vec3 => [center[0] + (x - center[0]) * scale[0], 0, center[1] + (z - center[1]) * scale[1]]);
    return [{ corners: scaled, fillet: turn(filletPattern, index, 0) }];
  });
  if (chosen.length === 0) throw invalidInput("inclusionPattern and the scale patterns leave no hexagon.");
  return madeOfEach(chosen, ({ corners, fillet }) => {
    if (fillet > 1) throw invalidInput(`filletPattern holds ${fillet} and may hold 1 at most, the largest radius that fits.`);
    return kernel.scope((own) => bare(own, roundedPolygon(kernel, own, corners, fillet * largestRounding(corners))));
  });
}

function turn<Entry>(pattern: readonly Entry[] | undefined, index: number, otherwise: Entry): Entry {
  return pattern && pattern.length > 0 ? (pattern[index % pattern.length] ?? otherwise) : otherwise;
}

/** `occt.shapes.wire.*`: grids. */
export const HEXAGON_WIRES: CatalogueImplementations = {
  "occt.shapes.wire.hexagonsInGrid": hexagonsInGrid,
};
