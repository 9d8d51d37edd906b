import "server-only";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { db, type Queryable } from "@/lib/db";
import { storage } from "@/lib/storage";

export interface FileRecord {
  id: string;
  accountId: string;
  /** In object storage. */
  key: string;
  kind: string;
  status: "pending" | "confirmed";
  filename: string;
  contentType: string;
  bytes: number;
  sha256: string | null;
  taskId: string | null;
  revisionId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
}

export interface NewFile {
  accountId: string;
  key: string;
  kind: string;
  filename: string;
  contentType: string;
  bytes: number;
  sha256?: string | null;
  taskId?: string | null;
  revisionId?: string | null;
  expiresAt?: Date | null;
}

/**
 * Records an object that is in storage. Recording the same key again, as when a step is done again, updates the record;
 * another account's key is refused.
 */
export async function recordFile(file: NewFile, on: Queryable = db()): Promise<FileRecord> {
  const { accountId, key, ...rest } = file;
  const recorded: FileRecord | null = await on.file.upsert({
    where: { key, accountId },
    create: { id: newId("file"), accountId, key, ...rest },
    update: rest,
  });
  // Declared as never null, but another account's key meets the index without meeting the condition.
  if (!recorded) throw new ApiError("CONFLICT", "A file of this name belongs to another account.");
  return recorded;
}

/** Not expired. */
const living = (now: Date) => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] });

/** A confirmed file of an account by its key; another's is not found. */
export async function findFileByKey(accountId: string, key: string, on: Queryable = db()): Promise<FileRecord | null> {
  return on.file.findFirst({ where: { key, accountId, status: "confirmed", ...living(new Date()) } });
}

/** A file of an account by id, in any state. */
export async function findFile(accountId: string, fileId: string): Promise<FileRecord | null> {
  return db().file.findFirst({ where: { id: fileId, accountId } });
}

/** Files that a task made. */
export async function filesOfTask(accountId: string, taskId: string): Promise<FileRecord[]> {
  return db().file.findMany({ where: { taskId, accountId, ...living(new Date()) }, orderBy: { createdAt: "asc" } });
}

/** Deletes the objects and records of files whose time is over. Meant for a timer; safe in several processes. */
export async function deleteExpiredFiles(now: Date = new Date(), limit = 200): Promise<number> {
  const expired = await db().file.findMany({ where: { expiresAt: { lte: now } }, take: limit, orderBy: { expiresAt: "asc" } });
  for (const { id, key, status } of expired) {
    // The record goes last: a crash in between is made good by the next run.
    await storage().delete(key);
    if (status === "pending") await storage().delete(`incoming/${id}`);
    await db().file.deleteMany({ where: { id } });
  }
  return expired.length;
}
