import { topUp } from "@/lib/contract/endpoints/accounts";
import { env } from "@/lib/core/env";
import { ApiError } from "@/lib/core/errors";
import { grant } from "@/lib/credits";
import { methods } from "@/lib/http/methods";
import { route } from "@/lib/http/route";

const FREE_TOP_UP_CREDITS = 100;

/** POST /api/v1/billing/top-up: free credits, where nothing is sold. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(topUp, async ({ principal, requestId }) => {
    if (env().STRIPE_SECRET_KEY !== undefined) {
      throw new ApiError("FORBIDDEN", "Credits are bought on this instance; the free top-up is off.");
    }
    const { credits } = await grant({
      accountId: principal.accountId,
      amount: FREE_TOP_UP_CREDITS,
      reason: "Free top-up",
      uniqueKey: `top-up:${requestId}`,
    });
    return { credits };
  }),
});
