import type { Endpoint } from "@/lib/contract/endpoint";
import { newId } from "@/lib/core/ids";
import { clientAddress, publicOrigin } from "./origin";
import type { Principal } from "./principal";

/** What a rate limit said about this request. */
export interface LimitState {
  limit: number;
  remaining: number;
  /** Unix seconds. */
  resetAtS: number;
  retryAfterS?: number;
}

/** One request on its way through the steps; each step fills in its part. */
export interface Exchange {
  readonly endpoint: Endpoint;
  readonly request: Request;
  readonly requestId: string;
  /** Who asks, by network address; see `clientAddress`. */
  readonly address: string;
  /** Scheme and host for addresses in answers. */
  readonly origin: string;
  readonly rawParams: Record<string, unknown>;
  principal: Principal | null;
  limit: LimitState | null;
  /** Bytes of the body as received; absent when there was none. */
  rawBody: Uint8Array | null;
  params: unknown;
  query: unknown;
  body: unknown;
  /** Idempotency-Key, when the request carries a usable one. */
  idempotencyKey: string | null;
}

/** One named part of handling a request; throws ApiError to refuse. */
export type Step = (exchange: Exchange) => Promise<void> | void;

/** Settings that say how the request reached us. */
export interface Surroundings {
  publicUrl: string | undefined;
  trustedProxyHops: number;
}

/** Opens an exchange; nothing of the request is trusted yet. */
export function openExchange(
  endpoint: Endpoint,
  request: Request,
  rawParams: Record<string, unknown>,
  surroundings: Surroundings,
): Exchange {
  return {
    endpoint,
    request,
    requestId: newId("request"),
    address: clientAddress(request.headers),
    origin: publicOrigin(request, surroundings),
    rawParams,
    principal: null,
    limit: null,
    rawBody: null,
    params: undefined,
    query: undefined,
    body: undefined,
    idempotencyKey: null,
  };
}
