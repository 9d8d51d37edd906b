import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Nobody starts or stops a database for longer than this: an older lock is a leftover whose pid was given anew. */
const STALE_MS = 180_000;
const RETRY_MS = 50;

/** Whether a process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Moves a dead process's lock away; if it turns out to be a new one that slipped in between, puts it back. */
function breakStale(path: string): void {
  const seen = read(path);
  if (seen === undefined) return;
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (isAlive(Number.parseInt(seen, 10)) && age < STALE_MS) return;
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(path, aside);
    if (read(aside) !== seen) linkSync(aside, path);
  } catch {
    // Someone else was quicker.
  }
  rmSync(aside, { force: true });
}

/** Runs `work` while no other process of this machine does so under the same path. A lock of a dead process is broken. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const token = `${process.pid} ${randomBytes(6).toString("hex")}\n`;
  for (;;) {
    try {
      writeFileSync(path, token, { flag: "wx", mode: 0o600 });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      breakStale(path);
      await sleep(RETRY_MS);
    }
  }
  try {
    return await work();
  } finally {
    if (read(path) === token) rmSync(path, { force: true });
  }
}
