import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { KernelJob } from "@/lib/contract/kernel-job";

/** SHA-256 of what a job asks of the kernel: its steps, its files' bytes, formats and quality; not names, times or folders. */
export async function contentHash(job: KernelJob): Promise<string> {
  const hash = createHash("sha256");
  if (job.kind === "evaluate") {
    hash.update(JSON.stringify({ kind: job.kind, outputs: job.outputs, steps: job.steps }));
    for (const { path } of job.inputFiles) await pipeline(createReadStream(path), hash, { end: false });
    return hash.digest("hex");
  }
  if (job.kind === "convert") {
    hash.update(JSON.stringify({ kind: job.kind, options: job.options }));
    await pipeline(createReadStream(job.file.path), hash);
    return hash.digest("hex");
  }
  const { formats, quality } = job.output;
  hash.update(JSON.stringify({ kind: job.kind, formats, quality }));
  if (job.kind === "pipeline") return hash.update(JSON.stringify(job.steps)).digest("hex");
  await pipeline(createReadStream(job.file.path), hash);
  return hash.digest("hex");
}
