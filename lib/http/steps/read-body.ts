import { DEFAULT_MAX_BODY_BYTES } from "@/lib/contract/endpoint";
import { ApiError } from "@/lib/core/errors";
import type { Exchange } from "../exchange";

/** Reads the body, at most as many bytes as the endpoint takes, and refuses what is not JSON by type. */
export async function readBody(exchange: Exchange): Promise<void> {
  const { endpoint, request } = exchange;
  if (!endpoint.body) return;
  exchange.rawBody = await readCapped(request, endpoint.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  if (exchange.rawBody) requireJsonType(request);
}

/** The body's bytes, or null when there are none. Stops reading at the cap; an announced length is believed only to refuse. */
export async function readCapped(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const tooLarge = () => new ApiError("PAYLOAD_TOO_LARGE", `The body is larger than ${maxBytes} bytes.`, { details: { maxBytes } });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(chunk.value);
  }
  if (length === 0) return null;
  return Buffer.concat(chunks, length);
}

function requireJsonType(request: Request): void {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/json" || /^application\/[\w.-]+\+json$/.test(type)) return;
  throw new ApiError("UNSUPPORTED_MEDIA_TYPE", "Send the body as JSON, with Content-Type: application/json.", {
    details: { contentType: type.slice(0, 100), allowed: ["application/json"] },
  });
}
