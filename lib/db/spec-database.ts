import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { createLogger } from "@/lib/core/logger";
import { closeConnections } from "./client";
import { publishDatabaseUrl } from "./database-url";
import { Cluster } from "./embedded/cluster";
import { isAlive } from "./embedded/file-lock";
import { closeListener } from "./listener";
import { migrate } from "./migrate";

/** Specs run on a real server: one a run, in a temporary folder, started by the first that needs it. */
const PREFIX = "partwright-spec-";
const PASSWORD = "spec";

/** The server of a run's folder. */
const clusterIn = (folder: string): Cluster =>
  new Cluster({ folder: join(folder, "server"), password: PASSWORD, log: createLogger("error") });

async function remove(folder: string): Promise<void> {
  const cluster = clusterIn(folder);
  await cluster.exclusively(() => cluster.stop());
  rmSync(folder, { recursive: true, force: true });
}

/**
 * For vitest's global set-up: makes the run's folder and, at the end, stops the server in it.
 * A folder of a run that was killed is cleared away too.
 */
export async function prepareSpecRun(): Promise<() => Promise<void>> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!isAlive(owner)) await remove(join(tmpdir(), name)).catch(() => undefined);
  }
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // As root, the server's user must be able to pass through.
  chmodSync(folder, 0o711);
  process.env.SPEC_FOLDER = folder;
  // Secrets and objects of the run, so that it leaves nothing in the project.
  process.env.DATA_DIR = join(folder, "data");
  process.env.LOG_LEVEL ??= "error";
  return () => remove(folder);
}

async function administrate(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A new, empty database with all migrations (unless told otherwise) on the run's server. */
export async function createSpecDatabase({ migrated = true } = {}): Promise<{ url: string; drop: () => Promise<void> }> {
  const folder = process.env.SPEC_FOLDER;
  if (!folder) throw new Error("Specs need the global set-up of vitest.config.ts (project `spec`).");
  const cluster = clusterIn(folder);
  const { url: home } = await cluster.exclusively(() => cluster.ensureRunning());
  const name = `spec_${randomBytes(6).toString("hex")}`;
  await administrate(home, `CREATE DATABASE ${name}`);
  const url = home.replace(/\/[^/]*$/, `/${name}`);
  if (migrated) await migrate(url);
  return { url, drop: () => administrate(home, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Gives a spec file a database of its own: services of this process use it from `beforeAll` to `afterAll`. */
export function withSpecDatabase(): void {
  let drop: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    const created = await createSpecDatabase();
    drop = created.drop;
    publishDatabaseUrl(created.url);
  });
  afterAll(async () => {
    await closeListener();
    await closeConnections();
    publishDatabaseUrl(undefined);
    await drop();
  });
}
