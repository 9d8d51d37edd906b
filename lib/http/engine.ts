import type { z } from "zod";
import type { Endpoint } from "@/lib/contract/endpoint";
import type { Logger } from "@/lib/core/logger";
import { type Exchange, openExchange, type Surroundings } from "./exchange";
import type { Principal } from "./principal";
import { type Authenticators, authenticate } from "./steps/authenticate";
import { applyHeaders } from "./steps/headers";
import { type AnswerStore, answerOnce, readIdempotencyKey } from "./steps/idempotency";
import { type Limits, limitRate } from "./steps/limit-rate";
import { logExchange } from "./steps/log-exchange";
import { parseJson } from "./steps/parse-json";
import { readBody } from "./steps/read-body";
import { renderData, renderError, toResponse } from "./steps/render";
import { requirePermission } from "./steps/require-permission";
import { validate } from "./steps/validate";

/** What a field's schema gives; `undefined` where the endpoint has none. */
type Parsed<E extends Endpoint, Field extends "params" | "query" | "body"> = E extends { [Name in Field]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

/** Nobody, for endpoints that open without a credential. */
type PrincipalOf<E extends Endpoint> = E extends { anonymous: true } ? Principal | null : Principal;

/** What a handler gets: everything checked, nothing raw but the request itself. */
export interface Call<E extends Endpoint> {
  params: Parsed<E, "params">;
  query: Parsed<E, "query">;
  body: Parsed<E, "body">;
  principal: PrincipalOf<E>;
  /** For services that make something once a key; already answered repeats never reach a handler. */
  idempotencyKey: string | null;
  /** Scheme and host for addresses in the answer. */
  origin: string;
  /** Caller's network address, for limits. */
  address: string;
  requestId: string;
  request: Request;
}

/** Answers with data that is rendered by half, or with a Response of its own for streams. */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<z.input<E["data"]> | Response> | z.input<E["data"]> | Response;

/** A Next route handler; `params` holds the path parameters. */
export type RouteHandler = (request: Request, context?: { params: Promise<Record<string, unknown>> }) => Promise<Response>;

/** What the steps need from outside; read at each request, because settings and services come up late. */
export interface EngineServices {
  authenticators: Authenticators;
  limits: Limits;
  answers: AnswerStore;
  sealer: { seal(text: string): string; open(sealed: string): string };
  surroundings: Surroundings;
  logger: Logger;
}

/** Makes `route()`: the steps in their order, around the handler, with one place that renders errors. */
export function createEngine(services: () => EngineServices) {
  return function route<E extends Endpoint>(endpoint: E, handler: Handler<E>): RouteHandler {
    return async function handleRequest(request, context) {
      const started = performance.now();
      const using = services();
      const exchange = openExchange(endpoint, request, (await context?.params) ?? {}, using.surroundings);
      let thrown: unknown;
      let response: Response;
      try {
        response = await runSteps(exchange, using, handler);
      } catch (error) {
        thrown = error;
        response = toResponse(renderError(error, endpoint.half, exchange.requestId));
      }
      applyHeaders(response, exchange);
      logExchange(using.logger, exchange, response.status, performance.now() - started, thrown);
      return response;
    };
  };
}

async function runSteps<E extends Endpoint>(exchange: Exchange, using: EngineServices, handler: Handler<E>): Promise<Response> {
  const steps = [
    authenticate(using.authenticators),
    // Before the permission: every answer to somebody known tells the limits, and a refusal is no free request.
    limitRate(using.limits),
    requirePermission,
    readIdempotencyKey,
    readBody,
    parseJson,
    validate,
  ];
  for (const step of steps) await step(exchange);

  let stream: Response | undefined;
  const answer = await answerOnce(exchange, using.answers, using.sealer, async () => {
    const data = await handler(callOf<E>(exchange));
    if (data instanceof Response) {
      stream = data;
      return { status: data.status, body: null };
    }
    return renderData(exchange, data);
  });
  return stream ?? toResponse(answer);
}

/** The one place where checked values regain their types: `validate` parsed them with the endpoint's own schemas. */
function callOf<E extends Endpoint>(exchange: Exchange): Call<E> {
  const { params, query, body, principal, idempotencyKey, origin, address, requestId, request } = exchange;
  return { params, query, body, principal, idempotencyKey, origin, address, requestId, request } as Call<E>;
}
