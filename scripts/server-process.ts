import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface RunningServer {
  url: string;
  child: ChildProcess;
  /** Ends it as Ctrl-C would and waits; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** A data directory for one run, in a folder of its own that the database's user may pass through. */
export function temporaryDataDir(purpose: string): { dataDir: string; parent: string } {
  const parent = mkdtempSync(join(tmpdir(), `partwright-${purpose}-`));
  chmodSync(parent, 0o755);
  const dataDir = join(parent, "data");
  mkdirSync(dataDir);
  return { dataDir, parent };
}

/** A TCP port of the loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}

/** Starts the built server on its own data directory and waits until it says that it is ready. */
export async function startServer(options: { dataDir: string; port?: number; env?: Record<string, string> }): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  // Straight to a file: a pipe that nobody reads, as while a test run blocks this process, would stop the server.
  const logFile = join(tmpdir(), `partwright-server-${port}-${Date.now()}.log`);
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    stdio: ["ignore", log, log],
    env: { ...process.env, PORT: String(port), DATA_DIR: options.dataDir, ...options.env },
  });
  closeSync(log);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = await readyUrl(child, logFile);
  return {
    url: url.replace("localhost", "127.0.0.1"),
    child,
    stop: async () => {
      child.kill("SIGTERM");
      const code = await exited;
      if (code === 0) rmSync(logFile, { force: true }); // kept where something went wrong
      return code;
    },
  };
}

async function readyUrl(child: ChildProcess, logFile: string): Promise<string> {
  for (;;) {
    const said = readFileSync(logFile, "utf8");
    const ready = /ready: (\S+)/.exec(said);
    if (ready?.[1]) return ready[1];
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server ended with code ${child.exitCode} before it was ready: ${said.trim().slice(-4_000)}`);
    }
    await sleep(50);
  }
}
