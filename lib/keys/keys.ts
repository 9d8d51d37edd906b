import "server-only";
import { timingSafeEqual } from "node:crypto";
import { DEFAULT_PERMISSIONS, PERMISSIONS, type Permission } from "@/lib/contract/permissions";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { db, transaction } from "@/lib/db";
import { hashesOf, mintKey, previewOf } from "./key-hash";

export const MAX_ACTIVE_KEYS = 10;
const MAX_NAME_CHARS = 50;

export interface KeySummary {
  keyId: string;
  name: string;
  /** "pk_live_...o5p6" */
  keyPreview: string;
  permissions: Permission[];
  tier: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

export interface CreatedKey extends KeySummary {
  /** Shown this once; only its HMAC is kept. */
  key: string;
}

const isPermission = (text: string): text is Permission => (PERMISSIONS as readonly string[]).includes(text);

function readPermissions(given: readonly string[] | undefined): Permission[] {
  if (given === undefined) return [...DEFAULT_PERMISSIONS];
  const unknown = given.filter((text) => !isPermission(text));
  if (given.length === 0 || unknown.length > 0) {
    throw new ApiError("VALIDATION_ERROR", `permissions must be one or more of ${PERMISSIONS.join(", ")}.`, {
      details: [{ path: "permissions", message: "unknown permission", value: unknown, allowed: PERMISSIONS }],
    });
  }
  return [...new Set(given.filter(isPermission))];
}

function readName(given: string): string {
  const name = given.trim();
  if (name.length >= 1 && name.length <= MAX_NAME_CHARS) return name;
  throw new ApiError("VALIDATION_ERROR", `name must have 1 to ${MAX_NAME_CHARS} characters; it has ${name.length}.`, {
    details: [{ path: "name", message: `must have 1 to ${MAX_NAME_CHARS} characters` }],
  });
}

/** Not revoked and not expired. */
const active = (now: Date) => ({ revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] });

interface NewKey {
  accountId: string;
  name: string;
  permissions?: readonly string[];
  tier?: string;
  expiresAt?: Date;
}

/**
 * Makes a key for a registered account.
 * @throws KEY_LIMIT_REACHED the account has 10 active keys
 * @throws FORBIDDEN a guest's account; VALIDATION_ERROR name, permissions, tier
 */
export async function createKey(wanted: NewKey): Promise<CreatedKey> {
  const name = readName(wanted.name);
  const permissions = readPermissions(wanted.permissions);
  const tierName = wanted.tier ?? "free";
  const minted = mintKey();
  const row = await transaction(async (tx) => {
    // The account's row is the turnstile: without it, two requests would both count nine.
    const [owner] = await tx.$queryRaw<
      { kind: string }[]
    >`SELECT kind::text FROM accounts WHERE id = ${wanted.accountId} FOR NO KEY UPDATE`;
    if (!owner) throw new ApiError("NOT_FOUND", "There is no such account.");
    if (owner.kind !== "registered") throw new ApiError("FORBIDDEN", "API keys belong to registered accounts. Register first.");
    if (!(await tx.tier.findUnique({ where: { name: tierName } }))) {
      throw new ApiError("VALIDATION_ERROR", `tier "${tierName}" does not exist.`, {
        details: [{ path: "tier", message: "unknown tier" }],
      });
    }
    const count = await tx.apiKey.count({ where: { accountId: wanted.accountId, ...active(new Date()) } });
    if (count >= MAX_ACTIVE_KEYS) {
      throw new ApiError("KEY_LIMIT_REACHED", `An account has at most ${MAX_ACTIVE_KEYS} active keys. Revoke one first.`);
    }
    return tx.apiKey.create({
      data: {
        id: newId("key"),
        accountId: wanted.accountId,
        name,
        hash: minted.hash,
        pepperVersion: minted.pepperVersion,
        last4: minted.last4,
        permissions,
        tierName,
        expiresAt: wanted.expiresAt ?? null,
      },
    });
  });
  return { ...summaryOf({ ...row, usage: null }), key: minted.key };
}

interface KeyRow {
  id: string;
  name: string;
  last4: string;
  permissions: string[];
  tierName: string;
  createdAt: Date;
  expiresAt: Date | null;
  usage: { lastUsedAt: Date } | null;
}

function summaryOf(row: KeyRow): KeySummary {
  return {
    keyId: row.id,
    name: row.name,
    keyPreview: previewOf(row.last4),
    permissions: row.permissions.filter(isPermission),
    tier: row.tierName,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.usage?.lastUsedAt ?? null,
  };
}

export interface AuthenticatedKey {
  accountId: string;
  keyId: string;
  permissions: Permission[];
  tier: string;
}

/**
 * Who a key belongs to, read from the database each time, so that a revoked key stops at once on every process.
 * Malformed, unknown, revoked and expired keys take the same path and give the same null.
 */
export async function authenticateKey(raw: string): Promise<AuthenticatedKey | null> {
  const hashes = hashesOf(raw);
  const row = await db().apiKey.findFirst({
    where: { hash: { in: hashes } },
    select: { id: true, accountId: true, hash: true, permissions: true, tierName: true, revokedAt: true, expiresAt: true },
  });
  const wanted = Buffer.from(row?.hash ?? "0".repeat(64));
  const found = hashes.some((hash) => timingSafeEqual(Buffer.from(hash), wanted));
  if (!row || !found || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= new Date())) return null;
  return { accountId: row.accountId, keyId: row.id, permissions: row.permissions.filter(isPermission), tier: row.tierName };
}

/** Active keys of an account, oldest first. */
export async function listKeys(accountId: string): Promise<KeySummary[]> {
  const rows = await db().apiKey.findMany({
    where: { accountId, ...active(new Date()) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { usage: { select: { lastUsedAt: true } } },
  });
  return rows.map(summaryOf);
}

/**
 * Revokes a key of an account, at once and for good.
 * @throws NOT_FOUND unknown, another's, or revoked before
 */
export async function revokeKey(accountId: string, keyId: string): Promise<void> {
  const { count } = await db().apiKey.updateMany({ where: { id: keyId, accountId, revokedAt: null }, data: { revokedAt: new Date() } });
  if (count === 0) throw new ApiError("NOT_FOUND", "There is no such key.");
}
