import type { HoleRecord, Measurements } from "@/lib/contract/geometry";
import type { Check, Plan } from "@/lib/contract/plan";
import { lengthText, numberText } from "../plan/say";

/** A claim of the words that the measured part does not keep. */
export interface Violation {
  check: Check;
  /** One sentence: what was wanted and what was measured. */
  message: string;
  wanted: number | string;
  measured: number | string;
}

const LENGTH_MM = 0.01;
const DIAMETER_MM = 0.005;
const POSITION_MM = 0.01;

const near = (left: number, right: number, tolerance: number) => Math.abs(left - right) <= tolerance;

/** Compares what the words claim with what was measured; empty when every claim holds. */
export function checkPart(plan: Pick<Plan, "checks">, measured: Measurements): Violation[] {
  return plan.checks.flatMap((check) => {
    const fault = faultOf(check, measured);
    return fault === undefined ? [] : [{ check, ...fault }];
  });
}

type Fault = Omit<Violation, "check">;

function faultOf(check: Check, measured: Measurements): Fault | undefined {
  switch (check.kind) {
    case "bbox":
      return boxFault(check, measured);
    case "extent": {
      const { size } = measured.bounding_box;
      if (size.some((extent) => near(extent, check.value, LENGTH_MM))) return undefined;
      return {
        message: `No side measures ${lengthText(check.value)}.`,
        wanted: check.value,
        measured: size.map((extent) => numberText(extent)).join(" × "),
      };
    }
    case "volume":
      return volumeFault(check, measured.volume_mm3);
    case "hole":
      return holeFault(check, measured.holes);
    case "solids":
      if (measured.solids === check.count) return undefined;
      return {
        message: `The part should be ${check.count} solid and is ${measured.solids}.`,
        wanted: check.count,
        measured: measured.solids,
      };
    case "valid":
      return measured.valid ? undefined : { message: "The shape is not valid.", wanted: "valid", measured: "not valid" };
    case "fillets":
      return filletFault(check, measured);
  }
}

function boxFault(check: Extract<Check, { kind: "bbox" }>, { bounding_box }: Measurements): Fault | undefined {
  for (const [index, axis] of (["x", "y", "z"] as const).entries()) {
    const wanted = check[axis];
    const extent = bounding_box.size[index] ?? 0;
    if (wanted !== undefined && !near(extent, wanted, LENGTH_MM)) {
      return {
        message: `The part should measure ${lengthText(wanted)} along ${axis.toUpperCase()} and measures ${lengthText(extent)}.`,
        wanted,
        measured: extent,
      };
    }
  }
  return undefined;
}

function volumeFault(check: Extract<Check, { kind: "volume" }>, volume: number): Fault | undefined {
  const low = check.min ?? (check.value === undefined ? 0 : check.value * (1 - 1e-4));
  const high = check.max ?? (check.value === undefined ? Number.POSITIVE_INFINITY : check.value * (1 + 1e-4));
  if (volume >= low && volume <= high) return undefined;
  return { message: `The volume is ${numberText(volume)} mm³.`, wanted: check.value ?? `${low}…${high}`, measured: volume };
}

function holeFault(check: Extract<Check, { kind: "hole" }>, holes: HoleRecord[]): Fault | undefined {
  const same = holes.filter((hole) => near(hole.diameter, check.d, DIAMETER_MM));
  const name = `Ø${numberText(check.d, 3)} mm`;
  if (same.length !== check.count)
    return {
      message: `${check.count} holes of ${name} were asked and ${same.length} are there.`,
      wanted: check.count,
      measured: same.length,
    };
  const wrong = check.through === undefined ? undefined : same.find((hole) => hole.through !== check.through);
  if (wrong !== undefined) {
    return {
      message: `A hole of ${name} should ${check.through ? "go through" : "be blind"} and does not.`,
      wanted: check.through ? "through" : "blind",
      measured: wrong.through ? "through" : "blind",
    };
  }
  const depth = check.depth;
  const shallow = depth === undefined ? undefined : same.find((hole) => !near(hole.depth, depth, LENGTH_MM));
  if (depth !== undefined && shallow !== undefined) {
    return {
      message: `A hole of ${name} should be ${lengthText(depth)} deep and is ${lengthText(shallow.depth)}.`,
      wanted: depth,
      measured: shallow.depth,
    };
  }
  const { spacing, pcd } = check;
  const apart = spacing === undefined ? undefined : same.find((hole) => !near(hole.spacing ?? 0, spacing, POSITION_MM));
  if (spacing !== undefined && apart !== undefined) {
    return {
      message: `Holes of ${name} should stand ${lengthText(spacing)} apart and stand ${lengthText(apart.spacing ?? 0)}.`,
      wanted: spacing,
      measured: apart.spacing ?? 0,
    };
  }
  const measuredPcd = pcd === undefined || same.length < 2 ? undefined : circleOf(same);
  if (pcd !== undefined && measuredPcd !== undefined && !near(measuredPcd, pcd, 2 * POSITION_MM)) {
    return {
      message: `Holes of ${name} should stand on a ${lengthText(pcd)} circle and stand on ${lengthText(measuredPcd)}.`,
      wanted: pcd,
      measured: measuredPcd,
    };
  }
  return undefined;
}

/** Diameter of the circle that evenly spread holes stand on: twice their distance from their common middle. */
function circleOf(holes: HoleRecord[]): number {
  const middle = [0, 1, 2].map((axis) => holes.reduce((sum, hole) => sum + (hole.center[axis] ?? 0), 0) / holes.length);
  const distances = holes.map((hole) => Math.hypot(...hole.center.map((value, axis) => value - (middle[axis] ?? 0))));
  return 2 * Math.max(...distances);
}

function filletFault(check: Extract<Check, { kind: "fillets" }>, measured: Measurements): Fault | undefined {
  const found = measured.fillets.filter((fillet) => near(fillet.radius, check.r, LENGTH_MM)).reduce((sum, fillet) => sum + fillet.count, 0);
  if (found > 0 && (check.count === undefined || found >= check.count)) return undefined;
  return {
    message: `Fillets of ${lengthText(check.r)} were asked${check.count === undefined ? "" : ` (${check.count})`} and ${found} are there.`,
    wanted: check.count ?? 1,
    measured: found,
  };
}
