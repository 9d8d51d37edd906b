import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineEndpoint } from "@/lib/contract/endpoint";
import { ApiError } from "@/lib/core/errors";
import { createLogger } from "@/lib/core/logger";
import { createEngine, type EngineServices, type RouteHandler } from "./engine";
import { createSealer } from "./seal";

const KEY = `pk_live_${"a".repeat(32)}`;
const lines: string[] = [];

function services(overrides: { remaining?: number; permissions?: "generate"[] } = {}): EngineServices {
  const { remaining = 59, permissions = ["generate"] } = overrides;
  const taken = { allowed: remaining >= 0, limit: 60, remaining, resetAtS: 1_749_168_060, retryAfterS: 12.4 };
  return {
    authenticators: {
      authenticateKey: async (raw) => (raw === KEY ? { accountId: "acct_1", keyId: "key_1", permissions, tier: "free" } : null),
      verifyToken: async () => null,
      verifySession: async () => null,
      findAccount: async (id) => ({ id, kind: "registered" }),
      countFailure: async () => undefined,
      trustedProxyHops: 0,
    },
    limits: { takeRequest: async () => taken, takeAnonymous: async () => taken },
    answers: { hashBody: () => "", begin: async () => ({ state: "new" }), finish: async () => undefined, abandon: async () => undefined },
    sealer: createSealer("secret"),
    surroundings: { publicUrl: undefined, trustedProxyHops: 0 },
    logger: createLogger("info", (line) => lines.push(line)),
  };
}

const endpoint = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/things/{thing_id}",
  summary: "Makes a thing.",
  accepts: ["key"],
  permission: "generate",
  status: 201,
  params: z.strictObject({ thing_id: z.string() }),
  body: z.strictObject({ a: z.number() }),
  data: z.object({ sum: z.number() }),
  errors: [],
});
const cloud = defineEndpoint({ ...endpoint, half: "cloud" });

async function call(handler: RouteHandler, headers: Record<string, string> = { "x-api-key": KEY }, body = '{"a": 1}') {
  const request = new Request("http://localhost:3000/api/v1/things/t1", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const response = await handler(request, { params: Promise.resolve({ thing_id: "t1" }) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

const route = createEngine(() => services());

describe("route", () => {
  it("gives the handler what was validated and renders its answer flat on the part half", async () => {
    const answer = await call(
      route(endpoint, ({ body, params, principal }) => ({ sum: body.a + params.thing_id.length + principal.accountId.length })),
    );
    expect(answer).toMatchObject({ status: 201, body: { sum: 9 } });
  });

  it("renders in an envelope on the cloud half", async () => {
    expect((await call(route(cloud, () => ({ sum: 1 })))).body).toEqual({ ok: true, data: { sum: 1 } });
  });

  it("refuses a bad key with 403 on the part half and 401 on the cloud half", async () => {
    expect(
      (
        await call(
          route(endpoint, () => ({ sum: 1 })),
          { "x-api-key": "bad" },
        )
      ).status,
    ).toBe(403);
    expect(
      (
        await call(
          route(cloud, () => ({ sum: 1 })),
          { "x-api-key": "bad" },
        )
      ).status,
    ).toBe(401);
  });

  it("refuses over the limit with 403 and 429, the limit's headers and Retry-After, without running the handler", async () => {
    const over = createEngine(() => services({ remaining: -1 }));
    const never = () => {
      throw new Error("must not run");
    };
    const answer = await call(over(endpoint, never));
    expect(answer).toMatchObject({ status: 403, body: { ok: false, error: { code: "RATE_LIMITED" } } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "x-ratelimit-limit": "60",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "1749168060",
      "retry-after": "13",
    });
    expect((await call(over(cloud, never))).status).toBe(429);
  });

  it("puts request id, limits and security headers on success and failure alike", async () => {
    for (const answer of [
      await call(route(endpoint, () => ({ sum: 1 }))),
      await call(
        route(endpoint, () => ({ sum: 1 })),
        undefined,
        "{",
      ),
    ]) {
      const headers = Object.fromEntries(answer.headers);
      expect(headers["x-request-id"]).toMatch(/^req_[0-9a-f]{24}$/);
      expect(headers).toMatchObject({
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": "59",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "access-control-allow-origin": "*",
      });
      expect(headers["access-control-allow-credentials"]).toBeUndefined();
    }
  });

  it("says nothing of an unexpected failure but its request id, which the log knows", async () => {
    lines.length = 0;
    const answer = await call(
      route(endpoint, () => {
        throw new TypeError("password of the database is hunter2");
      }),
    );
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain("hunter2");
    const { requestId } = answer.body.error as { requestId: string };
    expect(requestId).toBe(answer.headers.get("x-request-id"));
    expect(lines.some((line) => line.includes(requestId) && line.includes("hunter2"))).toBe(true);
  });

  it("logs the declared path, never the ids in the real one", async () => {
    lines.length = 0;
    await call(route(endpoint, () => ({ sum: 1 })));
    expect(lines.join()).toContain("/things/{thing_id}");
    expect(lines.join()).not.toContain("/things/t1");
  });

  it("checks who asks before it reads what they sent", async () => {
    expect(
      (
        await call(
          route(endpoint, () => ({ sum: 1 })),
          {},
          "{",
        )
      ).status,
    ).toBe(401);
    const without = createEngine(() => services({ permissions: [] }));
    const refused = await call(
      without(endpoint, () => ({ sum: 1 })),
      undefined,
      "{",
    );
    expect(refused.body).toMatchObject({ error: { code: "INSUFFICIENT_SCOPE", details: { required: "generate" } } });
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("59");
  });

  it("renders what a handler refuses", async () => {
    const answer = await call(
      route(endpoint, () => {
        throw new ApiError("INSUFFICIENT_CREDITS", "No credits left.");
      }),
    );
    expect(answer).toMatchObject({
      status: 402,
      body: { ok: false, error: { code: "INSUFFICIENT_CREDITS", message: "No credits left." } },
    });
  });
});
