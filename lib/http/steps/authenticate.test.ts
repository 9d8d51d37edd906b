import { describe, expect, it } from "vitest";
import type { Credential } from "@/lib/contract/endpoint";
import { ApiError } from "@/lib/core/errors";
import { exchangeFor } from "../exchange.fixture";
import { type Authenticators, authenticate } from "./authenticate";

const GOOD_KEY = `pk_live_${"a".repeat(32)}`;

function authenticators(counted: string[] = []): Authenticators {
  return {
    authenticateKey: async (raw) =>
      raw === GOOD_KEY ? { accountId: "acct_1", keyId: "key_1", permissions: ["generate"], tier: "free" } : null,
    verifyToken: async (token) => (token === "good.token" ? "acct_1" : null),
    verifySession: async (request) => (request.headers.get("cookie") === "session=good" ? "acct_2" : null),
    findAccount: async (id) => ({ id, kind: id === "acct_1" ? "registered" : "guest" }),
    countFailure: async (address) => void counted.push(address),
    trustedProxyHops: 0,
  };
}

async function outcome(accepts: readonly Credential[], headers: Record<string, string>, method: "GET" | "POST" = "GET") {
  const counted: string[] = [];
  const exchange = exchangeFor({ accepts, method }, { headers });
  try {
    await authenticate(authenticators(counted))(exchange);
    return { principal: exchange.principal, counted };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { code: error.code, counted };
  }
}

describe("authenticate", () => {
  it("takes a good key", async () => {
    expect((await outcome(["key"], { "x-api-key": GOOD_KEY })).principal).toMatchObject({
      via: "key",
      accountId: "acct_1",
      keyId: "key_1",
    });
  });

  it("answers one code for malformed, unknown and over-long keys, and counts each", async () => {
    for (const key of ["", "nonsense", `pk_live_${"b".repeat(32)}`, "x".repeat(5_000)]) {
      expect(await outcome(["key", "session"], { "x-api-key": key })).toEqual({ code: "INVALID_API_KEY", counted: ["unknown"] });
    }
  });

  it("never falls from a bad key through to a good session", async () => {
    expect((await outcome(["key", "session"], { "x-api-key": "nonsense", cookie: "session=good" })).code).toBe("INVALID_API_KEY");
  });

  it("refuses the absence of a credential as 401, and does not count it", async () => {
    expect(await outcome(["key", "session"], {})).toEqual({ code: "UNAUTHORIZED", counted: [] });
  });

  it("takes a JWT only where a JWT is accepted", async () => {
    const headers = { authorization: "Bearer good.token" };
    expect((await outcome(["jwt"], headers)).principal).toMatchObject({ via: "jwt", accountId: "acct_1" });
    expect((await outcome(["key", "session"], headers)).code).toBe("UNAUTHORIZED");
  });

  it("takes no key out of the Authorization header and no JWT out of X-API-Key", async () => {
    expect((await outcome(["key", "jwt"], { authorization: `Bearer ${GOOD_KEY}` })).code).toBe("UNAUTHORIZED");
    expect((await outcome(["key", "jwt"], { "x-api-key": "good.token" })).code).toBe("INVALID_API_KEY");
  });

  it("refuses an API key where only a JWT counts, as forbidden", async () => {
    expect((await outcome(["jwt"], { "x-api-key": GOOD_KEY })).code).toBe("FORBIDDEN");
  });

  it("lets a session read without an Origin, and change things only from our own pages", async () => {
    const cookie = { cookie: "session=good" };
    expect((await outcome(["session"], cookie)).principal).toMatchObject({ via: "session", accountId: "acct_2" });
    expect((await outcome(["session"], cookie, "POST")).code).toBe("FORBIDDEN");
    expect((await outcome(["session"], { ...cookie, origin: "http://localhost:3000" }, "POST")).principal?.via).toBe("session");
  });

  it("looks at nothing where nothing is accepted", async () => {
    const exchange = exchangeFor({ accepts: [], anonymous: true }, { headers: { "x-api-key": "nonsense" } });
    await authenticate(authenticators())(exchange);
    expect(exchange.principal).toBeNull();
  });

  it("opens anonymous endpoints to nobody, and still refuses a bad key there", async () => {
    const nobody = exchangeFor({ accepts: ["key"], anonymous: true }, {});
    await authenticate(authenticators())(nobody);
    expect(nobody.principal).toBeNull();
    const bad = exchangeFor({ accepts: ["key"], anonymous: true }, { headers: { "x-api-key": "nonsense" } });
    await expect(authenticate(authenticators())(bad)).rejects.toMatchObject({ code: "INVALID_API_KEY" });
  });
});
