import { verifyPassword } from "@/lib/accounts";
import { signToken } from "@/lib/auth/token";
import { createToken, sessionToken } from "@/lib/contract/endpoints/accounts";
import { ApiError } from "@/lib/core/errors";
import { secrets } from "@/lib/core/secrets";
import { countAttempt } from "@/lib/http/address-limits";
import { methods } from "@/lib/http/methods";
import { route } from "@/lib/http/route";

async function issue(accountId: string) {
  const { token, expiresAt } = await signToken(accountId, secrets().NEXTAUTH_SECRET);
  return { token, expires_at: expiresAt.toISOString() };
}

/** POST /api/v1/auth/token by password, GET by the studio's session: a Bearer JWT for key management. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(createToken, async ({ body, address }) => {
    await countAttempt("sign-in", address);
    await countAttempt("sign-in-email", body.email);
    const account = await verifyPassword(body.email, body.password);
    if (!account) throw new ApiError("UNAUTHORIZED", "E-mail or password is wrong.");
    return issue(account.id);
  }),
  GET: route(sessionToken, ({ principal }) => issue(principal.accountId)),
});
