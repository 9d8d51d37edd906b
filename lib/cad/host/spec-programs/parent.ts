import { createLogger } from "@/lib/core/logger";
import { KernelHostClient } from "../client";
import type { KernelHostOptions } from "../options";

// Starts a host with a job that never ends, says its process id, and waits to be killed.
const options = JSON.parse(process.argv[2] ?? "") as Omit<KernelHostOptions, "log">;
const host = new KernelHostClient({ ...options, log: createLogger("silent") });
await host.start();
await host.withScratch(async (scratchDir) => {
  const spinning = host.run({
    kind: "pipeline",
    steps: [{ operation: "spin", params: {} }],
    scratchDir,
    output: { name: "part", formats: [], quality: "normal", timestamp: "2000-01-01T00:00:00Z" },
  });
  const poll = setInterval(() => {
    if (host.health().busy === 0) return;
    clearInterval(poll);
    process.stdout.write(`${host.health().pid}\n`);
  }, 10);
  await spinning;
});
