import { expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { setting } from "../../support/client";
import { anyone, codeOf } from "../support";

test("unknown paths are 404 as JSON, below /v1 and /api/v1, by any method", async () => {
  for (const base of ["/v1", "/api/v1"]) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const response = await fetch(`${setting("BASE_URL")}${base}/no/such/thing`, { method });
      expect(response.status, `${method} ${base}`).toBe(404);
      expect(await response.json()).toMatchObject({
        ok: false,
        error: { code: "NOT_FOUND", requestId: response.headers.get("x-request-id") },
      });
    }
  }
});

test("wrong methods are 405 with Allow", async () => {
  for (const [method, path, allow] of [
    ["GET", "/generate", "OPTIONS, POST"],
    ["DELETE", "/conversations", "GET, HEAD, OPTIONS, POST"],
    ["POST", `/job/${crypto.randomUUID()}`, "GET, HEAD, OPTIONS"],
  ] as const) {
    const answer = await anyone().request(method, path);
    expect([answer.status, codeOf(answer), answer.headers.get("allow")]).toEqual([405, "METHOD_NOT_ALLOWED", allow]);
  }
});

test("any site may call with a key of its own: preflights pass, cookies do not", async () => {
  const response = await fetch(`${setting("BASE_URL")}/v1/generate`, {
    method: "OPTIONS",
    headers: {
      Origin: "https://elsewhere.example",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "x-api-key",
    },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("x-api-key");
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});

test("health needs no key, at /health and below the API", async () => {
  for (const path of ["/health", "/v1/health", "/api/v1/health"]) {
    const response = await fetch(`${setting("BASE_URL")}${path}`);
    expect(response.status, path).toBe(200);
    expect(await response.json()).toMatchObject({ ok: true, data: { status: "ok", timestamp: expect.any(String) } });
  }
});

test("the OpenAPI document lists every endpoint of the contract", async () => {
  const { status, body } = await anyone().request<{ paths: Record<string, Record<string, unknown>> }>("GET", "/openapi.json");
  expect(status).toBe(200);
  for (const { path, method } of ENDPOINTS) expect(body.paths[path]?.[method.toLowerCase()], `${method} ${path}`).toBeDefined();
});
