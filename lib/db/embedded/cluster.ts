import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { z } from "zod";
import { messageOf } from "@/lib/core/errors";
import type { Logger } from "@/lib/core/logger";
import { findBinaries } from "./binaries";
import { childEnv } from "./child-env";
import { withFileLock } from "./file-lock";
import { answers, DATABASE, freePort, launch, runningPostmaster, shutDown, USER, urlOf, WrongPassword } from "./postmaster";
import { isReachable, type ServerUser, serverUser } from "./server-user";

const MAJOR_VERSION = "18";
const remembered = z.object({ port: z.number().int(), dataDir: z.string() });

export interface ClusterOptions {
  /** The app's data folder: the server's own is `postgres` below it, if the server's user can get there. */
  folder: string;
  password: string;
  log: Logger;
}

/** The PostgreSQL server that belongs to a data folder: made once, started and stopped by whoever needs it. */
export class Cluster {
  readonly #folder: string;
  readonly #password: string;
  readonly #log: Logger;
  readonly #user: ServerUser | undefined;

  constructor({ folder, password, log }: ClusterOptions) {
    this.#folder = folder;
    this.#password = password;
    this.#log = log;
    // As root, the server's user must be able to pass through.
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o711);
    this.#user = serverUser();
  }

  /** One process at a time starts or stops the server. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return withFileLock(join(this.#folder, "postgres.lock"), work);
  }

  /** Remembered port and place. */
  #recall(): z.infer<typeof remembered> {
    try {
      return remembered.parse(JSON.parse(readFileSync(join(this.#folder, "postgres.json"), "utf8")));
    } catch {
      return { port: 0, dataDir: this.#chooseDataDir() };
    }
  }

  #remember(port: number, dataDir: string): void {
    const path = join(this.#folder, "postgres.json");
    writeFileSync(`${path}.new`, `${JSON.stringify({ port, dataDir })}\n`);
    renameSync(`${path}.new`, path);
  }

  #chooseDataDir(): string {
    const usual = join(this.#folder, "postgres");
    if (!this.#user || isReachable(usual, this.#user)) return usual;
    const name = `partwright-${createHash("sha256").update(this.#folder).digest("hex").slice(0, 12)}`;
    const elsewhere = join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), name, "postgres");
    this.#log.warn("the database lies outside of the data folder, which its user may not enter", { path: elsewhere });
    return elsewhere;
  }

  /**
   * Makes the server run, and its database exist. Call it within `exclusively`.
   * @returns its address, and whether it was started by this call
   */
  async ensureRunning(): Promise<{ url: string; started: boolean }> {
    const recalled = this.#recall();
    const { dataDir } = recalled;
    let lastFailure: unknown;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      let reused: number | undefined;
      try {
        reused = await this.#awaitRunning(dataDir);
      } catch (error) {
        throw error instanceof WrongPassword ? this.#explain(error) : error;
      }
      const port = reused ?? (await this.#choosePort(attempt === 0 ? recalled.port : 0));
      try {
        if (reused === undefined) await this.#start(dataDir, port);
        this.#remember(port, dataDir);
        await this.#ensureDatabase(port);
        return { url: urlOf(port, this.#password), started: reused === undefined };
      } catch (error) {
        if (error instanceof WrongPassword) {
          await shutDown(dataDir);
          throw this.#explain(error);
        }
        // Another program took the port, or a killed server's children are still letting go of its memory.
        lastFailure = error;
        await sleep(300 * (attempt + 1));
      }
    }
    throw lastFailure;
  }

  #explain({ message }: WrongPassword): Error {
    return new Error(`${message} Restore ${join(this.#folder, "secrets.json")}, or remove the database to begin anew.`);
  }

  /** Port of the server that runs already; one that is starting or stopping is waited for. */
  async #awaitRunning(dataDir: string): Promise<number | undefined> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const running = runningPostmaster(dataDir);
      if (!running) return undefined;
      if (await answers(running.port, this.#password, dataDir)) return running.port;
      if (performance.now() > deadline) {
        throw new Error(`PostgreSQL (pid ${running.pid}) runs on ${dataDir} but does not answer. Stop it and start again.`);
      }
      await sleep(100);
    }
  }

  async #choosePort(wanted: number): Promise<number> {
    const port = (wanted > 0 ? await freePort(wanted) : undefined) ?? (await freePort(0));
    if (port === undefined) throw new Error("There is no free port on 127.0.0.1 for the database.");
    return port;
  }

  async #start(dataDir: string, port: number): Promise<void> {
    const { initdb, postgres } = findBinaries(this.#user);
    if (!existsSync(join(dataDir, "PG_VERSION"))) await this.#initialise(dataDir, initdb);
    const version = readFileSync(join(dataDir, "PG_VERSION"), "utf8").trim();
    if (version !== MAJOR_VERSION) {
      throw new Error(
        `${dataDir} was made by PostgreSQL ${version}; this version brings ${MAJOR_VERSION}. Dump it with the old one first.`,
      );
    }
    const logPath = join(this.#folder, "postgres.log");
    await launch({ postgres, dataDir, port, password: this.#password, logPath, user: this.#user });
  }

  /** Beside, then renamed: a crash in the middle leaves nothing that looks like a database. */
  async #initialise(dataDir: string, initdb: string): Promise<void> {
    const draft = `${dataDir}.new`;
    rmSync(draft, { recursive: true, force: true });
    const parent = dirname(dataDir);
    if (mkdirSync(parent, { recursive: true }) !== undefined) chmodSync(parent, 0o711);
    // Anyone may write to /var/tmp, and could have made this folder before us to look into it.
    else if (this.#user && parent !== this.#folder && statSync(parent).uid !== 0) throw new Error(`${parent} is not ours: remove it.`);
    mkdirSync(draft, { mode: 0o700 });
    const scratch = mkdtempSync(join(this.#user ? "/var/tmp" : tmpdir(), "partwright-"));
    const passwordFile = join(scratch, "password");
    try {
      writeFileSync(passwordFile, `${this.#password}\n`, { mode: 0o600 });
      if (this.#user) for (const path of [draft, scratch, passwordFile]) chownSync(path, this.#user.uid, this.#user.gid);
      const flags = ["--pgdata", draft, "--username", USER, "--pwfile", passwordFile, "--auth", "scram-sha-256"];
      await promisify(execFile)(initdb, [...flags, "--encoding", "UTF8", "--locale", "C", "--no-instructions"], {
        cwd: scratch,
        env: childEnv(),
        ...(this.#user && { uid: this.#user.uid, gid: this.#user.gid }),
      });
      renameSync(draft, dataDir);
    } catch (error) {
      throw new Error(`The database could not be made in ${dataDir}: ${messageOf(error)}`, { cause: error });
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  async #ensureDatabase(port: number): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf(port, this.#password, "postgres"), connectionTimeoutMillis: 10_000 });
    client.on("error", () => undefined);
    await client.connect();
    try {
      const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(DATABASE)}`);
    } finally {
      await client.end();
    }
  }

  /** Stops the server, whoever started it. Call it within `exclusively`. */
  stop(): Promise<void> {
    return shutDown(this.#recall().dataDir);
  }
}
