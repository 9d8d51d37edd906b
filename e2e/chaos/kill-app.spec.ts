import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { startServer, temporaryDataDir } from "../../scripts/server-process";
import { ApiClient, type Job } from "../support/client";

// The app is killed in the middle of a job and started again: the job completes, with one revision and one charge.
// KILLS=20 for the long form.

const KILLS = Number(process.env.KILLS ?? 3);
const { dataDir, parent } = temporaryDataDir("chaos");
let key = "";

afterAll(() => rmSync(parent, { recursive: true, force: true }));

function mintKey(): string {
  const args = ["run", "-s", "key:create", "--", "--email", "chaos@example.com", "--credits", "1000", "--tier", "unlimited"];
  return execFileSync("npm", args, { encoding: "utf8", env: { ...process.env, DATA_DIR: dataDir } }).trim();
}

/** Waits until the job has been planned but not published. */
async function inTheMiddle(api: ApiClient, jobId: string): Promise<void> {
  for (;;) {
    const job = await api.get<Job>(`/job/${jobId}`);
    if (job.status !== "processing") return;
    if (job.stage && job.stage !== "reading" && job.stage !== "queued") return;
    await sleep(2);
  }
}

test(`a job survives kill -9 of the app, ${KILLS} times: one revision, one charge`, { timeout: 120_000 * KILLS }, async () => {
  let server = await startServer({ dataDir });
  key = mintKey();
  let interrupted = 0;
  try {
    for (let round = 1; round <= KILLS; round++) {
      const before = new ApiClient(server.url, key);
      const conversation = await before.conversation(`Round ${round}`);
      const creditsBefore = await before.credits();
      const holes = "plate 150 by 100 by 6 mm with a 5x3 grid of 5 mm holes spaced 25 mm, centred";
      const { job_id } = await before.post<{ job_id: string }>("/generate", { prompt: holes, conversation_id: conversation });
      await inTheMiddle(before, job_id);
      if ((await before.get<Job>(`/job/${job_id}`)).status === "processing") interrupted += 1;
      server.child.kill("SIGKILL");
      await new Promise((resolve) => server.child.once("exit", resolve));

      server = await startServer({ dataDir });
      const after = new ApiClient(server.url, key);
      const job = await after.ended(job_id, 90_000);
      expect(job.status, job.error).toBe("completed");
      const { part } = await after.get<{ part: { revisions: unknown[] } }>(`/conversations/${conversation}`);
      expect(part.revisions).toHaveLength(1);
      expect(await after.credits()).toBe(creditsBefore - 1);
    }
    expect(interrupted, "no kill hit a running job, so nothing was shown").toBeGreaterThan(0);
  } finally {
    expect(await server.stop()).toBe(0);
  }
});
