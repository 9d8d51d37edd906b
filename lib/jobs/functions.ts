import { checkExpression, keyOf } from "./cel";
import { parseDurationMs } from "./duration";
import { type FunctionConfig, functionConfig, type JobEvent } from "./wire";

interface ConcurrencyLimit {
  limit: number;
  key: string | undefined;
}

/** A registered function, as the runner needs it. */
export interface FunctionSpec {
  id: string;
  triggers: { event: string; expression: string | undefined }[];
  maxAttempts: number;
  idempotency: string | undefined;
  cancel: { event: string; expression: string | undefined }[];
  concurrency: ConcurrencyLimit[];
  startTimeoutMs: number | undefined;
  finishTimeoutMs: number | undefined;
}

/** Thrown at start; names the function and the option. */
export class UnsupportedFunctionError extends Error {
  override readonly name = "UnsupportedFunctionError";
}

const UNSUPPORTED = ["batchEvents", "rateLimit", "throttle", "debounce", "priority", "singleton"] as const;
/** Retries when a function does not say: the default of a server. */
const DEFAULT_RETRIES = 4;

function refuse(id: string, option: string): never {
  throw new UnsupportedFunctionError(
    `Function "${id}" uses "${option}", which the embedded runner does not support. ` +
      "Set INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY to use an Inngest server, or remove it.",
  );
}

/** Reads one function of a sync answer; refuses what this runner would otherwise silently ignore. */
export function readFunction(raw: { id: string }): FunctionSpec {
  const parsed = functionConfig.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const option = issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]].join(".") : (issue?.path.join(".") ?? "unknown");
    refuse(raw.id, option);
  }
  const config = parsed.data;
  for (const option of UNSUPPORTED) if (config[option] !== undefined) refuse(config.id, option);
  const limits = concurrencyOf(config);
  const spec: FunctionSpec = {
    id: config.id,
    triggers: config.triggers.map((trigger) => {
      if ("cron" in trigger) refuse(config.id, "cron");
      return { event: trigger.event, expression: trigger.expression };
    }),
    maxAttempts: (config.steps.step?.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    idempotency: config.idempotency,
    cancel: (config.cancel ?? []).map((rule) => {
      if (rule.timeout !== undefined) refuse(config.id, "cancelOn.timeout");
      return { event: rule.event, expression: rule.if };
    }),
    concurrency: limits,
    startTimeoutMs: config.timeouts?.start === undefined ? undefined : parseDurationMs(config.timeouts.start),
    finishTimeoutMs: config.timeouts?.finish === undefined ? undefined : parseDurationMs(config.timeouts.finish),
  };
  checkExpressions(spec);
  return spec;
}

function concurrencyOf(config: FunctionConfig): ConcurrencyLimit[] {
  const { concurrency } = config;
  if (concurrency === undefined) return [];
  const options = typeof concurrency === "number" ? [{ limit: concurrency }] : Array.isArray(concurrency) ? concurrency : [concurrency];
  return options
    .map((option: { limit: number; key?: string | undefined; scope?: string | undefined }) => {
      if (option.scope !== undefined && option.scope !== "fn") refuse(config.id, `concurrency.scope "${option.scope}"`);
      return { limit: option.limit, key: option.key };
    })
    .filter((option) => option.limit > 0); // 0 means no limit on a server
}

function checkExpressions(spec: FunctionSpec): void {
  const expressions = [
    ...spec.triggers.map((trigger) => trigger.expression),
    ...spec.cancel.map((rule) => rule.expression),
    ...spec.concurrency.map((limit) => limit.key),
    spec.idempotency,
  ];
  for (const expression of expressions) {
    if (expression === undefined) continue;
    try {
      checkExpression(expression);
    } catch (error) {
      throw new UnsupportedFunctionError(`Function "${spec.id}": the expression "${expression}" is not valid CEL.`, { cause: error });
    }
  }
}

/** Concurrency keys of a run, with the cap of each; a key that can't be evaluated is the empty key. */
export function concurrencyKeys(spec: FunctionSpec, event: JobEvent): { keys: string[]; caps: number[] } {
  return {
    keys: spec.concurrency.map(({ key }, index) => `${spec.id}/${index}/${key === undefined ? "" : (keyOf(key, { event }) ?? "")}`),
    caps: spec.concurrency.map(({ limit }) => limit),
  };
}
