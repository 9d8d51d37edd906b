import "server-only";
import { findAccount } from "@/lib/accounts";
import { verifySession } from "@/lib/auth/session";
import { verifyToken } from "@/lib/auth/token";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";
import { secrets } from "@/lib/core/secrets";
import { abandon, begin, finish, hashBody } from "@/lib/idempotency";
import { authenticateKey } from "@/lib/keys";
import { takeAnonymous, takeRequest } from "@/lib/limits";
import { countAttempt } from "./address-limits";
import { createEngine, type EngineServices } from "./engine";
import type { Surroundings } from "./exchange";
import { createSealer } from "./seal";

/** How requests reach this process, by its settings. */
export function surroundings(): Surroundings {
  const { PUBLIC_URL, TRUSTED_PROXY_HOPS } = env();
  return { publicUrl: PUBLIC_URL, trustedProxyHops: TRUSTED_PROXY_HOPS };
}

function services(): EngineServices {
  return {
    authenticators: {
      authenticateKey,
      verifyToken: (token) => verifyToken(token, secrets().NEXTAUTH_SECRET),
      verifySession: (request, origin) => verifySession(request.headers, origin, secrets().NEXTAUTH_SECRET),
      findAccount,
      countFailure: (address) => countAttempt("bad-credential", address),
      trustedProxyHops: env().TRUSTED_PROXY_HOPS,
    },
    limits: { takeRequest, takeAnonymous },
    answers: { begin, finish, abandon, hashBody },
    sealer: processSingleton("answer-sealer", () => createSealer(secrets().KEY_PEPPER)),
    surroundings: surroundings(),
    logger: log(),
  };
}

/** Makes a Next route handler of an endpoint and the few lines that answer it. */
export const route = createEngine(services);
