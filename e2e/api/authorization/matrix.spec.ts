import { beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { declaredStatuses, expectedOf, PRESENTATIONS, type Presentation, pathOf } from "@/lib/contract/endpoints/authorization.fixture";
import { statusOf } from "@/lib/core/errors";
import { anyone, codeOf, developer, fromOurPage, signIn } from "../support";

const headers = {} as Record<Presentation, Record<string, string>>;

beforeAll(async () => {
  const { key } = await developer(["models"]);
  const cookie = await signIn("guest");
  const token = String((await anyone().request("GET", "/auth/token", undefined, { Cookie: cookie })).body.token);
  Object.assign(headers, {
    nothing: {},
    "bad key": { "X-API-Key": `pk_live_${"0".repeat(32)}` },
    "key without permissions": { "X-API-Key": key },
    "key as Bearer": { Authorization: `Bearer ${key}` },
    "bad JWT": { Authorization: `Bearer ${token}x` },
    "guest's JWT": { Authorization: `Bearer ${token}` },
    "guest's cookie from our page": fromOurPage(cookie),
    "guest's cookie from nowhere": { Cookie: cookie },
    "guest's cookie from another site": { Cookie: cookie, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
  } satisfies Record<Presentation, Record<string, string>>);
});

describe.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))("%s", (_, endpoint) => {
  it.each(PRESENTATIONS)("answers %s as the contract declares", async (presentation) => {
    const expected = expectedOf(endpoint, presentation);
    const answer = await anyone().request(
      endpoint.method,
      pathOf(endpoint),
      endpoint.method === "GET" ? undefined : {},
      headers[presentation],
    );
    if (expected === "passes") expect([401, 403], JSON.stringify(answer.body)).not.toContain(answer.status);
    else expect([answer.status, codeOf(answer)]).toEqual([statusOf(expected, endpoint.half), expected]);
    expect(answer.status).toBeLessThan(500);
    expect(declaredStatuses(endpoint)).toContain(answer.status);
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

it("lets a header of the framework's own skip none of it", async () => {
  for (const name of ["x-middleware-subrequest", "x-middleware-rewrite", "x-nextjs-data", "rsc", "next-action"]) {
    const answer = await anyone().request("GET", "/developer/keys", undefined, { [name]: "middleware:middleware:middleware" });
    expect(answer.status, name).toBe(401);
  }
});
