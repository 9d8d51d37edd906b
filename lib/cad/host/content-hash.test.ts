import { expect, it } from "vitest";
import type { KernelJob } from "@/lib/contract/kernel-job";
import { contentHash } from "./content-hash";

const job = (name: string, scratchDir: string, x: number): KernelJob => ({
  kind: "pipeline",
  steps: [{ operation: "part.box", params: { x } }],
  scratchDir,
  output: { name, formats: ["step"], quality: "normal", timestamp: "2000-01-01T00:00:00Z" },
});

it("the same geometry has the same hash whatever its name and folder; other geometry has another", async () => {
  const hash = await contentHash(job("a", "/one", 1));
  expect(await contentHash(job("b", "/two", 1))).toBe(hash);
  expect(await contentHash(job("a", "/one", 2))).not.toBe(hash);
});
