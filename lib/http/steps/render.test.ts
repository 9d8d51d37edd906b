import { describe, expect, it } from "vitest";
import { ApiError, ERRORS, type ErrorCode, statusOf } from "@/lib/core/errors";
import { renderError } from "./render";

describe("renderError", () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])("gives %s its status on each half, in one shape", (code) => {
    for (const half of ["part", "cloud"] as const) {
      const { status, body } = renderError(new ApiError(code, "Words."), half, "req_1");
      expect(status).toBe(statusOf(code, half));
      expect(body).toEqual({ ok: false, error: { code, message: "Words.", requestId: "req_1" } });
    }
  });

  it("never shows a cause", () => {
    expect(JSON.stringify(renderError(new ApiError("KERNEL_FAILED", "Words.", { cause: new Error("secret") }), "part", "r"))).not.toContain(
      "secret",
    );
  });

  it.each([new Error("secret"), "secret", { secret: 1 }, null, undefined, 42])("says nothing of %j", (thrown) => {
    const answer = renderError(thrown, "part", "req_1");
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain("secret");
  });

  it("rounds Retry-After up to whole seconds and carries the figures of a limit", () => {
    const error = new ApiError("RATE_LIMITED", "Later.", { retryAfterS: 1.2, details: { limit: 60, reset: 1_000 } });
    expect(renderError(error, "part", "r").headers).toEqual({
      "Retry-After": "2",
      "X-RateLimit-Limit": "60",
      "X-RateLimit-Remaining": "0",
      "X-RateLimit-Reset": "1000",
    });
  });
});
