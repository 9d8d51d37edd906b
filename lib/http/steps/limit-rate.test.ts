import { describe, expect, it } from "vitest";
import { exchangeFor } from "../exchange.fixture";
import type { Principal } from "../principal";
import { type Limits, limitRate, rateLimited, SESSION_REQUESTS_PER_MINUTE, type Taken } from "./limit-rate";

const taken = (allowed: boolean): Taken => ({ allowed, limit: 60, remaining: 0, resetAtS: 1_000, retryAfterS: 0.2 });

async function run(principal: Partial<Principal> | null, allowed = true) {
  const calls: unknown[][] = [];
  const limits: Limits = {
    takeRequest: async (...given) => {
      calls.push(["key", ...given]);
      return taken(allowed);
    },
    takeAnonymous: async (...given) => {
      calls.push(given);
      return taken(allowed);
    },
  };
  const exchange = exchangeFor({}, {});
  exchange.principal = principal && {
    via: "key",
    accountId: "acct_1",
    accountKind: "registered",
    keyId: null,
    tier: null,
    permissions: null,
    ...principal,
  };
  const error = await Promise.resolve(limitRate(limits)(exchange)).catch((thrown: unknown) => thrown);
  return { calls, exchange, error };
}

describe("limitRate", () => {
  it("counts a key by its id and tier", async () => {
    expect((await run({ keyId: "key_1", tier: "free" })).calls).toEqual([["key", "key_1", "free"]]);
  });

  it("counts sessions and JWTs by their account", async () => {
    expect((await run({ via: "session" })).calls).toEqual([["session", "acct_1", SESSION_REQUESTS_PER_MINUTE, 60]]);
  });

  it("counts nobody for nobody", async () => {
    expect((await run(null)).calls).toEqual([]);
  });

  it("refuses over the limit, keeps the figures for the headers, and never says to retry at once", async () => {
    const { error, exchange } = await run({ keyId: "key_1", tier: "free" }, false);
    expect(error).toMatchObject({ code: "RATE_LIMITED", retryAfterS: 1 });
    expect(exchange.limit).toMatchObject({ limit: 60, resetAtS: 1_000 });
  });
});

describe("rateLimited", () => {
  it("says when to come back", () => {
    expect(rateLimited({ limit: 60, remaining: 0, resetAtS: 1_000, retryAfterS: 12.1 }).message).toContain("13 s");
  });
});
