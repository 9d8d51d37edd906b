import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { requireEntries } from "./bounded-result";
import { type PureFunction, pureNamespace } from "./pure-namespace";

const OWN: Record<string, PureFunction> = {
  // JSON has no undefined: a gate that is shut gives null, and null is what a first defined value skips.
  firstDefinedValueGate: ({ value1, value2 }: { value1?: unknown; value2?: unknown }) => value1 ?? value2 ?? null,
  thresholdGapsBooleanList: (params: { numbers: number[]; gapThresholds: [number, number][]; inverse: boolean }) =>
    // One entry a number, however many gaps hold it.
    params.numbers.map((number) => params.gapThresholds.some(([low, high]) => number >= low && number <= high) !== params.inverse),
};

function refuse(
  id: string,
  operation: string,
  { length, thresholdTotalTrue, thresholdTotalFalse, nrLevels }: Readonly<Record<string, unknown>>,
): void {
  if (operation === "randomBooleans") requireEntries(id, Number(length));
  if (operation === "twoThresholdRandomGradient" && !(Number(thresholdTotalTrue) < Number(thresholdTotalFalse) && Number(nrLevels) > 0)) {
    throw invalidInput(`thresholdTotalTrue is ${thresholdTotalTrue} and must be less than thresholdTotalFalse, ${thresholdTotalFalse}.`);
  }
}

/** `logic.*` */
export const LOGIC = pureNamespace({ name: "logic", own: OWN, refuse, takesObjects: true });
