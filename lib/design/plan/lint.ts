import type { Plan } from "@/lib/contract/plan";
import { resolveParameters } from "./resolve-parameters";

/** Refuses by arithmetic what no kernel could build. @throws Refused */
export function lint(plan: Plan): void {
  resolveParameters(plan);
}
