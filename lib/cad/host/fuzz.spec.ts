import { describe, expect, it } from "vitest";
import { runFuzz } from "./spec-fuzz";

describe("mutated files in the real kernel host", () => {
  it("leave it alive, and right about the canary after everything unusual", async () => {
    const { counts, hostRestarts, canariesFailed } = await runFuzz({ count: 40, seed: 3, lanes: 1, timeoutMs: 10_000 });
    expect({ hostRestarts, canariesFailed }).toEqual({ hostRestarts: 0, canariesFailed: 0 });
    // Each file gave a part, or a reason; and not all of them one of the two.
    expect(counts.HOST_LOST ?? 0).toBe(0);
    expect(counts.part ?? 0).toBeGreaterThan(0);
    expect(counts.refused ?? 0).toBeGreaterThan(0);
  }, 600_000);
});
