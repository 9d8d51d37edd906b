import { jwtVerify, SignJWT } from "jose";
import type { Clock } from "@/lib/core/clock";
import { systemClock } from "@/lib/core/clock";

const ISSUER = "partwright";
const AUDIENCE = "partwright-developer";
/** One algorithm, fixed here: a token that names another is refused before its signature is looked at. */
const ALGORITHM = "HS256";
export const TOKEN_LIFETIME_S = 15 * 60;

/** Never the session's key itself: a token must not be able to pass for a session, nor the other way round. */
function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(`developer-token:${secret}`);
}

/** A Bearer token for key management. */
export async function signToken(
  accountId: string,
  secret: string,
  clock: Clock = systemClock,
): Promise<{ token: string; expiresAt: Date }> {
  const issuedS = Math.floor(clock.now().getTime() / 1_000);
  const expiresS = issuedS + TOKEN_LIFETIME_S;
  const token = await new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setSubject(accountId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedS)
    .setExpirationTime(expiresS)
    .sign(keyOf(secret));
  return { token, expiresAt: new Date(expiresS * 1_000) };
}

/** Account id of a valid token; null for anything else, without saying why. */
export async function verifyToken(token: string, secret: string, clock: Clock = systemClock): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ["sub", "iat", "exp"],
      // Nobody can make a token that lives longer than we would have made it.
      maxTokenAge: TOKEN_LIFETIME_S,
      currentDate: clock.now(),
    });
    return payload.sub ?? null;
  } catch {
    return null;
  }
}
