import { createHash } from "node:crypto";
import { Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from "inngest";
import { serve } from "inngest/edge";
import { describe, expect, it } from "vitest";
import { callFunction, type Endpoint, type FunctionCall, signedBody, syncFunctions } from "./calls";
import type { StepState } from "./wire";

/**
 * The contract with the pinned SDK: what it puts on the wire, as this runner relies on it. The protocol is not under
 * semantic versioning; when a new version of the SDK fails here, the runner has to learn it before the pin moves.
 */
const SIGNING_KEY = "signkey-test-0123456789abcdef";
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

interface Sent {
  path: string;
  body: unknown;
  headers: Headers;
}

/** An app whose requests to its server are answered here, and kept. */
function app(define: (client: Inngest) => InngestFunction.Any[], answer: (path: string) => Response = () => Response.json({})) {
  const sent: Sent[] = [];
  const client = new Inngest({
    id: "app",
    baseUrl: "http://inngest.embedded",
    isDev: false,
    eventKey: "embedded",
    signingKey: SIGNING_KEY,
    logger: { info() {}, warn() {}, error() {}, debug() {} },
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      const path = new URL(request.url).pathname;
      sent.push({ path, body: await request.json(), headers: request.headers });
      return answer(path);
    },
  });
  const handler = serve({ client, functions: define(client) }) as (request: Request) => Promise<Response>;
  const endpoint: Endpoint = { handler, url: "http://inngest.embedded/api/inngest", signingKey: SIGNING_KEY };
  const call = (given: Partial<FunctionCall> = {}) =>
    callFunction(endpoint, {
      runId: "run-1",
      functionId: "app-f",
      stepId: undefined,
      itemId: "item-1",
      generation: 7,
      attempt: 0,
      maxAttempts: 3,
      event: { id: "e1", name: "a/b", data: { n: 1 }, ts: 1_700_000_000_000 },
      steps: [],
      planOnly: false,
      ...given,
    });
  return { client, handler, endpoint, call, sent };
}

type Handler = Parameters<Inngest["createFunction"]>[1];

/** An app of one function, `f`. */
function one(handler: Handler, answer?: (path: string) => Response) {
  return app((client) => [client.createFunction({ id: "f", triggers: { event: "a/b" }, retries: 2 }, handler)], answer);
}

const data = (value: unknown): StepState => ({ type: "data", data: value });

describe("sync", () => {
  it("names functions, triggers, retries, cancellation, concurrency, timeouts and the onFailure function", async () => {
    const { endpoint } = app((client) => {
      const f = client.createFunction(
        {
          id: "f",
          triggers: [{ event: "a/b", if: "event.data.n > 1" }, { event: "c/d" }],
          retries: 3,
          idempotency: "event.data.id",
          concurrency: [{ limit: 2, key: "event.data.who" }, { limit: 5 }],
          cancelOn: [{ event: "a/stop", match: "data.id" }],
          timeouts: { start: "1m", finish: "1h" },
          onFailure: async () => {},
        },
        async () => {},
      );
      return [f];
    });
    const [f, failure] = await syncFunctions(endpoint);
    expect(f).toEqual({
      id: "app-f",
      triggers: [
        { event: "a/b", expression: "event.data.n > 1" },
        { event: "c/d", expression: undefined },
      ],
      maxAttempts: 4,
      idempotency: "event.data.id",
      cancel: [{ event: "a/stop", expression: "event.data.id == async.data.id" }],
      concurrency: [
        { limit: 2, key: "event.data.who" },
        { limit: 5, key: undefined },
      ],
      startTimeoutMs: 60_000,
      finishTimeoutMs: 3_600_000,
    });
    expect(failure).toMatchObject({
      id: "app-f-failure",
      triggers: [{ event: "inngest/function.failed", expression: "event.data.function_id == 'app-f'" }],
      maxAttempts: 2,
    });
  });

  it("retries default to a server's: five attempts", async () => {
    const { endpoint } = app((client) => [client.createFunction({ id: "f", triggers: { event: "a/b" } }, async () => {})]);
    expect((await syncFunctions(endpoint))[0]?.maxAttempts).toBe(5);
  });
});

