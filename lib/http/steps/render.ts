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
    ...(retryAfterS !== undefined && { headers: { "Retry-After": String(Math.max(1, Math.ceil(retryAfterS))) } }),
  };
}

/** Makes the Response of an answer. */
export function toResponse({ status, body, headers }: Answer): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json; charset=utf-8", ...headers } });
}
