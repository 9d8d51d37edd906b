import "server-only";
import { createHash } from "node:crypto";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { MAX_UPLOAD_BYTES } from "@/lib/files";
import { contentDisposition, type ObjectHead, type SignedAccess, storage, verifySignedUrl } from "@/lib/storage";
import { encodeStrict } from "@/lib/storage/content-disposition";
import type { RouteHandler } from "./engine";
import { type ByteRange, parseRange } from "./range";
import { applyHeaders, OBJECT_CORS } from "./steps/headers";
import { renderError, toResponse } from "./steps/render";

/** A signed address is its own credential, so nothing of the usual steps applies but the rendering of errors. */
function object(handle: (request: Request) => Promise<Response>): RouteHandler {
  return async function handleObject(request) {
    const requestId = newId("request");
    let response: Response;
    try {
      response = await handle(request);
    } catch (error) {
      if (!(error instanceof ApiError)) log().error("object request failed", { requestId, error });
      response = toResponse(renderError(error, "part", requestId));
    }
    for (const [name, value] of Object.entries(OBJECT_CORS)) response.headers.set(name, value);
    return applyHeaders(response, { requestId, limit: null });
  };
}

/** One answer for altered, expired and misused addresses. */
function accessOf(request: Request, method: "GET" | "PUT"): SignedAccess {
  const access = verifySignedUrl(asSigned(request.url), method);
  if (!access) throw new ApiError("FORBIDDEN", "This address is not valid or has expired. Ask for a new one.");
  return access;
}

/**
 * The address as it was signed. Next parses and writes a request's query anew on its way here (a space becomes "+"),
 * while a signed address has one way to be written: values are encoded again, names and order stay as they came.
 */
function asSigned(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const query = [...searchParams].map(([name, value]) => `${name}=${encodeStrict(value)}`);
  return `${pathname}?${query.join("&")}`;
}

/** Serves an object of the local store, whole or by range; always as a download, never to be run on our origin. */
export const getObject = object(async (request) => {
  const access = accessOf(request, "GET");
  const head = await storage().head(access.key);
  if (!head) throw new ApiError("NOT_FOUND", "There is no such file.");
  const headers = headersOf(access, head);
  if (request.headers.get("if-none-match") === headers.ETag) return new Response(null, { status: 304, headers });
  const range = parseRange(request.headers.get("range"), head.bytes);
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${head.bytes}` } });
  }
  return await send(request, access.key, head, headers, range);
});

async function send(
  request: Request,
  key: string,
  head: ObjectHead,
  headers: Record<string, string>,
  range: ByteRange | null,
): Promise<Response> {
  const length = range ? range.end - range.start + 1 : head.bytes;
  const sized = {
    ...headers,
    "Content-Length": String(length),
    ...(range && { "Content-Range": `bytes ${range.start}-${range.end}/${head.bytes}` }),
  };
  const body = request.method === "HEAD" || length === 0 ? null : await storage().stream(key, range ?? undefined);
  return new Response(body, { status: range ? 206 : 200, headers: sized });
}

function headersOf(access: SignedAccess, head: ObjectHead): Record<string, string> {
  const remainingS = Math.max(0, access.expiresAtS - Math.ceil(Date.now() / 1_000));
  return {
    "Content-Type": access.contentType ?? head.contentType,
    "Content-Disposition": contentDisposition(access.filename ?? access.key.split("/").at(-1) ?? "file"),
    "Accept-Ranges": "bytes",
    // Keys name one content for ever; uploads change their key when they are confirmed.
    ETag: `"${createHash("sha256").update(`${access.key}:${head.bytes}`).digest("hex").slice(0, 32)}"`,
    "Cache-Control": `private, max-age=${remainingS}, no-transform`,
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
}

/** Takes the bytes of an announced upload: of the announced type and length, where those were announced. */
export const putObject = object(async (request) => {
  const access = accessOf(request, "PUT");
  const contentType = request.headers.get("content-type") ?? "application/octet-stream";
  if (access.contentType !== undefined && contentType !== access.contentType) {
    throw new ApiError("FILE_MISMATCH", `Send the bytes with Content-Type: ${access.contentType}, as announced.`);
  }
  const maxBytes = access.bytes ?? MAX_UPLOAD_BYTES;
  const announced = Number(request.headers.get("content-length") ?? maxBytes);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) throw new ApiError("FILE_MISMATCH", "The body is empty: send the bytes of the file.");
  await storage().put(access.key, { stream: request.body, maxBytes }, contentType.slice(0, 255));
  const stored = await storage().head(access.key);
  if (access.bytes !== undefined && stored?.bytes !== access.bytes) {
    await storage().delete(access.key);
    throw new ApiError("FILE_MISMATCH", `${stored?.bytes ?? 0} bytes arrived, but ${access.bytes} were announced.`);
  }
  return new Response(null, { status: 200 });
});

function tooLarge(maxBytes: number): ApiError {
  return new ApiError("PAYLOAD_TOO_LARGE", `The file is larger than ${maxBytes} bytes.`, { details: { maxBytes } });
}
