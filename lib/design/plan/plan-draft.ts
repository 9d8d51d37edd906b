import type { Check, Feature, Parameter, Plan, PlanArg } from "@/lib/contract/plan";

type ParamInit = Omit<Parameter, "unit"> & { unit?: Parameter["unit"] };

type FeatureInit = Omit<Feature, "id" | "turn" | "args"> & { args: Record<string, PlanArg | undefined> };

/** A plan in the making. Names and ids are unique and never reused. */
export class PlanDraft {
  readonly plan: Plan;
  readonly turn: number;

  constructor(start: Plan | { units: "mm" | "in"; name: string }, turn: number) {
    this.turn = turn;
    this.plan =
      "version" in start
        ? structuredClone(start)
        : {
            version: 1,
            units: start.units,
            name: start.name,
            params: {},
            features: [],
            checks: [{ kind: "solids", count: 1 }, { kind: "valid" }],
            assumptions: [],
            questions: [],
            standards: [],
            unread: [],
          };
  }

  /** Adds a parameter under this name, or under the next free number of it; returns an expression for it. */
  param(name: string, init: ParamInit): `=${string}` {
    const free = this.freeName(name, (candidate) => Object.hasOwn(this.plan.params, candidate));
    this.plan.params[free] = { unit: "mm", ...init };
    return `=${free}`;
  }

  /** Adds a feature before trailing chamfers and fillets when it makes or takes material. */
  feature(prefix: string, init: FeatureInit): Feature {
    const id =
      prefix === "base" ? "base" : this.freeName(prefix, (candidate) => this.plan.features.some((other) => other.id === candidate), true);
    const args = Object.fromEntries(Object.entries(init.args).flatMap(([name, arg]) => (arg === undefined ? [] : [[name, arg]])));
    const feature: Feature = { id, turn: this.turn, ...init, args };
    const edgeWork = feature.op === "fillet" || feature.op === "chamfer";
    let at = this.plan.features.length;
    if (!edgeWork) while (at > 1 && isEdgeWork(this.plan.features[at - 1])) at -= 1;
    // A shell comes before the cuts: holes then go through its walls and get none of their own.
    if (feature.op === "shell") {
      const cut = this.plan.features.findIndex(({ op }) => CUTS.has(op));
      if (cut > 0) at = Math.min(at, cut);
    }
    this.plan.features.splice(at, 0, feature);
    return feature;
  }

  check(check: Check): void {
    this.plan.checks.push(check);
  }

  /** Notes what a default filled; `param` is what to change when it is wrong. */
  assume(text: string, param?: string): void {
    this.plan.assumptions.push(param === undefined ? { text } : { text, param: param.replace(/^=/, "") });
  }

  private freeName(name: string, taken: (candidate: string) => boolean, numbered = false): string {
    if (!numbered && !taken(name)) return name;
    for (let number = numbered ? 1 : 2; ; number++) {
      const candidate = numbered ? `${name}${number}` : numberedName(name, number);
      if (!taken(candidate)) return candidate;
    }
  }
}

const CUTS = new Set(["hole", "counterbore", "countersink", "slot_cut", "pocket"]);

/** `hole_d` → `hole2_d`: the number goes to the noun. */
function numberedName(name: string, number: number): string {
  const [noun, ...rest] = name.split("_");
  return [`${noun}${number}`, ...rest].join("_");
}

function isEdgeWork(feature: Feature | undefined): boolean {
  return feature?.op === "fillet" || feature?.op === "chamfer";
}
