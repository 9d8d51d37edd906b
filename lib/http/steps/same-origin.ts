import { ApiError } from "@/lib/core/errors";
import { hostOf } from "../origin";

/**
 * Refuses a cookie-authenticated mutation unless the browser says that our own page made it. Fails closed: a request
 * with neither Origin nor Sec-Fetch-Site is refused, since a forged form from an old browser carries neither.
 */
export function requireSameOrigin(request: Request, origin: string, trustedProxyHops: number): void {
  const site = request.headers.get("sec-fetch-site");
  const from = request.headers.get("origin");
  const siteIsOurs = site === null ? from !== null : site === "same-origin";
  const fromIsOurs = from === null ? site !== null : isOurs(from, request, origin, trustedProxyHops);
  if (siteIsOurs && fromIsOurs) return;
  throw new ApiError("FORBIDDEN", "A session may change things only from this site's own pages; programs use an API key.");
}

/** The scheme is left out of it: behind a TLS proxy that says nothing we would call our own page foreign. */
function isOurs(from: string, request: Request, origin: string, trustedProxyHops: number): boolean {
  if (!URL.canParse(from)) return false;
  const { host } = new URL(from);
  return host === new URL(origin).host || host === hostOf(request, trustedProxyHops);
}
