import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { startServer, temporaryDataDir } from "./server-process";

// `npm run bench`: from POST /generate to completed, server warm, with the time of each step.
// Prints a table for docs/benchmarks.md; `-- --csv` prints rows instead.

const ROUNDS = Number(process.env.ROUNDS ?? 30);
const WARM_UP = 8;
const PROMPTS = {
  bracket: "A 50mm x 30mm x 10mm rectangular bracket with two M3 clearance holes spaced 40mm apart",
  plate: "100x60x5 mm plate with four 6mm holes, 10mm from each edge",
  grid: "plate 150 by 100 by 6 mm with a 5x3 grid of 5 mm holes spaced 25 mm, centred",
} as const;

interface Sample {
  totalMs: number;
  timings: Record<string, number>;
}

const { dataDir, parent } = temporaryDataDir("bench");

const quantile = (values: number[], q: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};

/** Follows the job by its event stream, as the studio does, so that polling adds nothing. */
async function generate(base: string, key: string, prompt: string): Promise<Sample> {
  const headers = { "X-API-Key": key, "Content-Type": "application/json" };
  const started = performance.now();
  const posted = await fetch(`${base}/generate`, { method: "POST", headers, body: JSON.stringify({ prompt }) });
  const { job_id } = (await posted.json()) as { job_id: string };
  const events = await fetch(`${base}/job/${job_id}/events`);
  await events.text(); // the stream closes when the job has ended
  const totalMs = performance.now() - started;
  const job = (await (await fetch(`${base}/job/${job_id}`)).json()) as {
    status: string;
    error?: string;
    result?: { timings?: Record<string, number> };
  };
  if (job.status !== "completed") throw new Error(job.error ?? job.status);
  return { totalMs, timings: job.result?.timings ?? {} };
}

async function measure(base: string, key: string, name: string, prompt: string): Promise<void> {
  const first = await generate(base, key, prompt);
  for (let i = 0; i < WARM_UP; i++) await generate(base, key, prompt);
  const samples: Sample[] = [];
  for (let i = 0; i < ROUNDS; i++) samples.push(await generate(base, key, prompt));
  const totals = samples.map(({ totalMs }) => totalMs);
  const row = (label: string, values: number[]) => {
    const median = quantile(values, 0.5);
    if (process.argv.includes("--csv")) console.log([name, label, median.toFixed(1), quantile(values, 0.95).toFixed(1)].join(","));
    else
      console.log(
        `| ${name} | ${label} | ${median.toFixed(1)} | ${quantile(values, 0.95).toFixed(1)} | ${((median / quantile(totals, 0.5)) * 100).toFixed(0)} % |`,
      );
  };
  row("POST to completed", totals);
  row("first one after start", [first.totalMs]);
  for (const step of Object.keys(samples[0]?.timings ?? {}))
    row(
      step,
      samples.map(({ timings }) => timings[step] ?? 0),
    );
}

const server = await startServer({ dataDir });
try {
  const key = execFileSync(
    "npm",
    ["run", "-s", "key:create", "--", "--email", "bench@example.com", "--credits", "1000", "--tier", "unlimited"],
    {
      encoding: "utf8",
      env: { ...process.env, DATA_DIR: dataDir },
    },
  ).trim();
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${ROUNDS} rounds\n`,
  );
  if (!process.argv.includes("--csv")) console.log("| part | step | median ms | p95 ms | of the whole |\n|---|---|---|---|---|");
  for (const [name, prompt] of Object.entries(PROMPTS)) await measure(`${server.url}/v1`, key, name, prompt);
} finally {
  await server.stop();
  rmSync(parent, { recursive: true, force: true });
}
