import { ApiError, type Half, statusOf } from "@/lib/core/errors";
import type { Answer } from "../answer";
import type { Exchange } from "../exchange";

/** Success: the documented flat object on the part half, `{ok, data}` on the other. */
export function renderData(exchange: Pick<Exchange, "endpoint">, data: unknown): Answer {
  const { half, status } = exchange.endpoint;
  return { status, body: half === "cloud" ? { ok: true, data } : data };
}

/** The one renderer of errors. Whatever is not an ApiError says nothing but that it happened. */
export function renderError(thrown: unknown, half: Half, requestId: string): Answer {
  const error =
    thrown instanceof ApiError
      ? thrown
      : new ApiError("INTERNAL_ERROR", "Something went wrong on our side. Give the requestId when you report it.", { cause: thrown });
  const { code, message, details, retryAfterS } = error;
  return {
    status: statusOf(code, half),
    body: { ok: false, error: { code, message, ...(details !== undefined && { details }), requestId } },
    headers: { ...(retryAfterS !== undefined && { "Retry-After": String(Math.max(1, Math.ceil(retryAfterS))) }), ...limitHeaders(error) },
  };
}

/** A limit that is not the credential's own (by address, generations a month) tells its figures in `details`. */
function limitHeaders({ code, details }: ApiError): Record<string, string> {
  if (code !== "RATE_LIMITED" || typeof details !== "object" || details === null) return {};
  const { limit, reset } = details as { limit?: unknown; reset?: unknown };
  return {
    ...(typeof limit === "number" && { "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": "0" }),
    ...(typeof reset === "number" && { "X-RateLimit-Reset": String(reset) }),
  };
}

/** Makes the Response of an answer. */
export function toResponse({ status, body, headers }: Answer): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json; charset=utf-8", ...headers } });
}
