import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runningPostmaster } from "./embedded/postmaster";

interface Message {
  event: string;
  url?: string;
  message?: string;
  n?: number;
}

let dataDir = "";
let apps: App[] = [];

/** A process that runs `startDatabase` on the spec's data folder. */
class App {
  readonly messages: Message[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  #heard = () => {};

  constructor(role: "server" | "tool", work = "") {
    this.#child = spawn(process.execPath, ["--import", "tsx", "lib/db/spec-app.ts", role, work], {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", LOG_LEVEL: "silent", NODE_OPTIONS: "" },
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      this.messages.push(JSON.parse(line) as Message);
      this.#heard();
    });
    this.#child.stderr.resume();
    this.#ended = new Promise((resolve) => this.#child.once("close", () => resolve()));
    apps.push(this);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first message from `from` on that is wanted. */
  async hears(wanted: (message: Message) => boolean, from = 0): Promise<Message> {
    for (;;) {
      const found = this.messages.slice(from).find(wanted);
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        this.#heard = resolve;
        void this.#ended.then(() => reject(new Error(`the app ended: ${JSON.stringify(this.messages.slice(-3))}`)));
      });
    }
  }

  async ready(): Promise<string> {
    const message = await this.hears(({ event }) => event === "ready" || event === "failed");
    if (message.url === undefined) throw new Error(message.message);
    return message.url;
  }

  async stop(): Promise<void> {
    this.#child.stdin.write("stop\n");
    await this.#ended;
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}

/** Process of the database server; 0 when there is none. */
const postmasterPid = () => runningPostmaster(join(dataDir, "postgres"))?.pid ?? 0;

async function rowsAt(url: string): Promise<Set<number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>("SELECT n FROM spec_rows");
  await client.end();
  return new Set(rows.map(({ n }) => n));
}

const acknowledgedBy = (app: App) => app.messages.filter(({ event }) => event === "acknowledged").map(({ n }) => n ?? 0);

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "partwright-start-")), ".data");
  execFileSync("chmod", ["711", join(dataDir, "..")]);
});

afterEach(async () => {
  for (const app of apps) await app.kill();
  apps = [];
  const pid = postmasterPid();
  if (pid > 0) {
    process.kill(pid, "SIGQUIT");
    while (postmasterPid() === pid) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  rmSync(join(dataDir, ".."), { recursive: true, force: true });
});

describe("the embedded database", () => {
  it("starts from nothing, keeps its password to its owner, and stops with the app", async () => {
    const app = new App("server");
    await app.ready();
    expect(postmasterPid()).toBeGreaterThan(0);
    expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
    await app.stop();
    expect(postmasterPid()).toBe(0);
  });

  it("has a session of its own, so that Ctrl-C in the terminal does not reach it", async () => {
    const app = new App("server");
    await app.ready();
    const session = (pid: number) => execFileSync("ps", ["-o", "sid=", "-p", String(pid)], { encoding: "utf8" }).trim();
    expect(session(postmasterPid())).not.toBe(session(app.pid));
  });

  it("refuses a second app on the same data and says where the first one is", async () => {
    const first = new App("server");
    await first.ready();
    const second = new App("server");
    await expect(second.ready()).rejects.toThrow(`already runs on this data (process ${first.pid}, http://localhost:3000)`);
  });

  it("is taken over, with its rows and its lock, when the app was killed", async () => {
    const first = new App("server", "write");
    const url = await first.ready();
    await first.hears(({ n }) => n === 20);
    const pid = postmasterPid();
    await first.kill();
    const second = new App("server");
    expect(await second.ready()).toBe(url);
    expect(postmasterPid()).toBe(pid);
    const stored = await rowsAt(url);
    expect(acknowledgedBy(first).filter((n) => !stored.has(n))).toEqual([]);
    await second.stop();
    expect(postmasterPid()).toBe(0);
  });

  it("comes back by itself when its process is killed, and loses no acknowledged row", async () => {
    const app = new App("server", "write");
    const url = await app.ready();
    for (const round of [1, 2, 3]) {
      const before = app.messages.length;
      await app.hears(({ event }) => event === "acknowledged", before + 50 * round);
      const pid = postmasterPid();
      process.kill(pid, "SIGKILL");
      await app.hears(({ event }) => event === "refused", before);
      const refusedAt = app.messages.findLastIndex(({ event }) => event === "refused");
      await app.hears(({ event }) => event === "acknowledged", refusedAt);
      expect(postmasterPid()).not.toBe(pid);
    }
    const acknowledged = acknowledgedBy(app);
    // Backends that outlive the postmaster for a moment may hold its port: then it comes back on another.
    const now = new URL(url);
    now.port = String((JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8")) as { port: number }).port);
    const stored = await rowsAt(now.href);
    expect(acknowledged.length).toBeGreaterThan(150);
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
  });

  it("starts again after the app and its server were both killed", async () => {
    const first = new App("server", "write");
    await first.ready();
    await first.hears(({ n }) => n === 50);
    await first.kill();
    process.kill(postmasterPid(), "SIGKILL");
    const second = new App("server");
    const stored = await rowsAt(await second.ready());
    expect(acknowledgedBy(first).filter((n) => !stored.has(n))).toEqual([]);
  });

  it("moves to another port when its own was taken meanwhile", async () => {
    const first = new App("server");
    const url = await first.ready();
    await first.stop();
    const { port } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8")) as { port: number };
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, "127.0.0.1", resolve));
    const second = new App("server");
    expect(await second.ready()).not.toBe(url);
    await second.stop();
    await new Promise((resolve) => squatter.close(resolve));
  });

  it("says so at once when its password file was replaced, and leaves no server behind", async () => {
    const first = new App("server");
    await first.ready();
    await first.stop();
    rmSync(join(dataDir, "secrets.json"));
    await expect(new App("server").ready()).rejects.toThrow(`Restore ${join(dataDir, "secrets.json")}`);
    expect(postmasterPid()).toBe(0);
  });

  it("is shared by a tool beside the app, and stopped by a tool that ran alone", async () => {
    const app = new App("server");
    const url = await app.ready();
    const beside = new App("tool");
    expect(await beside.ready()).toBe(url);
    await beside.stop();
    expect(postmasterPid()).toBeGreaterThan(0);
    await app.stop();
    const alone = new App("tool");
    await alone.ready();
    await alone.stop();
    expect(postmasterPid()).toBe(0);
  });

  it("is made once when two start at the same moment: one runs, one is refused", async () => {
    const outcomes = await Promise.allSettled([new App("server").ready(), new App("server").ready()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
