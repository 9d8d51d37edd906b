import "server-only";
import { createHash } from "node:crypto";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { db } from "@/lib/db";
import { storage } from "@/lib/storage";
import type { FileRecord } from "./files";

/** Default cap of an upload. */
export const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;
/** How long the upload address works. */
const PUT_EXPIRY_S = 15 * 60;
/** What is announced and never confirmed is forgotten after this. */
const PENDING_LIFE_MS = 86_400_000;

export interface Announcement {
  accountId: string;
  filename: string;
  /** Announced length; then the upload must have exactly this one. */
  bytes?: number;
  contentType?: string;
  /** Hex; then the upload must have exactly this content. */
  sha256?: string;
  maxBytes?: number;
}

export interface Upload {
  fileId: string;
  /** Of the confirmed file; what a caller names in later requests. */
  key: string;
  /** As `Storage.signedUrl`: relative for the local store. */
  uploadUrl: string;
  expiresAt: Date;
}

/**
 * Where an upload arrives. Another key than the file's own: a signed PUT works until it expires, so whatever it can
 * write must stop being read once the file is confirmed.
 */
const incomingKey = (fileId: string): string => `incoming/${fileId}`;

/** Extension of a name, if it is a plain one; the key's is only for people who look into the store. */
function extensionOf(filename: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(filename)?.[1]?.toLowerCase() ?? "bin";
}

/**
 * Announces an upload and gives the address for its bytes.
 * @throws PAYLOAD_TOO_LARGE, VALIDATION_ERROR
 */
export async function announceUpload(announced: Announcement): Promise<Upload> {
  const { accountId, filename, bytes, sha256 } = announced;
  const maxBytes = announced.maxBytes ?? MAX_UPLOAD_BYTES;
  if (bytes !== undefined && (!Number.isSafeInteger(bytes) || bytes < 1)) {
    throw new ApiError("VALIDATION_ERROR", `bytes is ${bytes}: it must be a whole number from 1 to ${maxBytes}.`);
  }
  if (bytes !== undefined && bytes > maxBytes) {
    throw new ApiError("PAYLOAD_TOO_LARGE", `bytes is ${bytes}: an upload may have at most ${maxBytes} bytes.`);
  }
  const contentType = announced.contentType ?? "application/octet-stream";
  const fileId = newId("file");
  const key = `uploads/${fileId}/source.${extensionOf(filename)}`;
  const expiresAt = new Date(Date.now() + PUT_EXPIRY_S * 1_000);
  const uploadUrl = await storage().signedUrl({
    method: "PUT",
    key: incomingKey(fileId),
    expiresInS: PUT_EXPIRY_S,
    // Bound only if the caller said so: otherwise any client library's default type would be refused.
    ...(announced.contentType !== undefined && { contentType }),
    ...(bytes !== undefined && { bytes }),
  });
  await db().file.create({
    data: {
      id: fileId,
      accountId,
      key,
      kind: "upload",
      status: "pending",
      filename: filename.slice(0, 255),
      contentType,
      // 0 stands for "not announced" until the file is confirmed.
      bytes: bytes ?? 0,
      sha256: sha256?.toLowerCase() ?? null,
      expiresAt: new Date(Date.now() + PENDING_LIFE_MS),
    },
    select: { id: true },
  });
  return { fileId, key, uploadUrl, expiresAt };
}

/**
 * Confirms that an upload has arrived, by file id or key: checks it against what was announced and moves it to the
 * file's own key. A confirmed file is returned as it is.
 * @throws NOT_FOUND, FILE_NOT_CONFIRMED (nothing has arrived), FILE_MISMATCH, PAYLOAD_TOO_LARGE
 */
export async function confirmUpload(accountId: string, fileIdOrKey: string, maxBytes = MAX_UPLOAD_BYTES): Promise<FileRecord> {
  const file = await db().file.findFirst({ where: { accountId, OR: [{ id: fileIdOrKey }, { key: fileIdOrKey }] } });
  if (!file || (file.expiresAt !== null && file.expiresAt <= new Date())) throw new ApiError("NOT_FOUND", "There is no such file.");
  if (file.status === "confirmed") return file;
  const incoming = incomingKey(file.id);
  const head = await storage().head(incoming);
  // A confirm that crashed after the move finds the bytes at their final place.
  const arrived = head ?? (await storage().head(file.key));
  if (!arrived) throw new ApiError("FILE_NOT_CONFIRMED", "The file has not arrived: PUT its bytes to the upload address first.");
  if (arrived.bytes > maxBytes)
    throw new ApiError("PAYLOAD_TOO_LARGE", `The file has ${arrived.bytes} bytes; at most ${maxBytes} are allowed.`);
  if (file.bytes > 0 && arrived.bytes !== file.bytes) {
    throw new ApiError("FILE_MISMATCH", `The file has ${arrived.bytes} bytes, but ${file.bytes} were announced. Upload it again.`);
  }
  if (head) await storage().move(incoming, file.key);
  const sha256 = await hashOf(file.key);
  if (file.sha256 !== null && file.sha256 !== sha256) {
    await storage().delete(file.key);
    throw new ApiError("FILE_MISMATCH", "The file's SHA-256 is not the one that was announced. Upload it again.");
  }
  await db().file.updateMany({
    where: { id: file.id, status: "pending" },
    data: { status: "confirmed", bytes: arrived.bytes, sha256, expiresAt: null },
  });
  const confirmed = await db().file.findUnique({ where: { id: file.id } });
  if (!confirmed) throw new ApiError("NOT_FOUND", "There is no such file.");
  return confirmed;
}

async function hashOf(key: string): Promise<string> {
  const hash = createHash("sha256");
  const reader = (await storage().stream(key)).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) hash.update(part.value);
  return hash.digest("hex");
}
