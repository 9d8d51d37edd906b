import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { SettingsError } from "@/lib/core/env";
import { secrets } from "@/lib/core/secrets";

const PREFIX = "pk_live_";
/** Longer text is no key; hashing all of it would be work for nothing. */
const MAX_KEY_CHARS = 200;

interface Pepper {
  version: number;
  text: string;
}

/**
 * Peppers, the one for new keys first. `KEY_PEPPER` is one text (version 1), or `2:<new>,1:<old>` while keys made
 * under the old one live on.
 */
export function parsePeppers(setting: string): Pepper[] {
  if (!/^\d+:/.test(setting)) return [{ version: 1, text: setting }];
  return setting.split(",").map((entry) => {
    const parts = /^(\d+):(.{16,})$/.exec(entry.trim());
    if (!parts?.[1] || !parts[2]) throw new SettingsError("KEY_PEPPER: write `2:<new>,1:<old>`, each of at least 16 characters.");
    return { version: Number(parts[1]), text: parts[2] };
  });
}

const hmac = (pepper: Pepper, key: string) => createHmac("sha256", pepper.text).update(key).digest("hex");

/** A new key from the CSPRNG (128 bits), and what is stored of it. */
export function mintKey(): { key: string; hash: string; pepperVersion: number; last4: string } {
  const key = PREFIX + randomBytes(16).toString("hex");
  const [pepper] = parsePeppers(secrets().KEY_PEPPER);
  if (!pepper) throw new SettingsError("KEY_PEPPER is empty.");
  return { key, hash: hmac(pepper, key), pepperVersion: pepper.version, last4: key.slice(-4) };
}

/** Hashes that a presented key may be stored under, one for each pepper. */
export function hashesOf(presented: string): string[] {
  const bounded = presented.slice(0, MAX_KEY_CHARS);
  return parsePeppers(secrets().KEY_PEPPER).map((pepper) => hmac(pepper, bounded));
}

export const previewOf = (last4: string): string => `${PREFIX}...${last4}`;
