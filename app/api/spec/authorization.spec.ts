import { beforeAll, describe, expect, it } from "vitest";
import { createGuest, findOrCreateRegistered } from "@/lib/accounts";
import { signToken } from "@/lib/auth/token";
import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { declaredStatuses, expectedOf, PRESENTATIONS, type Presentation, pathOf } from "@/lib/contract/endpoints/authorization.fixture";
import { statusOf } from "@/lib/core/errors";
import { secrets } from "@/lib/core/secrets";
import { balanceOf } from "@/lib/credits";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { createKey } from "@/lib/keys";
import { ask, codeOf, signIn } from "./client";

withSpecDatabase();

const headers = {} as Record<Presentation, Record<string, string>>;

beforeAll(async () => {
  const owner = await findOrCreateRegistered("walk@example.com");
  const guest = await createGuest();
  const { key } = await createKey({ accountId: owner.id, name: "walk", permissions: ["models"], tier: "unlimited" });
  const { token } = await signToken(guest.id, secrets().NEXTAUTH_SECRET);
  const cookie = (await signIn("guest")) ?? "";
  Object.assign(headers, {
    nothing: {},
    "bad key": { "X-API-Key": `pk_live_${"0".repeat(32)}` },
    "key without permissions": { "X-API-Key": key },
    "key as Bearer": { Authorization: `Bearer ${key}` },
    "bad JWT": { Authorization: `Bearer ${token}x` },
    "guest's JWT": { Authorization: `Bearer ${token}` },
    "guest's cookie from our page": { Cookie: cookie, Origin: "http://localhost:3000", "Sec-Fetch-Site": "same-origin" },
    "guest's cookie from nowhere": { Cookie: cookie },
    "guest's cookie from another site": { Cookie: cookie, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
  } satisfies Record<Presentation, Record<string, string>>);
});

describe.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))("%s", (_, endpoint) => {
  it.each(PRESENTATIONS)("answers %s as the contract declares", async (presentation) => {
    const expected = expectedOf(endpoint, presentation);
    const answer = await ask(endpoint.method, pathOf(endpoint), endpoint.method === "GET" ? undefined : {}, {}, headers[presentation]);
    if (expected === "passes") expect([401, 403], answer.text).not.toContain(answer.status);
    else expect([answer.status, codeOf(answer)]).toEqual([statusOf(expected, endpoint.half), expected]);
    expect(declaredStatuses(endpoint)).toContain(answer.status);
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.status, answer.text).toBeLessThan(500);
  });
});

it("charges nobody for any of it", async () => {
  expect(await balanceOf((await findOrCreateRegistered("walk@example.com")).id)).toBe(2);
});
