import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { openApi } from "./openapi";

const document = openApi(ENDPOINTS, "http://localhost:3000/api/v1") as {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      { operationId: string; responses: Record<string, unknown>; requestBody?: unknown; parameters: { name: string; in: string }[] }
    >
  >;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe("openApi", () => {
  it("describes every endpoint once, under names of their own", () => {
    expect(operations).toHaveLength(ENDPOINTS.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(ENDPOINTS.length);
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it("declares a parameter for each placeholder of a path", () => {
    for (const { path, operation } of operations) {
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name)).toEqual(placeholders);
    }
  });

  it("lists what a refusal answers: 401, 402, 403, 404 and 409 of /generate", () => {
    const statuses = Object.keys(document.paths["/generate"]?.post?.responses ?? {});
    expect(statuses).toEqual(expect.arrayContaining(["200", "400", "401", "402", "403", "404", "409", "413", "415", "500", "503"]));
  });

  it("does not require a field that has a default", () => {
    const schema = JSON.stringify(document.paths["/generate"]?.post?.requestBody);
    expect(schema).toContain('"web_search_enabled"');
    expect(schema).not.toMatch(/"required":\[[^\]]*"web_search_enabled"/);
  });
});
