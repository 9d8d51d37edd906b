import { z } from "zod";
import { type Credential, type Endpoint, errorCodesOf } from "@/lib/contract/endpoint";
import { type ErrorCode, statusOf } from "@/lib/core/errors";

type Json = Record<string, unknown>;

const SECURITY: Record<Credential, string> = { key: "apiKey", jwt: "bearer", session: "session" };

/** OpenAPI 3.1 of endpoints, from the schemas that validate them. */
export function openApi(endpoints: readonly Endpoint[], serverUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = paths[endpoint.path] ?? {};
    path[endpoint.method.toLowerCase()] = operation(endpoint);
    paths[endpoint.path] = path;
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Partwright API", version: "1", description: "Words in, exact CAD out." },
    servers: [{ url: serverUrl }],
    paths,
    components: { schemas: { Error: ERROR_SCHEMA }, securitySchemes: SECURITY_SCHEMES },
  };
}

function operation(endpoint: Endpoint): Json {
  const { accepts, anonymous, method, path, permission } = endpoint;
  return {
    operationId: operationIdOf(method, path),
    summary: endpoint.summary,
    ...(permission && { description: `An API key needs the permission \`${permission}\`.` }),
    security: [...(anonymous ? [{}] : []), ...accepts.map((credential) => ({ [SECURITY[credential]]: [] }))],
    parameters: [
      ...parameters(endpoint.params, "path"),
      ...parameters(endpoint.query, "query"),
      ...(method === "POST" && accepts.length > 0 ? [IDEMPOTENCY_HEADER] : []),
    ],
    ...(endpoint.body && {
      requestBody: {
        required: endpoint.body.safeParse({}).success === false,
        content: { "application/json": { schema: inputSchema(endpoint.body) } },
      },
    }),
    responses: responses(endpoint),
  };
}

/** "POST /job/{job_id}/cancel" becomes "postJobByJobIdCancel". */
function operationIdOf(method: string, path: string): string {
  const words = path
    .split("/")
    .filter((segment) => segment !== "")
    .flatMap((segment) => (segment.startsWith("{") ? ["by", ...segment.slice(1, -1).split("_")] : segment.split(/[-_]/)));
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function parameters(schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

function responses(endpoint: Endpoint): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodesOf(endpoint)) {
    const status = statusOf(code, endpoint.half);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const failures = [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [String(status), failure(codes)] as const);
  const data = z.toJSONSchema(endpoint.data, { io: "input", unrepresentable: "any" });
  const schema = endpoint.half === "cloud" ? { type: "object", properties: { ok: { const: true }, data }, required: ["ok", "data"] } : data;
  const success = { description: "Success.", headers: HEADERS, content: { [endpoint.contentType ?? "application/json"]: { schema } } };
  return { [String(endpoint.status)]: success, ...Object.fromEntries(failures) };
}

function failure(codes: readonly ErrorCode[]): Json {
  return { description: codes.join(", "), content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } };
}

/** With `io: "input"`, a field with a default is not listed as required. */
function inputSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

const IDEMPOTENCY_HEADER: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Kept for 24 h: the same key with the same body gets the same answer.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const HEADERS: Json = {
  "X-Request-Id": { description: "Finds this request in the log.", schema: { type: "string" } },
  "X-RateLimit-Limit": { description: "Requests of the window.", schema: { type: "integer" } },
  "X-RateLimit-Remaining": { description: "Requests left.", schema: { type: "integer" } },
  "X-RateLimit-Reset": { description: "Unix seconds at which the window ends.", schema: { type: "integer" } },
};

const ERROR_SCHEMA: Json = {
  type: "object",
  required: ["ok", "error"],
  properties: {
    ok: { const: false },
    error: {
      type: "object",
      required: ["code", "message", "requestId"],
      properties: { code: { type: "string" }, message: { type: "string" }, details: {}, requestId: { type: "string" } },
    },
  },
};

const SECURITY_SCHEMES: Json = {
  apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
  session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
};
