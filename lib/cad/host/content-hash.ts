import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { KernelJob } from "@/lib/contract/kernel-job";

/** SHA-256 of what a job asks of the kernel: its steps or its file's bytes, formats and quality; not names, times or folders. */
export async function contentHash(job: KernelJob): Promise<string> {
  const { formats, quality } = job.output;
  const hash = createHash("sha256").update(JSON.stringify({ kind: job.kind, formats, quality }));
  if (job.kind === "pipeline") return hash.update(JSON.stringify(job.steps)).digest("hex");
  await pipeline(createReadStream(job.file.path), hash);
  return hash.digest("hex");
}
