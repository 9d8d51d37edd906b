import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort, type RunningServer, startServer, temporaryDataDir } from "../../scripts/server-process";

// What `npm start` does when things are not as they should be.

let parent = "";
let dataDir = "";
const running: RunningServer[] = [];

beforeEach(() => {
  ({ dataDir, parent } = temporaryDataDir("start"));
});

afterEach(async () => {
  for (const server of running.splice(0)) if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(parent, { recursive: true, force: true });
});

async function start(options: { port?: number; env?: Record<string, string> } = {}): Promise<RunningServer> {
  const server = await startServer({ dataDir, ...options });
  running.push(server);
  return server;
}

/** Command lines of live processes that mention the data directory or descend from the pid. */
function processesOf(pid: number): string[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  const rows = table
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), ppid: Number(match[2]), args: match[3] ?? "" }] : []));
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    const before = family.size;
    for (const row of rows) if (family.has(row.ppid)) family.add(row.pid);
    grown = family.size > before;
  }
  return rows.filter((row) => (family.has(row.pid) && row.pid !== pid) || row.args.includes(dataDir)).map((row) => row.args);
}

async function gone(pids: () => string[]): Promise<string[]> {
  for (let tries = 0; tries < 100 && pids().length > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
  return pids();
}

test("a signal, even if it comes twice, stops it with code 0 and leaves no process, the database's included", async () => {
  const server = await start();
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  const pid = server.child.pid ?? 0;
  expect(processesOf(pid).length).toBeGreaterThan(1);
  server.child.kill("SIGINT"); // as Ctrl-C in a terminal: the same signal again from npm
  expect(await server.stop()).toBe(0);
  expect(await gone(() => processesOf(pid))).toEqual([]);
});

test("SIGTERM to npm start reaches the server, which leaves nothing behind", async () => {
  const port = await freePort();
  const npm = spawn("npm", ["start"], { stdio: "ignore", env: { ...process.env, PORT: String(port), DATA_DIR: dataDir } });
  const healthy = async () => (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.ok ?? false;
  while (!(await healthy())) await new Promise((resolve) => setTimeout(resolve, 100));
  const exited = new Promise((resolve) => npm.once("exit", resolve));
  npm.kill("SIGTERM");
  await exited;
  expect(await gone(() => processesOf(npm.pid ?? 0))).toEqual([]);
});

test("a second start on the same data says where the first one runs, and harms nothing", async () => {
  const server = await start();
  await expect(start()).rejects.toThrow(new RegExp(`already runs on this data.*${new URL(server.url).port}`, "is"));
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test("a port that is taken is named, and nothing is started", async () => {
  const blocker = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => blocker.listen(port, "0.0.0.0", resolve));
  try {
    await expect(start({ port })).rejects.toThrow(`Port ${port} is taken`);
  } finally {
    blocker.close();
  }
});

test("a wrong setting is named with what is wrong", async () => {
  await expect(start({ env: { KERNEL_WORKERS: "many" } })).rejects.toThrow("KERNEL_WORKERS");
});

test("after kill -9 of the app the next start takes over the database that was left, with what was in it", {
  timeout: 180_000,
}, async () => {
  const first = await start();
  const env = { ...process.env, DATA_DIR: dataDir };
  const key = execFileSync("npm", ["run", "-s", "key:create", "--", "--email", "kept@example.com", "--credits", "7"], {
    encoding: "utf8",
    env,
  }).trim();
  const pid = first.child.pid ?? 0;
  first.child.kill("SIGKILL");
  await new Promise((resolve) => first.child.once("exit", resolve));
  // The kernel host must not outlive the app; PostgreSQL may.
  expect((await gone(() => processesOf(pid).filter((args) => args.includes("kernel-host")))).length).toBe(0);

  const second = await start();
  const me = await fetch(`${second.url}/v1/me`, { headers: { "X-API-Key": key } });
  expect(await me.json()).toMatchObject({ account: { email: "kept@example.com", credits: 9 } });
});

test("after kill -9 of app and database together the next start recovers", { timeout: 180_000 }, async () => {
  const first = await start();
  first.child.kill("SIGKILL");
  const [postmaster] = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n");
  process.kill(Number(postmaster), "SIGKILL");
  const second = await start();
  expect((await fetch(`${second.url}/health`)).status).toBe(200);
});
