import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { platform } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { childEnv } from "./child-env";
import { isAlive } from "./file-lock";
import type { ServerUser } from "./server-user";

export const USER = "partwright";
export const DATABASE = "partwright";
export const HOST = "127.0.0.1";

/** Connection string of a database of the embedded server. */
export function urlOf(port: number, password: string, database: string = DATABASE): string {
  return `postgresql://${USER}:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;
}

interface Postmaster {
  pid: number;
  port: number;
}

/** What `postmaster.pid` in a data folder says: pid on line 1, port on line 4. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
    const pid = Number.parseInt(lines[0] ?? "", 10);
    const port = Number.parseInt(lines[3] ?? "", 10);
    return Number.isInteger(pid) ? { pid, port: Number.isInteger(port) ? port : 0 } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process is a PostgreSQL server: after a restart of the machine a pid may belong to anyone. */
function isPostgres(pid: number): boolean {
  try {
    const name =
      platform() === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]
        : execFileSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return basename((name ?? "").trim()).startsWith("postgres");
  } catch {
    return false;
  }
}

/** The server of a data folder, if it runs. A file left by one that does not is removed, or it would block the next. */
export function runningPostmaster(dataDir: string): Postmaster | undefined {
  const found = readPostmaster(dataDir);
  if (!found) return undefined;
  if (isAlive(found.pid) && isPostgres(found.pid)) return found;
  rmSync(join(dataDir, "postmaster.pid"), { force: true });
  return undefined;
}

/** Thrown when the data folder and the password do not belong together; waiting would not help. */
export class WrongPassword extends Error {
  override readonly name = "WrongPassword";
}

const INVALID_PASSWORD = "28P01";

/**
 * Whether the server at a port serves this data folder and no other.
 * @throws WrongPassword it serves, but not us
 */
export async function answers(port: number, password: string, dataDir: string): Promise<boolean> {
  if (port < 1) return false;
  const client = new pg.Client({ connectionString: urlOf(port, password, "postgres"), connectionTimeoutMillis: 3_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return rows[0]?.data_directory === dataDir;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === INVALID_PASSWORD && runningPostmaster(dataDir)?.port === port) {
      throw new WrongPassword(`The database in ${dataDir} was made with another password.`);
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether nothing listens at a loopback port; 0 asks for any, and the one given is returned. */
export function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host: HOST, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

export interface Launch {
  postgres: string;
  dataDir: string;
  port: number;
  password: string;
  logPath: string;
  user: ServerUser | undefined;
}

const START_TIMEOUT_MS = 120_000;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** Last lines of the server's log, for messages. */
function tail(logPath: string): string {
  try {
    return readFileSync(logPath, "utf8").trimEnd().split("\n").slice(-8).join("\n");
  } catch {
    return "";
  }
}

const SETTINGS = {
  listen_addresses: HOST,
  // TCP only: socket files would have to lie where both users can reach them, and their paths have a short limit.
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_checkpoints: "off",
  log_min_messages: "warning",
  // Containers often have a tiny /dev/shm, which parallel queries would fill; ours are all small.
  max_parallel_workers_per_gather: "0",
};

/**
 * Starts the server and waits until it answers. It gets a session of its own, so that Ctrl-C in the terminal reaches
 * only the app, which then stops it in order; and it outlives a killed app, whose successor takes it over.
 */
export async function launch({ postgres, dataDir, port, password, logPath, user }: Launch): Promise<void> {
  if ((statSync(logPath, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) truncateSync(logPath);
  const log = openSync(logPath, "a", 0o600);
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(postgres, ["-D", dataDir, ...settings], {
    detached: true,
    cwd: dataDir,
    stdio: ["ignore", log, log],
    env: childEnv(),
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  closeSync(log);
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended ??= `it ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await answers(port, password, dataDir))) {
    if (ended !== undefined) throw new Error(`PostgreSQL did not start: ${ended}.\n${tail(logPath)}`);
    if (performance.now() > deadline) throw new Error(`PostgreSQL does not answer after ${START_TIMEOUT_MS} ms.\n${tail(logPath)}`);
    await sleep(50);
  }
}

const STOP_TIMEOUT_MS = 20_000;

/** Stops the server of a data folder: open transactions are rolled back, everything is written; a second try recovers at the next start. */
export async function shutDown(dataDir: string): Promise<void> {
  const running = runningPostmaster(dataDir);
  if (!running) return;
  // SIGINT is "fast", SIGQUIT "immediate".
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    try {
      process.kill(running.pid, signal);
    } catch {
      return;
    }
    const deadline = performance.now() + STOP_TIMEOUT_MS;
    while (performance.now() < deadline) {
      if (!isAlive(running.pid) || !isPostgres(running.pid)) return;
      await sleep(25);
    }
  }
  throw new Error(`PostgreSQL (pid ${running.pid}) does not stop.`);
}
