import "server-only";
import { dataPath, env } from "@/lib/core/env";
import { processSingleton } from "@/lib/core/process-singleton";
import { secrets } from "@/lib/core/secrets";
import { LocalStorage } from "./local-storage";
import { S3Storage } from "./s3-storage";

/** Bytes to store: at hand, in a file, or arriving; a stream is cut off at `maxBytes` and then nothing is stored. */
export type ObjectBody = Uint8Array | { path: string } | { stream: ReadableStream<Uint8Array>; maxBytes: number };

export interface ObjectHead {
  bytes: number;
  contentType: string;
}

export interface SignOptions {
  method: "GET" | "PUT";
  key: string;
  /** At most 7 days. */
  expiresInS: number;
  /** GET: the file is saved under this name. */
  filename?: string;
  /** GET: sent as this type; PUT: the upload must have it. */
  contentType?: string;
  /** PUT: the upload must have exactly this length. */
  bytes?: number;
}

/** Objects by key. An object appears whole or not at all; missing ones are NOT_FOUND. */
export interface Storage {
  put(key: string, body: ObjectBody, contentType: string): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  getToFile(key: string, path: string): Promise<void>;
  /** To send on without holding it in memory; `range` as in HTTP, inclusive. */
  stream(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
  head(key: string): Promise<ObjectHead | null>;
  /** Missing objects are fine. */
  delete(key: string): Promise<void>;
  /** Renames; the target is replaced. */
  move(from: string, to: string): Promise<void>;
  /** An address that needs no credential. Local: path and query, relative to PUBLIC_URL. S3: absolute. */
  signedUrl(options: SignOptions): Promise<string>;
}

/** The store of this installation: S3 when `S3_BUCKET` is set, else `DATA_DIR/objects`. */
export function storage(): Storage {
  return processSingleton<Storage>("storage", () => {
    const { S3_BUCKET, S3_ENDPOINT, S3_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = env();
    if (S3_BUCKET === undefined) return new LocalStorage(dataPath("objects"), secrets().STORAGE_SECRET);
    const credentials =
      AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY ? { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } : undefined;
    return new S3Storage({ bucket: S3_BUCKET, region: S3_REGION, endpoint: S3_ENDPOINT, credentials });
  });
}
