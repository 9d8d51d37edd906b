import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import type { KernelJob, KernelProgress, PartResult } from "@/lib/contract/kernel-job";
import { serveWorker } from "../worker-serve";

/** A worker that misbehaves as it is told: the job's first operation says how. */
const behaviours: Record<
  string,
  (params: Record<string, number>, job: KernelJob, report: (progress: KernelProgress) => void) => void | Promise<void>
> = {
  answer: () => undefined,
  spin: () => {
    for (;;);
  },
  refuse: () => {
    throw new Refusal("The radius is too large.");
  },
  throw: () => {
    throw new Error("function signature mismatch");
  },
  exit: () => process.exit(3),
  poison: () => {
    sane = false;
    throw new Refusal("Refused, and the kernel is not what it was.");
  },
  babble: () => {
    parentPort?.postMessage({ type: "done", outcome: "fine", clean: true });
    for (;;);
  },
  /** Fills WebAssembly memory page by page, for ever. */
  hog: () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
    for (;;) {
      const from = memory.buffer.byteLength;
      memory.grow(256);
      new Uint8Array(memory.buffer, from).fill(1);
    }
  },
  /** Takes so much memory and keeps it. */
  grow: ({ pages = 0 }) => {
    kept.push(new WebAssembly.Memory({ initial: 1 }));
    kept.at(-1)?.grow(pages);
  },
  killHost: () => {
    process.kill(process.pid, "SIGKILL");
  },
  killHostOnce: (_, job) => {
    const marker = join(job.scratchDir, "killed");
    if (existsSync(marker)) return;
    writeFileSync(marker, "");
    process.kill(process.pid, "SIGKILL");
  },
  /** Says that it began, then waits for a file. */
  wait: async (_, job) => {
    writeFileSync(join(job.scratchDir, "began"), "");
    while (!existsSync(join(job.scratchDir, "go"))) await sleep(5);
  },
  chatter: ({ times = 0 }, _, report) => {
    for (let n = 0; n < times; n++) report({ stage: "building", fraction: n / times });
    report({ stage: "writing", fraction: 1 });
  },
};

class Refusal extends Error {}

const kept: WebAssembly.Memory[] = [];
let sane = true;

const RESULT: Omit<PartResult, "files"> = {
  measurements: {
    volume_mm3: 6,
    area_mm2: 22,
    center_of_mass: [0, 0, 0],
    bounding_box: { min: [0, 0, 0], max: [1, 2, 3], size: [1, 2, 3] },
    solids: 1,
    faces: 6,
    edges: 12,
    vertices: 8,
    valid: true,
    holes: [],
    fillets: [],
  },
  faces: [],
  lastLabel: 0,
  warnings: [],
  timings: {},
  kernel: { name: "none", version: "0" },
};

await serveWorker(async ({ scratchRoot }) => {
  // Tests make every new worker fail by this file.
  if (existsSync(join(scratchRoot, "no-starts"))) throw new Error("told not to start");
  return {
    run: async (job, onProgress) => {
      const [first] = job.kind === "pipeline" ? job.steps : [];
      const step = first && "operation" in first ? first : undefined;
      await behaviours[step?.operation ?? "answer"]?.((step?.params ?? {}) as Record<string, number>, job, onProgress);
      if (step?.operation === "absurd") return { ...RESULT, measurements: { ...RESULT.measurements, volume_mm3: Number.NaN }, files: [] };
      const stray = step?.operation === "answer" && existsSync(join(job.scratchDir, "stray"));
      const path = stray ? "/etc/hostname" : join(job.scratchDir, "part.step");
      return { ...RESULT, files: [{ format: "step", path, bytes: 0, sha256: "" }] };
    },
    isSane: () => sane,
    warmUp: () => Promise.resolve(),
    heapBytes: () => kept.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    explain: (thrown) => ({
      failure: { code: "KERNEL_FAILED", message: thrown instanceof Error ? thrown.message : "" },
      clean: thrown instanceof Refusal,
    }),
  };
});
