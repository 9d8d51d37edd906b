import { register } from "@/lib/accounts";
import { createAccount } from "@/lib/contract/endpoints/accounts";
import { countAttempt } from "@/lib/http/address-limits";
import { methods } from "@/lib/http/methods";
import { viewAccount } from "@/lib/http/present/account";
import { route } from "@/lib/http/route";

/** POST /api/v1/accounts: registers; a guest's session is upgraded in place. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(createAccount, async ({ body, principal, address }) => {
    await countAttempt("register", address);
    return { account: viewAccount(await register({ accountId: principal?.accountId ?? null, ...body })) };
  }),
});
