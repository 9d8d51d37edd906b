import { type ErrorCode, statusOf } from "@/lib/core/errors";
import { type Endpoint, errorCodesOf } from "../endpoint";

/** Ways to present oneself that the walk over the contract tries on every endpoint. */
export const PRESENTATIONS = [
  "nothing",
  "bad key",
  "key without permissions",
  "key as Bearer",
  "bad JWT",
  "guest's JWT",
  "guest's cookie from our page",
  "guest's cookie from nowhere",
  "guest's cookie from another site",
] as const;
export type Presentation = (typeof PRESENTATIONS)[number];

/** The refusal that the contract declares, or "passes" when authorization lets the request through. */
export type Expected = ErrorCode | "passes";

/** What an endpoint answers to a presentation, worked out from its declaration alone. */
export function expectedOf(endpoint: Endpoint, presentation: Presentation): Expected {
  const { accepts, method } = endpoint;
  const without: Expected = endpoint.anonymous ? "passes" : "UNAUTHORIZED";
  switch (presentation) {
    case "nothing":
      return without;
    case "bad key":
      if (accepts.includes("key")) return "INVALID_API_KEY";
      return endpoint.anonymous ? "passes" : "FORBIDDEN";
    case "key without permissions":
      if (accepts.includes("key")) return endpoint.permission ? "INSUFFICIENT_SCOPE" : "passes";
      return endpoint.anonymous ? "passes" : "FORBIDDEN";
    case "key as Bearer":
    case "bad JWT":
      return accepts.includes("jwt") ? "UNAUTHORIZED" : without;
    case "guest's JWT":
      if (!accepts.includes("jwt")) return without;
      return endpoint.registeredOnly ? "FORBIDDEN" : "passes";
    case "guest's cookie from our page":
      return accepts.includes("session") ? "passes" : without;
    case "guest's cookie from nowhere":
    case "guest's cookie from another site":
      if (!accepts.includes("session")) return without;
      return method === "GET" ? "passes" : "FORBIDDEN";
  }
}

/** A path with ids that nobody has: the right form, a random value. */
export function pathOf(endpoint: Endpoint): string {
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === "job_id" ? crypto.randomUUID() : `${name.replace("_id", "")}_${"0".repeat(24)}`,
  );
}

/** Every status that an endpoint says it may answer. */
export function declaredStatuses(endpoint: Endpoint): number[] {
  return [endpoint.status, ...errorCodesOf(endpoint).map((code) => statusOf(code, endpoint.half))];
}
