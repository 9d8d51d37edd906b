import { ApiError } from "@/lib/core/errors";
import type { Exchange } from "../exchange";

/** Turns the bytes of the body into a value; no body stays undefined. */
export function parseJson(exchange: Exchange): void {
  if (!exchange.rawBody) return;
  exchange.body = parseJsonBytes(exchange.rawBody);
}

/** @throws INVALID_JSON for bytes that are not UTF-8 or not JSON */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new ApiError("INVALID_JSON", "The body is not valid JSON in UTF-8.", { cause });
  }
}
