import { createHmac, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";
import type { CallAnswer } from "./apply";
import { type FunctionSpec, readFunction } from "./functions";
import { type JobEvent, operation, type StepState, syncAnswer } from "./wire";

export type Handler = (request: Request) => Promise<Response>;

/** Where the handler is and how it is spoken to. The URL is never resolved: the call stays in this process. */
export interface Endpoint {
  handler: Handler;
  url: string;
  signingKey: string;
}

/** One call of a function. */
export interface FunctionCall {
  runId: string;
  functionId: string;
  /** Hash of the step to execute; undefined to run on from the stored results. */
  stepId: string | undefined;
  itemId: string;
  generation: number;
  attempt: number;
  maxAttempts: number;
  event: JobEvent;
  /** Stored results in the order in which they settled. */
  steps: { id: string; state: StepState }[];
  /** True while siblings are pending: the call then only plans. */
  planOnly: boolean;
}

/** `serve` canonicalises what it parsed before it checks: what is signed is the canonical text, so that is what is sent. */
export function signedBody(body: unknown, signingKey: string, nowS: number): { text: string; signature: string } {
  const text = canonicalize(body) ?? "null";
  const key = signingKey.replace(/^signkey-\w+-/, "");
  const hex = createHmac("sha256", key).update(`${text}${nowS}`).digest("hex");
  return { text, signature: `t=${nowS}&s=${hex}` };
}

async function post(
  endpoint: Endpoint,
  method: "POST" | "PUT",
  url: URL,
  body: unknown,
  headers: Record<string, string>,
): Promise<Response> {
  const { text, signature } = signedBody(body, endpoint.signingKey, Math.floor(Date.now() / 1_000));
  const request = new Request(url, {
    method,
    body: text,
    headers: {
      "content-type": "application/json",
      host: url.host, // `serve` reads its own address from it
      "x-inngest-signature": signature,
      "x-inngest-server-kind": "cloud",
      ...headers,
    },
  });
  return endpoint.handler(request);
}

/** Asks the handler for its functions (in-band sync). Throws for one that the runner can't drive. */
export async function syncFunctions(endpoint: Endpoint): Promise<FunctionSpec[]> {
  const response = await post(endpoint, "PUT", new URL(endpoint.url), { url: endpoint.url }, { "x-inngest-sync-kind": "in_band" });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`The functions could not be read: the handler answered ${response.status} (${text.slice(0, 300)}).`);
  return syncAnswer.parse(JSON.parse(text)).functions.map(readFunction);
}

/** Calls a function and reads its answer. Whatever the handler throws is an answer too. */
export async function callFunction(endpoint: Endpoint, call: FunctionCall): Promise<CallAnswer> {
  const url = new URL(endpoint.url);
  url.searchParams.set("fnId", call.functionId);
  url.searchParams.set("stepId", call.stepId ?? "step");
  const order = call.steps.map((step) => step.id);
  const body = {
    version: 2,
    event: call.event,
    events: [call.event],
    steps: Object.fromEntries(call.steps.map((step) => [step.id, step.state])),
    ctx: {
      run_id: call.runId,
      attempt: call.attempt,
      max_attempts: call.maxAttempts,
      use_api: false,
      disable_immediate_execution: call.planOnly || call.stepId !== undefined,
      fn_id: call.functionId,
      qi_id: call.itemId,
      stack: { stack: order, current: order.length - 1 },
    },
  };
  try {
    const response = await post(endpoint, "POST", url, body, {
      "x-inngest-req-version": "2",
      "x-request-id": randomUUID(),
      "x-inngest-generation-id": String(call.generation),
    });
    return readAnswer(response.status, response.headers, await response.text());
  } catch (error) {
    return { kind: "error", error, retriable: true, retryAfter: null };
  }
}

/** Reads an answer by its status; anything unknown is a failure worth another try. */
export function readAnswer(status: number, headers: Headers, text: string): CallAnswer {
  const retryAfter = headers.get("retry-after");
  if (status === 200) return { kind: "completed", output: text === "" ? null : JSON.parse(text) };
  if (status === 206) {
    const parsed = z.union([z.array(operation), operation.transform((one) => [one])]).safeParse(JSON.parse(text));
    if (parsed.success) return { kind: "operations", operations: parsed.data, retryAfter };
    return { kind: "error", error: new Error("The handler's operations can't be read."), retriable: false, retryAfter: null };
  }
  return { kind: "error", error: text, retriable: headers.get("x-inngest-no-retry") !== "true", retryAfter };
}
