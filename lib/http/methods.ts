import { ApiError, type Half } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { RouteHandler } from "./engine";
import { API_CORS, applyHeaders, preflight } from "./steps/headers";
import { renderError, toResponse } from "./steps/render";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Name = (typeof METHODS)[number];
type Handlers = Record<Name | "OPTIONS", RouteHandler>;

interface MethodOptions {
  half?: Half;
  cors?: Readonly<Record<string, string>>;
}

/** Every method of a route file: those given, a 405 with `Allow` for the rest, and the answer to preflights. */
export function methods(given: Partial<Record<Name, RouteHandler>>, { half = "part", cors = API_CORS }: MethodOptions = {}): Handlers {
  const allowed = ["OPTIONS", ...METHODS.filter((name) => given[name] !== undefined), ...(given.GET ? ["HEAD"] : [])].sort();
  const refuse: RouteHandler = async (request) => {
    const requestId = newId("request");
    const error = new ApiError("METHOD_NOT_ALLOWED", `${request.method} is not possible here. Possible: ${allowed.join(", ")}.`, {
      details: { allowed },
    });
    const response = toResponse(renderError(error, half, requestId));
    response.headers.set("Allow", allowed.join(", "));
    return applyHeaders(response, { requestId, limit: null });
  };
  const handlers = Object.fromEntries(METHODS.map((name) => [name, given[name] ?? refuse])) as Handlers;
  handlers.OPTIONS = async () => preflight(allowed, cors);
  return handlers;
}

/** Answer of every path below /api/v1 that is no endpoint. */
export function unknownRoute(): Response {
  const requestId = newId("request");
  const error = new ApiError("NOT_FOUND", "There is nothing at this path. The reference is at /api/v1/openapi.json.");
  return applyHeaders(toResponse(renderError(error, "part", requestId)), { requestId, limit: null });
}
