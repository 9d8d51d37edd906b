import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";

const PREFIX = "job-";
const OLD_MS = 24 * 3_600_000;

/** Name of a folder of this process; the process id tells a later start whose it was. */
export function scratchName(suffix: string): string {
  return `${PREFIX}${process.pid}-${suffix}`;
}

/** Gives `fn` a private folder below `root`, and removes it whatever happens. */
export async function inScratch<T>(root: string, fn: (dir: string) => Promise<T>): Promise<T> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const dir = await mkdtemp(join(root, scratchName("")));
  try {
    return await fn(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Removes folders that a process left which no longer runs, and whatever is older than a day. */
export async function cleanScratch(root: string): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    const path = join(root, name);
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    const isOld = Date.now() - mtimeMs > OLD_MS;
    if (isOld || !isAlive(pid)) await rm(path, { recursive: true, force: true });
  }
}

/** True for a path strictly below `dir`. */
export function isInside(dir: string, path: string): boolean {
  const way = relative(dir, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}
