import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/core/errors";
import { createLogger } from "@/lib/core/logger";
import { exchangeFor } from "../exchange.fixture";
import { logExchange } from "./log-exchange";

const SECRETS = [
  "pk_live_0123456789abcdef0123456789abcdef",
  "eyJhbGciOi.token.sig",
  "session-cookie-value",
  "3f8a2c1d-0000-4000-8000-000000000000",
  "a secret prompt",
];

function linesOf(status: number, thrown?: unknown): string {
  const [key, token, cookie, jobId, prompt] = SECRETS;
  const exchange = exchangeFor(
    { path: "/job/{job_id}" },
    {
      url: `http://localhost/api/v1/job/${jobId}?token=${token}`,
      headers: { "x-api-key": `${key}`, authorization: `Bearer ${token}`, cookie: `s=${cookie}` },
      params: { job_id: jobId },
    },
  );
  exchange.body = { prompt };
  const lines: string[] = [];
  logExchange(
    createLogger("info", (line) => lines.push(line)),
    exchange,
    status,
    12.6,
    thrown,
  );
  return lines.join("\n");
}

describe("logExchange", () => {
  it("writes one line with request id, path as declared, status and duration", () => {
    expect(JSON.parse(linesOf(200))).toMatchObject({ level: "info", path: "/job/{job_id}", status: 200, durationMs: 13 });
  });

  it("writes no credential, no job id and no prompt, whatever happened", () => {
    for (const line of [linesOf(200), linesOf(403, new ApiError("INVALID_API_KEY", "no")), linesOf(500, new Error("boom"))]) {
      for (const secret of SECRETS) expect(line).not.toContain(secret);
    }
  });

  it("writes the cause of what was our fault", () => {
    expect(JSON.parse(linesOf(500, new Error("boom")))).toMatchObject({ level: "error", error: { message: "boom" } });
    expect(JSON.parse(linesOf(503, new ApiError("SERVICE_UNAVAILABLE", "x", { cause: new Error("no database") })))).toMatchObject({
      error: { message: "no database" },
    });
  });
});
