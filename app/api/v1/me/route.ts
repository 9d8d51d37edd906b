import { findAccount } from "@/lib/accounts";
import { getMe } from "@/lib/contract/endpoints/accounts";
import { env } from "@/lib/core/env";
import { ApiError } from "@/lib/core/errors";
import { methods } from "@/lib/http/methods";
import { viewAccount } from "@/lib/http/present/account";
import { route } from "@/lib/http/route";

/** GET /api/v1/me: the account behind the credential. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getMe, async ({ principal }) => {
    const account = await findAccount(principal.accountId);
    if (!account) throw new ApiError("UNAUTHORIZED", "This account is gone.");
    return { account: viewAccount(account), free_top_up: env().STRIPE_SECRET_KEY === undefined };
  }),
});
