import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { OBJECTS_PATH } from "@/lib/storage";
import { methods } from "./methods";
import { getObject, putObject } from "./objects";
import { OBJECT_CORS } from "./steps/headers";

const handlers = methods({ GET: getObject, PUT: putObject }, { cors: OBJECT_CORS });

/** Whether a request is for a file of the local store. */
export function isObjectRequest(request: IncomingMessage): boolean {
  return request.url?.startsWith(OBJECTS_PATH) ?? false;
}

/**
 * For the server entry: answers such a request without Next, which drops Content-Length from every answer of a route
 * (download bars and HEAD need it) and parses the signed query anew.
 */
export async function answerObject(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await handlerOf(request.method)(toWebRequest(request));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body) {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(answer.body as NodeReadableStream<Uint8Array>), response);
  } catch {
    // The reader went away, or the file did under it; the length already sent tells the client that it is cut off.
    response.destroy();
  }
}

function handlerOf(method = "GET") {
  if (method === "HEAD") return handlers.GET;
  return method in handlers ? handlers[method as keyof typeof handlers] : handlers.POST;
}

function toWebRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  // The host is never looked at: signatures cover path and query.
  const url = `http://localhost${request.url ?? "/"}`;
  const method = /^[A-Z]+$/.test(request.method ?? "") ? request.method : "POST";
  if (method !== "PUT") return new Request(url, { method, headers });
  const body = Readable.toWeb(request) as unknown as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers, body, duplex: "half" } as RequestInit);
}
