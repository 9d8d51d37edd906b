import type { Exchange } from "../exchange";

const EXPOSED = [
  "X-Request-Id",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "Retry-After",
  "Idempotent-Replayed",
  "Allow",
].join(", ");

/**
 * Any site may call the API with a key of its own. Credentials are not allowed along, so a foreign page never acts
 * with the studio's cookie.
 */
export const API_CORS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": EXPOSED,
};

/** Signed URLs need no header but those of ranges and types. */
export const OBJECT_CORS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Content-Length, Content-Disposition, Content-Range, Accept-Ranges, ETag",
};

/** Answers are private and data only: nothing may store them, guess their type, run them or pass their address on. */
const PRIVATE: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

/** Puts the headers on that every API answer carries. */
export function applyHeaders(response: Response, exchange: Pick<Exchange, "requestId" | "limit">): Response {
  const { headers } = response;
  // What a handler's own Response says stays: a stream may not be transformed, a file may be kept.
  for (const [name, value] of Object.entries({ ...PRIVATE, ...API_CORS })) if (!headers.has(name)) headers.set(name, value);
  headers.set("X-Request-Id", exchange.requestId);
  if (exchange.limit) {
    headers.set("X-RateLimit-Limit", String(exchange.limit.limit));
    headers.set("X-RateLimit-Remaining", String(Math.max(0, exchange.limit.remaining)));
    headers.set("X-RateLimit-Reset", String(exchange.limit.resetAtS));
  }
  return response;
}

/** Answer to a preflight request. */
export function preflight(methods: readonly string[], cors: Readonly<Record<string, string>> = API_CORS): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...cors,
      "Access-Control-Allow-Methods": methods.join(", "),
      "Access-Control-Allow-Headers": "X-API-Key, Idempotency-Key, Content-Type, Range",
      "Access-Control-Max-Age": "86400",
      Allow: methods.join(", "),
    },
  });
}
