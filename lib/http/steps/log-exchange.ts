import { ApiError } from "@/lib/core/errors";
import type { Logger } from "@/lib/core/logger";
import type { Exchange } from "../exchange";

/** One line an answer. The declared path is logged, never the real one: ids in it can be credentials. */
export function logExchange(logger: Logger, exchange: Exchange, status: number, durationMs: number, thrown?: unknown): void {
  const { endpoint, principal, requestId } = exchange;
  const fields = {
    requestId,
    method: endpoint.method,
    path: endpoint.path,
    status,
    durationMs: Math.round(durationMs),
    accountId: principal?.accountId,
    via: principal?.via,
    ...(thrown instanceof ApiError && { code: thrown.code, ...(status >= 500 && { error: thrown.cause ?? thrown.message }) }),
    ...(thrown !== undefined && !(thrown instanceof ApiError) && { error: thrown }),
  };
  if (status >= 500) logger.error("request failed", fields);
  else logger.info("request", fields);
}
