import type { IncomingHttpHeaders } from "node:http";
import type { Surroundings } from "./exchange";

/** Address of the peer's socket, written by the server entry and by nobody else: `stampPeer` overwrites what a caller sends. */
export const PEER_HEADER = "x-partwright-peer";

const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded", "x-real-ip"] as const;

/** host[:port]: a name, an IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * For the server entry, on every request before anything reads it. Without trusted proxies the forwarding headers are
 * the caller's own invention (Next keeps a caller's X-Forwarded-For), so they are dropped.
 */
export function stampPeer(headers: IncomingHttpHeaders, remoteAddress: string | undefined, trustedProxyHops: number): void {
  headers[PEER_HEADER] = remoteAddress ?? "unknown";
  if (trustedProxyHops > 0) return;
  for (const name of FORWARDED) delete headers[name];
}

/** The caller's address: the socket's, or with N trusted proxies the N-th from the end of X-Forwarded-For. */
export function clientAddress(headers: Headers, trustedProxyHops: number): string {
  const peer = headers.get(PEER_HEADER) ?? "unknown";
  if (trustedProxyHops === 0) return peer;
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  return hops[Math.max(0, hops.length - trustedProxyHops)] ?? peer;
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
