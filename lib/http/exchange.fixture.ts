import { z } from "zod";
import type { Endpoint } from "@/lib/contract/endpoint";
import { type Exchange, openExchange } from "./exchange";

/** An exchange for tests of single steps: an endpoint that takes and gives anything, unless told otherwise. */
export function exchangeFor(
  endpoint: Partial<Endpoint>,
  request: RequestInit & { url?: string; params?: Record<string, unknown> },
): Exchange {
  const { url = "http://localhost:3000/api/v1/things", params = {}, ...init } = request;
  const whole: Endpoint = {
    half: "part",
    method: "POST",
    path: "/things",
    summary: "Makes a thing.",
    accepts: ["key", "session"],
    status: 200,
    data: z.unknown(),
    errors: [],
    ...endpoint,
  };
  const web = new Request(url, { method: whole.method, ...init });
  return openExchange(whole, web, params, { publicUrl: undefined, trustedProxyHops: 0 });
}
