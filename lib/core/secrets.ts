import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { dataPath, env, SettingsError } from "./env";
import { processSingleton } from "./process-singleton";

const stored = z.object({
  NEXTAUTH_SECRET: z.string().min(16),
  KEY_PEPPER: z.string().min(16),
  STORAGE_SECRET: z.string().min(16),
  POSTGRES_PASSWORD: z.string().min(16),
});

/** What signs sessions, keys and addresses, and opens the embedded database. */
export type Secrets = z.infer<typeof stored>;

function readSecrets(path: string): Secrets | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    // Never made anew: another pepper would silently turn off every key.
    throw new SettingsError(`${path} is damaged: restore it from a backup. Without it no key or session made so far works.`);
  }
}

/** Whoever links first wins; everyone reads the winner's file. */
function createSecrets(path: string): void {
  const fresh = () => randomBytes(32).toString("hex");
  const made: Secrets = { NEXTAUTH_SECRET: fresh(), KEY_PEPPER: fresh(), STORAGE_SECRET: fresh(), POSTGRES_PASSWORD: fresh() };
  // Others may pass through but not look: as root, the database server runs as another user below this folder.
  if (mkdirSync(dirname(path), { recursive: true }) !== undefined) chmodSync(dirname(path), 0o711);
  const draft = `${path}.${process.pid}.${fresh().slice(0, 8)}`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Secrets of this installation: the environment's, else those made once in `DATA_DIR/secrets.json` (mode 600). */
export function secrets(): Secrets {
  return processSingleton("secrets", () => {
    const given = env();
    const { NEXTAUTH_SECRET, KEY_PEPPER, STORAGE_SECRET, DATABASE_URL } = given;
    if (NEXTAUTH_SECRET && KEY_PEPPER && STORAGE_SECRET && DATABASE_URL) {
      // Nothing to make, so that a read-only container needs no data folder for it.
      return { NEXTAUTH_SECRET, KEY_PEPPER, STORAGE_SECRET, POSTGRES_PASSWORD: "" };
    }
    const path = dataPath("secrets.json");
    let made = readSecrets(path);
    if (!made) {
      createSecrets(path);
      made = readSecrets(path);
    }
    if (!made) throw new SettingsError(`${path} cannot be read back.`);
    return {
      NEXTAUTH_SECRET: NEXTAUTH_SECRET ?? made.NEXTAUTH_SECRET,
      KEY_PEPPER: KEY_PEPPER ?? made.KEY_PEPPER,
      STORAGE_SECRET: STORAGE_SECRET ?? made.STORAGE_SECRET,
      POSTGRES_PASSWORD: made.POSTGRES_PASSWORD,
    };
  });
}
