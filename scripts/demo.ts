import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "./server-process";

// `npm run demo -- "<prompt>"`: the guide's steps over HTTP. Uses the server that runs on PORT (or BASE_URL) with
// API_KEY when given; else starts one on DATA_DIR and mints a key for it. Files go to out/.

const prompt =
  process.argv.slice(2).join(" ").trim() || "A 50mm x 30mm x 10mm rectangular bracket with two M3 clearance holes spaced 40mm apart";
const dataDir = process.env.DATA_DIR ?? ".data";
const OUT = "out";
const FORMATS = ["step", "stl", "3mf", "glb"] as const;

interface JobResult {
  success: boolean;
  summary: string;
  dimensions: { x: number; y: number; z: number };
  measurements: {
    volume_mm3: number;
    area_mm2: number;
    solids: number;
    faces: number;
    valid: boolean;
    holes: { diameter: number; through: boolean; depth: number; center: number[] }[];
  };
  assumptions: { text: string }[];
  warnings: string[];
  questions: { text: string; options: { label: string }[] }[];
}

/** False when nothing listens there; a server that is starting is waited for. */
async function isRunning(url: string): Promise<boolean> {
  for (let tries = 0; tries < 240; tries++) {
    try {
      if ((await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).ok) return true;
    } catch {
      return false;
    }
    await sleep(500);
  }
  return false;
}

async function call<T>(base: string, key: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "X-API-Key": key, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { error?: { code: string; message: string } };
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer.error?.code}: ${answer.error?.message}`);
  return answer;
}

async function waitFor(base: string, key: string, jobId: string): Promise<JobResult> {
  for (;;) {
    const job = await call<{ status: string; result?: JobResult; error?: string }>(base, key, `/job/${jobId}`);
    if (job.status === "completed" && job.result) return job.result;
    if (job.status === "failed") throw new Error(job.error ?? "the job failed");
    await sleep(50);
  }
}

function report(result: JobResult): void {
  const { dimensions: d, measurements: m } = result;
  const line = (name: string, text: string) => console.log(`${name.padEnd(12)}${text}`);
  console.log(`\n${result.summary}\n`);
  line("size", `${d.x} × ${d.y} × ${d.z} mm`);
  line("volume", `${m.volume_mm3.toFixed(1)} mm³`);
  line("area", `${m.area_mm2.toFixed(1)} mm²`);
  line("B-rep", `${m.solids} solid, ${m.faces} faces, ${m.valid ? "valid" : "NOT VALID"}`);
  for (const hole of m.holes) {
    const at = hole.center.map((value) => Number(value.toFixed(3))).join(", ");
    line("hole", `Ø${Number(hole.diameter.toFixed(4))} ${hole.through ? "through" : `${Number(hole.depth.toFixed(3))} deep`} at (${at})`);
  }
  for (const { text } of result.assumptions) line("assumed", text);
  for (const warning of result.warnings) line("warning", warning);
}

async function design(origin: string, key: string): Promise<void> {
  const base = `${origin}/v1`;
  const { conversation_id } = await call<{ conversation_id: string }>(base, key, "/conversations", { name: "Demo" });
  const started = performance.now();
  const { job_id } = await call<{ job_id: string }>(base, key, "/generate", { prompt, conversation_id });
  const result = await waitFor(base, key, job_id);
  const elapsedMs = performance.now() - started;
  if (!result.success) {
    for (const { text, options } of result.questions) console.log(`${text}\n${options.map(({ label }) => `  - ${label}`).join("\n")}`);
    throw new Error("The sentence leaves something open; say it and run again.");
  }
  report(result);
  mkdirSync(OUT, { recursive: true });
  for (const format of FORMATS) {
    const { download_url, filename } = await call<{ download_url: string; filename: string }>(base, key, "/export", {
      conversation_id,
      format,
    });
    const bytes = Buffer.from(await (await fetch(download_url)).arrayBuffer());
    writeFileSync(join(OUT, filename), bytes);
    console.log(`${"wrote".padEnd(12)}${join(OUT, filename)} (${bytes.length.toLocaleString("en")} bytes)`);
  }
  console.log(`${"took".padEnd(12)}${Math.round(elapsedMs)} ms from request to completed`);
}

const origin = process.env.BASE_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;
const running = await isRunning(origin);
mkdirSync(dataDir, { recursive: true });
const server = running ? null : await startServer({ dataDir: resolve(dataDir) });
try {
  const key =
    process.env.API_KEY ??
    execFileSync("npm", ["run", "-s", "key:create", "--", "--email", "demo@example.com", "--credits", "10", "--tier", "unlimited"], {
      encoding: "utf8",
      env: { ...process.env, DATA_DIR: dataDir },
    }).trim();
  await design(server?.url ?? origin, key);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await server?.stop();
}
