import type { Surroundings } from "./exchange";

/** host[:port]: a name, an IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * The caller's address. The server entry has written X-Forwarded-For anew, as the socket's address or what the trusted
 * proxies appended; a value that a caller sent never gets here.
 */
export function clientAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}

/** The Host header as a usable authority, or undefined. */
export function hostOf(request: Request, trustedProxyHops: number): string | undefined {
  const forwarded = trustedProxyHops > 0 ? request.headers.get("x-forwarded-host")?.split(",").at(-1)?.trim() : undefined;
  const host = forwarded || request.headers.get("host") || new URL(request.url).host;
  return HOST.test(host) ? host.toLowerCase() : undefined;
}

/** Scheme and host under which this caller reaches us; `PUBLIC_URL` wins. */
export function publicOrigin(request: Request, { publicUrl, trustedProxyHops }: Surroundings): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, "");
  const url = new URL(request.url);
  const forwarded = request.headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim();
  // Next fills this header from the socket when the server entry has dropped the caller's.
  const scheme = forwarded === "https" || forwarded === "http" ? forwarded : url.protocol.replace(":", "");
  return `${scheme}://${hostOf(request, trustedProxyHops) ?? url.host}`;
}

/** Makes an address absolute: signed local URLs come as path and query. */
export function absolute(origin: string, url: string): string {
  return url.startsWith("/") ? `${origin}${url}` : url;
}
