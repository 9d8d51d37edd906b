import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Endpoint } from "@/lib/contract/endpoint";
import { listConversations } from "@/lib/contract/endpoints/conversations";
import { generate } from "@/lib/contract/endpoints/job";
import { ApiError, type FieldFault } from "@/lib/core/errors";
import { exchangeFor } from "../exchange.fixture";
import { validate } from "./validate";

function faults(endpoint: Partial<Endpoint>, body: unknown, url?: string): FieldFault[] {
  const exchange = exchangeFor(endpoint, { ...(url && { url }) });
  exchange.body = body;
  try {
    validate(exchange);
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    expect(error.code).toBe("VALIDATION_ERROR");
    return error.details as FieldFault[];
  }
}

describe("validate", () => {
  it("names the field, the value and what is allowed", () => {
    expect(faults(generate, { prompt: 5 })).toEqual([expect.objectContaining({ path: "prompt", value: 5, allowed: "string" })]);
  });

  it("names every fault at once, in query and body", () => {
    const endpoint = { query: z.strictObject({ n: z.coerce.number() }), body: z.strictObject({ a: z.number(), b: z.enum(["x", "y"]) }) };
    const found = faults(endpoint, { a: "1", b: "z", c: 1 }, "http://localhost/api/v1/things?n=abc&m=1");
    expect(found.map(({ path }) => path).sort()).toEqual(["a", "b", "c", "m", "n"]);
    expect(found.find(({ path }) => path === "b")).toMatchObject({ value: "z", allowed: ["x", "y"] });
  });

  it("refuses unknown fields, __proto__ among them", () => {
    expect(faults(generate, { prompt: "box", promt: "box" })).toMatchObject([{ path: "promt", message: "unknown field" }]);
    expect(faults(generate, JSON.parse('{"prompt": "box", "__proto__": {"a": 1}}'))).toHaveLength(1);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it("refuses an empty prompt, but not beside parameters", () => {
    expect(faults(generate, { prompt: "" })).toMatchObject([{ path: "prompt" }]);
    expect(faults(generate, { prompt: "  \n " })).toMatchObject([{ path: "prompt" }]);
    expect(faults(generate, {})).toMatchObject([{ path: "prompt" }]);
    expect(faults(generate, { parameters: { width: 60 } })).toEqual([]);
  });

  it("refuses 5,001 characters, shows only the start of them and says the maximum", () => {
    expect(faults(generate, { prompt: "x".repeat(5_000) })).toEqual([]);
    const [fault] = faults(generate, { prompt: "x".repeat(5_001) });
    expect(fault).toMatchObject({ path: "prompt", allowed: { maximum: 5_000 } });
    expect(String(fault?.value).length).toBeLessThan(300);
  });

  it("refuses text that PostgreSQL can't store, at any depth", () => {
    expect(faults(generate, { prompt: "a\0b" })).toMatchObject([{ path: "prompt" }]);
    expect(faults(generate, { prompt: "a\ud800b" })).toMatchObject([{ path: "prompt" }]);
    expect(faults(generate, { prompt: "a", selected_faces: ["Face 1\0"] })).toMatchObject([{ path: "selected_faces[0]" }]);
    expect(faults(generate, { prompt: "emoji 🔩 is fine" })).toEqual([]);
  });

  it("treats a query parameter given twice as a fault", () => {
    expect(faults(listConversations, undefined, "http://localhost/api/v1/conversations?limit=5&limit=6")).toMatchObject([
      { path: "limit" },
    ]);
  });

  it("never sends a password back", () => {
    const endpoint = { body: z.strictObject({ password: z.string().min(8) }) };
    expect(JSON.stringify(faults(endpoint, { password: "hunter2" }))).not.toContain("hunter2");
  });

  it.each([null, 5, "text", [1, 2], true])("refuses %j as a whole body", (body) => {
    expect(faults(generate, body).length).toBeGreaterThan(0);
  });
});
