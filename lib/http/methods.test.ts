import { describe, expect, it } from "vitest";
import { methods, unknownRoute } from "./methods";

const handlers = methods({ GET: async () => new Response("ok"), POST: async () => new Response("ok") });
const request = (method: string) => new Request("http://localhost/api/v1/things", { method });

describe("methods", () => {
  it("answers other methods with 405 and what is allowed", async () => {
    const response = await handlers.DELETE(request("DELETE"));
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
    expect(await response.json()).toMatchObject({ ok: false, error: { code: "METHOD_NOT_ALLOWED" } });
  });

  it("answers preflights for any origin, with the documented headers and without credentials", async () => {
    const { status, headers } = await handlers.OPTIONS(request("OPTIONS"));
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    for (const name of ["X-API-Key", "Idempotency-Key", "Content-Type"])
      expect(headers.get("access-control-allow-headers")).toContain(name);
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });
});

describe("unknownRoute", () => {
  it("is a 404 in the API's own shape", async () => {
    const response = unknownRoute();
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND", requestId: response.headers.get("x-request-id") },
    });
  });
});
