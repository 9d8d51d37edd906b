import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { cookiesOf } from "./cookies";

/** Larger than any sign-in. */
export const MAX_FORM_BYTES = 16 * 1024;

/**
 * Answers a request below /api/auth. next-auth 4 takes its own address from NEXTAUTH_URL, or with AUTH_TRUST_HOST from
 * the forwarding headers; we work the address out from each request ourselves, and hand it over as those headers, so
 * that any host and port works. It is called by its Node interface: the other one needs Next's request scope.
 */
export async function handleAuth(
  request: Request,
  rawBody: Uint8Array | null,
  segments: string[],
  origin: string,
  options: AuthOptions,
): Promise<Response> {
  process.env.AUTH_TRUST_HOST = "true";
  // Would win, and send whoever came by another name of this host elsewhere. `PUBLIC_URL` is the setting for that.
  delete process.env.NEXTAUTH_URL;
  const { host, protocol } = new URL(origin);
  const headers = { ...Object.fromEntries(request.headers), "x-forwarded-host": host, "x-forwarded-proto": protocol.replace(":", "") };
  const query = { ...Object.fromEntries(new URL(request.url).searchParams), nextauth: segments };
  const body = rawBody ? formOf(new TextDecoder().decode(rawBody), request.headers.get("content-type") ?? "") : undefined;
  const response = new NodeResponse();
  const asNode = { method: request.method, headers, query, cookies: cookiesOf(request.headers), body };
  // These few fields are all that next-auth touches of the two; the types ask for the whole of Node's classes.
  await NextAuth(asNode as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  return response.toWeb();
}

/** Fields of a form or of a flat JSON object. */
function formOf(text: string, contentType: string): Record<string, unknown> | undefined {
  if (!contentType.includes("application/json")) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** As much of a Node response as next-auth writes to. */
class NodeResponse {
  private code = 200;
  private readonly fields = new Map<string, string | string[]>();
  private content: string | null = null;

  status(code: number): this {
    this.code = code;
    return this;
  }

  setHeader(name: string, value: string | string[]): this {
    this.fields.set(name.toLowerCase(), value);
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.fields.get(name.toLowerCase());
  }

  json(value: unknown): void {
    this.setHeader("content-type", "application/json");
    this.content = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === "string" || value === undefined || value === null) this.content = value ?? null;
    else this.json(value);
  }

  end(): void {
    this.content = null;
  }

  toWeb(): Response {
    const headers = new Headers({ "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
    for (const [name, value] of this.fields) {
      if (typeof value === "string") headers.set(name, value);
      else for (const entry of value) headers.append(name, entry);
    }
    return new Response(this.content, { status: this.code, headers });
  }
}
