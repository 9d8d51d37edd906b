import type { Credential } from "@/lib/contract/endpoint";
import type { Permission } from "@/lib/contract/permissions";
import { ApiError } from "@/lib/core/errors";
import type { Exchange, Step } from "../exchange";
import type { Principal } from "../principal";
import { requireSameOrigin } from "./same-origin";

interface Identity {
  id: string;
  kind: "guest" | "registered";
}

/** What proving a credential needs; every look-up reads the database, so a revocation counts from the next request on. */
export interface Authenticators {
  authenticateKey(raw: string): Promise<{ accountId: string; keyId: string; permissions: readonly Permission[]; tier: string } | null>;
  /** Account id of a valid Bearer JWT. */
  verifyToken(token: string): Promise<string | null>;
  /** Account id of a valid session cookie. */
  verifySession(request: Request, origin: string): Promise<string | null>;
  findAccount(accountId: string): Promise<Identity | null>;
  /** Counts a failed attempt of an address; throws RATE_LIMITED when there were too many. */
  countFailure(address: string): Promise<void>;
  trustedProxyHops: number;
}

/**
 * Finds out who asks. The first credential presented that the endpoint accepts decides; a bad one never falls
 * through to another, so that nobody acts under a weaker identity than they meant to.
 */
export function authenticate(using: Authenticators): Step {
  return async function authenticateStep(exchange) {
    const { accepts } = exchange.endpoint;
    if (accepts.length === 0) return;
    for (const credential of ["key", "jwt", "session"] as const) {
      if (!accepts.includes(credential)) continue;
      const principal = await PROVE[credential](exchange, using);
      if (principal) {
        exchange.principal = principal;
        return;
      }
    }
    if (exchange.endpoint.anonymous) return;
    refuseMissing(exchange, accepts);
  };
}

/** Each answers null when its credential is not presented, and throws when it is presented and bad. */
const PROVE: Record<Credential, (exchange: Exchange, using: Authenticators) => Promise<Principal | null>> = {
  key: proveKey,
  jwt: proveToken,
  session: proveSession,
};

async function proveKey({ request, address }: Exchange, using: Authenticators): Promise<Principal | null> {
  const raw = request.headers.get("x-api-key");
  if (raw === null) return null;
  const found = raw.length <= 200 ? await using.authenticateKey(raw) : null;
  const account = found && (await using.findAccount(found.accountId));
  if (!found || !account) {
    await using.countFailure(address);
    throw new ApiError("INVALID_API_KEY", "This API key is not valid. Check the X-API-Key header, or make a new key in the studio.");
  }
  const { accountId, keyId, tier, permissions } = found;
  return { via: "key", accountId, accountKind: account.kind, keyId, tier, permissions };
}

async function proveToken({ request, address }: Exchange, using: Authenticators): Promise<Principal | null> {
  const bearer = /^Bearer +(\S{1,4096})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer === undefined) return null;
  const accountId = await using.verifyToken(bearer);
  const account = accountId && (await using.findAccount(accountId));
  if (!account) {
    await using.countFailure(address);
    throw new ApiError("UNAUTHORIZED", "This token is not valid or has expired. Get a new one from /auth/token.");
  }
  return asAccount("jwt", account);
}

async function proveSession(exchange: Exchange, using: Authenticators): Promise<Principal | null> {
  const { request, endpoint, origin } = exchange;
  if (!request.headers.has("cookie")) return null;
  const accountId = await using.verifySession(request, origin);
  const account = accountId && (await using.findAccount(accountId));
  if (!account) return null;
  if (endpoint.method !== "GET") requireSameOrigin(request, origin, using.trustedProxyHops);
  return asAccount("session", account);
}

function asAccount(via: "jwt" | "session", account: Identity): Principal {
  return { via, accountId: account.id, accountKind: account.kind, keyId: null, tier: null, permissions: null };
}

/** A key where only a JWT counts is refused as forbidden: a leaked key must not be able to make others. */
function refuseMissing({ request }: Exchange, accepts: readonly Credential[]): never {
  if (request.headers.has("x-api-key") && !accepts.includes("key")) {
    throw new ApiError("FORBIDDEN", `An API key can't be used here; this needs ${describe(accepts)}.`);
  }
  throw new ApiError("UNAUTHORIZED", `This needs ${describe(accepts)}.`);
}

const DESCRIPTION: Record<Credential, string> = {
  key: "an API key in the X-API-Key header",
  jwt: "a Bearer token from /auth/token",
  session: "a session of the studio",
};

function describe(accepts: readonly Credential[]): string {
  return accepts.map((credential) => DESCRIPTION[credential]).join(" or ");
}
