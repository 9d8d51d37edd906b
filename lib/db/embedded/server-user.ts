import { execFileSync } from "node:child_process";
import { type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** User that the server runs as, when it cannot be ours. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const USER = "postgres";

function lookUp(name: string): ServerUser | undefined {
  const id = (flag: string) =>
    Number.parseInt(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }), 10);
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, made if absent.
 * @returns undefined when we are an ordinary user, and so is it
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp(USER);
  if (known) return known;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", USER], { stdio: "ignore" });
  } catch {
    // No such tool, or a read-only /etc: the next line decides.
  }
  const user = lookUp(USER) ?? lookUp("nobody");
  if (!user) throw new Error("PostgreSQL does not run as root, and there is no user `postgres`. Create it, or start as an ordinary user.");
  return user;
}

function mayEnter(folder: Stats, user: ServerUser): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** Whether a user can pass through every folder above a path, as far as these exist. */
export function isReachable(path: string, user: ServerUser): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found && !mayEnter(found, user)) return false;
    if (dirname(folder) === folder) return true;
  }
}
