import { mkdirSync, writeFileSync } from "node:fs";
import { EXAMPLES } from "@/components/studio/examples";

// `npx tsx scripts/examples.ts`: renders the pictures of the studio's example cards with a running server (BASE_URL,
// API_KEY), so that what a card shows is what a click gives. Run it when the examples or the renderer change.

const base = `${process.env.BASE_URL ?? "http://127.0.0.1:3000"}/v1`;
const headers = { "X-API-Key": process.env.API_KEY ?? "", "Content-Type": "application/json" };
mkdirSync("public/examples", { recursive: true });

for (const { slug, prompt } of EXAMPLES) {
  const { job_id } = (await (await fetch(`${base}/generate`, { method: "POST", headers, body: JSON.stringify({ prompt }) })).json()) as {
    job_id: string;
  };
  await (await fetch(`${base}/job/${job_id}/events`)).text(); // closes when the job has ended
  const job = (await (await fetch(`${base}/job/${job_id}`)).json()) as { error?: string; result?: { thumbnail_url: string } };
  if (!job.result) throw new Error(`${slug}: ${job.error}`);
  const picture = await (await fetch(job.result.thumbnail_url)).arrayBuffer();
  writeFileSync(`public/examples/${slug}.png`, new Uint8Array(picture));
  console.log(`public/examples/${slug}.png ${picture.byteLength} bytes`);
}