describe("signatures", () => {
  it("an unsigned call, a wrong one and one signed with another key get 401 and execute nothing", async () => {
    let executed = 0;
    const { handler } = one(async () => {
      executed += 1;
    });
    const body = { event: {}, events: [], steps: {}, ctx: { run_id: "r" }, version: 2 };
    const now = Math.floor(Date.now() / 1_000);
    const signatures = [
      undefined,
      "t=1&s=00",
      signedBody(body, "signkey-test-ffff", now).signature,
      signedBody(body, SIGNING_KEY, now - 3_600).signature,
    ];
    for (const signature of signatures) {
      const response = await handler(
        new Request("http://inngest.embedded/api/inngest?fnId=app-f&stepId=step", {
          method: "POST",
          headers: { host: "inngest.embedded", ...(signature && { "x-inngest-signature": signature }) },
          body: JSON.stringify(body),
        }),
      );
      expect(response.status).toBe(401);
    }
    expect(executed).toBe(0);
  });
});

describe("checkpoint mode", () => {
  it("reports each step by one checkpoint that carries run, queue item and generation, and the end as RunComplete", async () => {
    const { call, sent } = one(async ({ step }) => {
      await step.run("one", () => ({ n: 1 }));
      await step.run("two", () => undefined);
      return "out";
    });
    const answer = await call();
    expect(sent.map(({ path }) => path)).toEqual(["/v1/checkpoint/run-1/async", "/v1/checkpoint/run-1/async"]);
    expect(sent[0]?.body).toMatchObject({
      run_id: "run-1",
      fn_id: "app-f",
      qi_id: "item-1",
      generation_id: 7,
      steps: [{ id: sha1("one"), op: "StepRun", displayName: "one", data: { n: 1 } }],
    });
    expect(sent[1]?.body).toMatchObject({ steps: [{ id: sha1("two"), op: "StepRun" }] });
    expect(answer).toMatchObject({ kind: "operations", operations: [{ op: "RunComplete", id: sha1("complete"), data: "out" }] });
  });

  it("a 409 stops the function before its next step; the answer is final and names the stale dispatch", async () => {
    const calls: string[] = [];
    const { call, sent } = one(
      async ({ step }) => {
        await step.run("one", () => calls.push("one"));
        await step.run("two", () => calls.push("two"));
      },
      () => Response.json({}, { status: 409 }),
    );
    const answer = await call();
    expect(answer).toMatchObject({ kind: "error", retriable: false, error: expect.stringContaining('"StaleDispatchError"') });
    expect(calls).toEqual(["one"]);
    expect(sent).toHaveLength(1);
  });

  it("a checkpoint that keeps failing falls back to an answer with the step in it", async () => {
    const { call } = one(
      async ({ step }) => {
        await step.run("one", () => 1);
        await step.run("two", () => 2);
      },
      () => Response.json({}, { status: 500 }),
    );
    expect(await call()).toMatchObject({ kind: "operations", operations: [{ op: "StepRun", id: sha1("one"), data: 1 }] });
  });

  it("stored results are not executed again, in whatever order they settled", async () => {
    const calls: string[] = [];
    const { call } = one(async ({ step }) => {
      const [a, b] = await Promise.all([step.run("a", () => calls.push("a")), step.run("b", () => calls.push("b"))]);
      return [a, b];
    });
    const steps = [
      { id: sha1("b"), state: data("B") },
      { id: sha1("a"), state: data("A") },
    ];
    expect(await call({ steps })).toMatchObject({ kind: "operations", operations: [{ op: "RunComplete", data: ["A", "B"] }] });
    expect(calls).toEqual([]);
  });

  it("an attempt after the first reports its step in the answer, not by checkpoint", async () => {
    const { call, sent } = one(async ({ step }) => step.run("one", () => 1));
    expect(await call({ attempt: 1 })).toMatchObject({ operations: [{ op: "StepRun", id: sha1("one"), data: 1 }] });
    expect(sent).toEqual([]);
  });
});

