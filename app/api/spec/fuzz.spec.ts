import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signToken } from "@/lib/auth/token";
import type { Endpoint } from "@/lib/contract/endpoint";
import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { declaredStatuses } from "@/lib/contract/endpoints/authorization.fixture";
import { secrets } from "@/lib/core/secrets";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { owner } from "./accounts";
import { ask, signIn } from "./client";

withSpecDatabase();

const RUNS = Number(process.env.FUZZ_RUNS ?? 40);
let headers: Record<string, string>;

beforeAll(async () => {
  const { key, accountId } = await owner("fuzz", { credits: 100_000 });
  const { token } = await signToken(accountId, secrets().NEXTAUTH_SECRET);
  const cookie = (await signIn("guest")) ?? "";
  // All three, so that every endpoint finds one that it takes.
  headers = { "X-API-Key": key, Authorization: `Bearer ${token}`, Cookie: cookie, Origin: "http://localhost:3000" };
});

afterAll(() => expect(Object.keys(Object.prototype)).toEqual([]));

/** Names that the endpoint knows, so that values get past the first check, and some that it does not. */
function fieldNames(endpoint: Endpoint): string[] {
  const text = JSON.stringify(endpoint.body?.safeParse(5).error?.issues ?? []);
  const shape = endpoint.body && "shape" in endpoint.body ? Object.keys(endpoint.body.shape as object) : [];
  return [...shape, ...(text.match(/\w+_\w+/g) ?? []), "name", "__proto__", "constructor", "toString", ""];
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "\0",
    "\ud800",
    "../../etc/passwd",
    "conv_000000000000000000000000",
    "Face 1",
    "step",
    "1e999",
    "'; DROP TABLE tasks;--",
    "x".repeat(6_000),
  ),
);
const value = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, 1e308, Number.MAX_SAFE_INTEGER),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue(),
  fc.array(text, { maxLength: 5 }),
);

function bodies(endpoint: Endpoint): fc.Arbitrary<string> {
  const fields = fc.dictionary(fc.oneof(fc.constantFrom(...fieldNames(endpoint)), text), value, { maxKeys: 6 });
  return fc.oneof(
    fields.map((body) => JSON.stringify(body)),
    fc.json(),
    fc.string({ unit: "binary", maxLength: 200 }),
  );
}

const pathValue = text
  .filter((part) => !/^\.{0,2}$/.test(part))
  .map((part) => encodeURIComponent(part.toWellFormed?.() ?? part.replace(/\p{Surrogate}/gu, "")));

describe.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))("%s", (_, endpoint) => {
  it(`answers ${RUNS} hostile requests with a declared status, never 5xx`, { timeout: 120_000 }, async () => {
    const request = fc.record({ body: bodies(endpoint), path: pathValue, query: fc.dictionary(text, text, { maxKeys: 3 }) });
    await fc.assert(
      fc.asyncProperty(request, async ({ body, path, query }) => {
        const params = new URLSearchParams(endpoint.query ? query : {});
        const url = `${endpoint.path.replace(/\{\w+\}/, path)}${params.size > 0 ? `?${params}` : ""}`;
        const answer = await ask(endpoint.method, url, endpoint.method === "GET" ? undefined : body, {}, headers);
        expect(answer.status, answer.text).toBeLessThan(500);
        expect(declaredStatuses(endpoint), answer.text).toContain(answer.status);
      }),
      { numRuns: RUNS },
    );
  });
});
