import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { dataPath, env } from "@/lib/core/env";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { secrets } from "@/lib/core/secrets";
import { closeConnections } from "./client";
import { publishDatabaseUrl } from "./database-url";
import { Cluster } from "./embedded/cluster";
import { closeListener } from "./listener";
import { migrate } from "./migrate";

export interface RunningDatabase {
  url: string;
  /** Closes this process's connections, and stops the server if it is ours to stop. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /**
   * `server` (default): the app. One a data folder; it looks after the embedded server and stops it at the end.
   * `tool`: a short command beside it. It uses a running server, or starts one and stops it again.
   */
  role?: "server" | "tool";
  /** Where the app can be reached, for the message that a second one on the same data gives. */
  url?: string;
}

/** Held for as long as an app runs on an embedded database; the server frees it when the app's connection ends. */
const SERVER_LOCK = 7_272_001;
/** A killed app's connection may take a moment to be noticed. */
const LOCK_PATIENCE_MS = 5_000;

/**
 * Makes the database ready: the one of `DATABASE_URL`, or the embedded server of `DATA_DIR`, with all migrations applied.
 * @throws Error another app runs on the same data (the message says where), or the database does not start
 */
export async function startDatabase({ role = "server", url }: StartOptions = {}): Promise<RunningDatabase> {
  const { DATABASE_URL } = env();
  if (DATABASE_URL !== undefined) return connectGiven(DATABASE_URL);
  const cluster = new Cluster({ folder: dataPath(), password: secrets().POSTGRES_PASSWORD, log: log() });
  return role === "server" ? new Supervisor(cluster, url).start() : openBriefly(cluster);
}

async function closeAll(): Promise<void> {
  await closeListener();
  await closeConnections();
}

const GIVEN_PATIENCE_MS = 30_000;

/** A database of someone else's; it may still be coming up, as in a container beside ours. */
async function connectGiven(url: string): Promise<RunningDatabase> {
  const deadline = performance.now() + GIVEN_PATIENCE_MS;
  for (;;) {
    try {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
      client.on("error", () => undefined);
      await client.connect();
      await client.end();
      break;
    } catch (error) {
      if (performance.now() > deadline)
        throw new Error(`The database of DATABASE_URL does not answer: ${messageOf(error)}`, { cause: error });
      await sleep(500);
    }
  }
  await migrate(url);
  return { url, stop: closeAll };
}

async function openBriefly(cluster: Cluster): Promise<RunningDatabase> {
  const { url, started } = await cluster.exclusively(() => cluster.ensureRunning());
  publishDatabaseUrl(url);
  const stop = async () => {
    await closeAll();
    if (!started) return;
    await cluster.exclusively(async () => {
      // An app may have come up meanwhile: then the server stays.
      const lock = await takeLock(url, 0);
      if (!lock) return;
      await lock.end().catch(() => undefined);
      await cluster.stop();
    });
  };
  try {
    await migrate(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** A connection that holds the app's lock; undefined when another holds it. */
async function takeLock(url: string, patienceMs: number): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: "partwright lock",
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => undefined);
  await client.connect();
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [SERVER_LOCK]);
    if (rows[0]?.taken) return client;
    if (performance.now() >= deadline) break;
    await sleep(100);
  }
  await client.end();
  return undefined;
}

/** Runs the embedded server for an app: holds the lock, and starts the server again when it was killed. */
class Supervisor {
  readonly #cluster: Cluster;
  readonly #appUrl: string | undefined;
  #lock: pg.Client | undefined;
  #url = "";
  #stopping = false;
  #recovering: Promise<void> | undefined;

  constructor(cluster: Cluster, appUrl: string | undefined) {
    this.#appUrl = appUrl;
    this.#cluster = cluster;
  }

  async start(): Promise<RunningDatabase> {
    await this.#cluster.exclusively(() => this.#bringUp());
    try {
      await migrate(this.#url);
    } catch (error) {
      await this.#stop();
      throw error;
    }
    const supervisor = this;
    return {
      get url() {
        return supervisor.#url;
      },
      stop: () => this.#stop(),
    };
  }

  async #bringUp(): Promise<void> {
    const { url } = await this.#cluster.ensureRunning();
    const lock = await takeLock(url, LOCK_PATIENCE_MS);
    if (!lock) throw new Error(`Partwright already runs on this data${describeOther()}. Stop it, or set another DATA_DIR and PORT.`);
    if (this.#url !== "" && this.#url !== url) await closeAll();
    this.#url = url;
    publishDatabaseUrl(url);
    this.#lock = lock;
    lock.once("end", () => this.#recover());
    announce(this.#appUrl);
  }

  /** The lock's connection ended, and so did the server. */
  #recover(): void {
    if (this.#stopping || this.#recovering) return;
    log().error("the database server is gone; starting it again");
    this.#recovering = this.#bringBack().finally(() => {
      this.#recovering = undefined;
    });
  }

  async #bringBack(): Promise<void> {
    for (let pauseMs = 100; !this.#stopping; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await this.#cluster.exclusively(() => this.#bringUp());
        log().warn("the database server is back");
        return;
      } catch (error) {
        log().error("the database server does not come back yet", { error: messageOf(error) });
        await sleep(pauseMs);
      }
    }
  }

  async #stop(): Promise<void> {
    this.#stopping = true;
    await this.#recovering;
    await closeAll();
    await this.#cluster.exclusively(async () => {
      await this.#lock?.end().catch(() => undefined);
      await this.#cluster.stop();
    });
    rmSync(dataPath("server.json"), { force: true });
    publishDatabaseUrl(undefined);
  }
}

/** Where this app runs, for the message that a second one gives. */
function announce(appUrl: string | undefined): void {
  const { PUBLIC_URL, PORT } = env();
  const url = appUrl ?? PUBLIC_URL ?? `http://localhost:${PORT}`;
  writeFileSync(dataPath("server.json"), `${JSON.stringify({ pid: process.pid, url, startedAt: new Date().toISOString() })}\n`);
}

function describeOther(): string {
  try {
    const { pid, url } = JSON.parse(readFileSync(dataPath("server.json"), "utf8")) as { pid?: unknown; url?: unknown };
    return ` (process ${String(pid)}, ${String(url)})`;
  } catch {
    return "";
  }
}
