import { beforeAll, expect, test } from "vitest";
import { ApiClient, setting } from "../../support/client";
import { anyone, codeOf, type Developer, developer, fromOurPage, signIn } from "../support";

let alice: Developer;
const bearer = () => ({ Authorization: `Bearer ${alice.token}` });

beforeAll(async () => {
  alice = await developer();
});

test("a key is made (201) by JWT, shown once, works at once and stops at once", async () => {
  const made = await anyone().request("POST", "/developer/keys", { name: "CI" }, bearer());
  expect(made.status).toBe(201);
  const { key, key_id, key_preview } = made.body as Record<string, string>;
  expect(key).toMatch(/^pk_live_[0-9a-f]{32}$/);
  expect(made.body).toMatchObject({ name: "CI", permissions: ["generate", "export", "import", "parts:read"], rate_limit_tier: "free" });
  const client = new ApiClient(setting("BASE_URL"), key);
  expect((await client.request("GET", "/parts")).status).toBe(200);
  const list = await anyone().request("GET", "/developer/keys", undefined, bearer());
  expect(JSON.stringify(list.body)).toContain(key_preview);
  expect(JSON.stringify(list.body)).not.toContain(key);
  expect((await anyone().request("DELETE", `/developer/keys/${key_id}`, undefined, bearer())).status).toBe(200);
  expect((await client.request("GET", "/parts")).status).toBe(403);
});

test("keys make no keys, and guests have none", async () => {
  const byKey = await alice.api.request("POST", "/developer/keys", { name: "more" });
  expect([byKey.status, codeOf(byKey)]).toEqual([403, "FORBIDDEN"]);
  const page = fromOurPage(await signIn("guest"));
  const { body } = await anyone().request("GET", "/auth/token", undefined, page);
  const byGuest = await anyone().request("POST", "/developer/keys", { name: "guest" }, { Authorization: `Bearer ${String(body.token)}` });
  expect([byGuest.status, codeOf(byGuest)]).toEqual([403, "FORBIDDEN"]);
});

test("malformed, unknown, revoked and empty keys get one answer", async () => {
  const bodies = new Set<string>();
  for (const key of ["nonsense", `pk_live_${"0".repeat(32)}`, `pk_live_${"g".repeat(32)}`, "x".repeat(1_000)]) {
    const answer = await new ApiClient(setting("BASE_URL"), key).request("GET", "/parts");
    expect([answer.status, codeOf(answer)]).toEqual([403, "INVALID_API_KEY"]);
    bodies.add(JSON.stringify(answer.body).replace(/req_\w+/, ""));
  }
  expect(bodies.size).toBe(1);
});

test("the eleventh active key is 409", async () => {
  const many = await developer();
  const make = () => anyone().request("POST", "/developer/keys", { name: "k" }, { Authorization: `Bearer ${many.token}` });
  for (let count = 2; count <= 10; count += 1) expect((await make()).status).toBe(201);
  const over = await make();
  expect([over.status, codeOf(over)]).toEqual([409, "KEY_LIMIT_REACHED"]);
});

test("a free key may ask 60 times a minute and then gets 403 with when to come back", async () => {
  const { api } = await developer();
  let refused: Awaited<ReturnType<typeof api.request>> | undefined;
  for (let count = 0; count < 121 && !refused; count += 1) {
    const answer = await api.request("GET", "/parts?limit=1");
    expect(answer.headers.get("x-ratelimit-limit")).toBe("60");
    if (answer.status === 403) refused = answer;
    else expect(answer.status).toBe(200);
  }
  expect(refused && codeOf(refused)).toBe("RATE_LIMITED");
  expect(refused?.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("usage is what the guide shows", async () => {
  const { api } = await developer();
  await api.conversation();
  const { body } = await api.request("GET", "/developer/usage");
  expect(body).toEqual({
    totals: { requests_today: 2, requests_this_month: 2, generations_this_month: 0 },
    limits: { requests_per_day: 1_000, generations_per_month: 100 },
    tier: "free",
    period: { month: expect.stringMatching(/^\d{4}-\d{2}$/), day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
  });
});