describe("steps", () => {
  it("parallel steps are planned; a call for one of them executes that one alone", async () => {
    const calls: string[] = [];
    const { call } = one(async ({ step }) => {
      await Promise.all(["a", "b"].map((id) => step.run(id, () => calls.push(id))));
    });
    expect(await call()).toMatchObject({
      operations: [
        { op: "StepPlanned", id: sha1("a") },
        { op: "StepPlanned", id: sha1("b") },
      ],
    });
    expect(await call({ stepId: sha1("b") })).toMatchObject({ operations: [{ op: "StepRun", id: sha1("b"), data: 1 }] });
    expect(calls).toEqual(["b"]);
  });

  it("with siblings pending a call only plans", async () => {
    const calls: string[] = [];
    const { call } = one(async ({ step }) => {
      await Promise.all([
        step.run("a", () => calls.push("a")),
        step.run("b", () => calls.push("b")).then(() => step.run("c", () => calls.push("c"))),
      ]);
    });
    const answer = await call({ steps: [{ id: sha1("b"), state: data(1) }], planOnly: true });
    expect(answer).toMatchObject({ kind: "operations" });
    const planned = answer.kind === "operations" ? answer.operations.map(({ op, id }) => [op, id]) : [];
    expect(planned).toContainEqual(["StepPlanned", sha1("c")]);
    expect(calls).toEqual([]);
  });

  it("a repeated id is numbered", async () => {
    const { call, sent } = one(async ({ step }) => {
      for (let n = 0; n < 2; n++) await step.run("same", () => n);
    });
    await call();
    expect(sent.map(({ body }) => (body as { steps: { id: string }[] }).steps[0]?.id)).toEqual([sha1("same"), sha1("same:1")]);
  });

  it("sleep, wait and invoke say how long, for what and whom", async () => {
    const sleeping = await one(async ({ step }) => step.sleep("nap", "90m")).call();
    expect(sleeping).toMatchObject({ operations: [{ op: "Sleep", id: sha1("nap"), name: "1h30m" }] });

    const until = await one(async ({ step }) => step.sleepUntil("nap", "2030-01-02T03:04:05.000Z")).call();
    expect(until).toMatchObject({ operations: [{ op: "Sleep", name: "2030-01-02T03:04:05.000Z" }] });

    const waiting = await one(async ({ step }) => step.waitForEvent("reply", { event: "c/d", match: "data.id", timeout: "1d" })).call();
    expect(waiting).toMatchObject({
      operations: [{ op: "WaitForEvent", name: "c/d", opts: { timeout: "1d", if: "event.data.id == async.data.id" } }],
    });

    const { call } = app((client) => {
      const child = client.createFunction({ id: "child", triggers: { event: "x/y" } }, async () => 1);
      const f = client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step }) =>
        step.invoke("call", { function: child, data: { k: 1 } }),
      );
      return [f, child];
    });
    expect(await call()).toMatchObject({
      operations: [{ op: "InvokeFunction", opts: { function_id: "app-child", payload: { data: { k: 1 } } } }],
    });
  });
});

describe("errors", () => {
  const failing = (error: Error) => one(async ({ step }) => step.run("bad", () => Promise.reject(error)));

  it("a step that may be tried again is StepError; on the last attempt, or when told not to, StepFailed", async () => {
    expect(await failing(new Error("no")).call()).toMatchObject({
      operations: [{ op: "StepError", id: sha1("bad"), error: { message: "no" } }],
    });
    expect(await failing(new Error("no")).call({ attempt: 2 })).toMatchObject({ operations: [{ op: "StepFailed", id: sha1("bad") }] });
    expect(await failing(new NonRetriableError("no")).call()).toMatchObject({ operations: [{ op: "StepFailed" }] });
  });

  it("RetryAfterError comes as the retry-after header", async () => {
    const answer = await failing(new RetryAfterError("later", 30_000)).call();
    expect(answer).toMatchObject({ kind: "operations", retryAfter: "30", operations: [{ op: "StepError" }] });
  });

  it("an error outside of steps may be tried again until the last attempt", async () => {
    const { call } = one(async () => {
      throw new Error("outside");
    });
    expect(await call()).toMatchObject({ kind: "error", retriable: true, error: expect.stringContaining("outside") });
    expect(await call({ attempt: 2 })).toMatchObject({ kind: "error", retriable: false });
  });

  it("a stored step error is thrown into the function, which may catch it", async () => {
    const { call } = one(async ({ step }) => step.run("bad", () => 1).catch((error: Error) => `caught ${error.message}`));
    const state: StepState = { type: "error", error: { __serialized: true, name: "Error", message: "stored", stack: "" } };
    expect(await call({ steps: [{ id: sha1("bad"), state }] })).toMatchObject({
      operations: [{ op: "RunComplete", data: "caught stored" }],
    });
  });
});

describe("events", () => {
  it("are posted to /e/<key> with a seed that makes the SDK's own repetitions recognisable", async () => {
    const { client, sent } = app(
      () => [],
      () => Response.json({ ids: ["x"], status: 200 }),
    );
    await client.send({ name: "a/b", data: { n: 1 }, id: "given" });
    expect(sent[0]?.path).toBe("/e/embedded");
    expect(sent[0]?.body).toMatchObject([{ name: "a/b", data: { n: 1 }, id: "given" }]);
    expect(sent[0]?.headers.get("x-inngest-event-id-seed")).toMatch(/^\d+,.+/);
  });
});
