export { checkPart, type Violation } from "./checks/check-part";
export { describePart } from "./checks/describe-part";
export { type DesignContext, type DesignTurn, design, type Outcome } from "./design";
export { compilePlan, planHash } from "./plan/compile-plan";
export { resolveParameters } from "./plan/resolve-parameters";
