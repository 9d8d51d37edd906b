import type { z } from "zod";
import type { ErrorCode, Half } from "@/lib/core/errors";
import type { Permission } from "./permissions";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a caller may present: an API key, a Bearer JWT, or the studio's session cookie. */
export type Credential = "key" | "jwt" | "session";

/** One call of the HTTP API, declared once: the route, OpenAPI and the contract walk derive from it. */
export interface Endpoint {
  /** Decides the envelope, and the status of a refusal. */
  half: Half;
  method: Method;
  /** Below `/api/v1`, with `{name}` for path parameters. */
  path: `/${string}`;
  summary: string;
  /** Credentials that open it; an empty list means none is looked at. */
  accepts: readonly Credential[];
  /** Also opens without any credential; one that is presented must still be good. */
  anonymous?: boolean;
  /** What an API key must be allowed to do. Sessions and JWTs act as the account itself. */
  permission?: Permission;
  /** Only for accounts with an e-mail; a guest is refused with 403. */
  registeredOnly?: boolean;
  status: 200 | 201 | 202;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Cap of the body; `DEFAULT_MAX_BODY_BYTES` unless said. */
  maxBodyBytes?: number;
  data: z.ZodType;
  /** Codes it may answer besides those that follow from the fields above. */
  errors: readonly ErrorCode[];
  /** What `data` is sent as, when not JSON. */
  contentType?: string;
}

export const DEFAULT_MAX_BODY_BYTES = 128 * 1024;

/** Declares an endpoint; its exact type is kept, so that handlers know what they get and give. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

/** Every code an endpoint can answer with, its own and those that every such endpoint shares. */
export function errorCodesOf(endpoint: Endpoint): ErrorCode[] {
  const codes = new Set<ErrorCode>(endpoint.errors);
  codes.add("INTERNAL_ERROR").add("SERVICE_UNAVAILABLE").add("RATE_LIMITED");
  if (endpoint.accepts.length > 0 && !endpoint.anonymous) codes.add("UNAUTHORIZED");
  if (endpoint.accepts.includes("key")) codes.add("INVALID_API_KEY");
  if (endpoint.permission) codes.add("INSUFFICIENT_SCOPE");
  if (endpoint.registeredOnly) codes.add("FORBIDDEN");
  if (endpoint.accepts.includes("session") && endpoint.method !== "GET") codes.add("FORBIDDEN");
  if (endpoint.params || endpoint.query || endpoint.body) codes.add("VALIDATION_ERROR");
  if (endpoint.body) codes.add("INVALID_JSON").add("UNSUPPORTED_MEDIA_TYPE").add("PAYLOAD_TOO_LARGE");
  if (endpoint.method === "POST") codes.add("IDEMPOTENCY_MISMATCH").add("IDEMPOTENCY_IN_PROGRESS");
  return [...codes];
}
