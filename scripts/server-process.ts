import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: String(port), DATA_DIR: options.dataDir, ...options.env },
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const log = createWriteStream(join(options.dataDir, "..", `server-${port}.log`), { flags: "a" });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    log.write(chunk);
    complaint = (complaint + chunk.toString()).slice(-4_000);
  });

  const url = await new Promise<string>((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      seen += chunk.toString();
      const ready = /ready: (\S+)/.exec(seen);
      if (ready?.[1]) resolve(ready[1]);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code} before it was ready: ${complaint.trim()}`)));
  });
  return {
    url: url.replace("localhost", "127.0.0.1"),
    child,
    stop: async () => {
      child.kill("SIGTERM");
      return await exited;
    },
  };
}
