import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { GetObjectCommandOutput, S3Client } from "@aws-sdk/client-s3";
import { ApiError } from "@/lib/core/errors";
import { contentDisposition } from "./content-disposition";
import { assertObjectKey } from "./object-key";
import type { ObjectBody, ObjectHead, SignOptions, Storage } from "./storage";

interface S3Settings {
  bucket: string;
  region: string;
  /** Of a server that is not Amazon's; addressed by path, since its bucket names are seldom host names. */
  endpoint?: string | undefined;
  /** Else the SDK's own chain: instance roles, profiles. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
}

const MAX_EXPIRY_S = 7 * 86_400;

function isMissing(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const status = "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  return status === 404 || ("name" in error && (error.name === "NoSuchKey" || error.name === "NotFound"));
}

const notFound = () => new ApiError("NOT_FOUND", "There is no such file.");

/** Loaded when first used: an installation on local disk never pays for it. */
async function connect({ region, endpoint, credentials }: S3Settings) {
  const [sdk, { getSignedUrl }] = await Promise.all([import("@aws-sdk/client-s3"), import("@aws-sdk/s3-request-presigner")]);
  const client: S3Client = new sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    // Checksums in trailers are not understood by every S3-compatible server.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return { sdk, client, getSignedUrl };
}

/** Objects of a bucket. Signed addresses lead straight to it: bytes do not pass through us. */
export class S3Storage implements Storage {
  readonly #settings: S3Settings;
  readonly #bucket: string;
  #connection: ReturnType<typeof connect> | undefined;

  constructor(settings: S3Settings) {
    this.#settings = settings;
    this.#bucket = settings.bucket;
  }

  #connect(): ReturnType<typeof connect> {
    this.#connection ??= connect(this.#settings);
    return this.#connection;
  }

  #at(key: string): { Bucket: string; Key: string } {
    assertObjectKey(key);
    return { Bucket: this.#bucket, Key: key };
  }

  async put(key: string, body: ObjectBody, contentType: string): Promise<void> {
    const at = this.#at(key);
    const bytes = "stream" in body ? await collect(body.stream, body.maxBytes) : body;
    const [Body, ContentLength] =
      bytes instanceof Uint8Array ? [bytes, bytes.byteLength] : [createReadStream(bytes.path), (await stat(bytes.path)).size];
    const { sdk, client } = await this.#connect();
    await client.send(new sdk.PutObjectCommand({ ...at, Body, ContentLength, ContentType: contentType }));
  }

  async #fetch(key: string, range?: { start: number; end: number }): Promise<NonNullable<GetObjectCommandOutput["Body"]>> {
    const at = this.#at(key);
    const { sdk, client } = await this.#connect();
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...at, ...(range && { Range: `bytes=${range.start}-${range.end}` }) }));
      if (Body) return Body;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    throw notFound();
  }

  async get(key: string): Promise<Uint8Array> {
    return (await this.#fetch(key)).transformToByteArray();
  }

  async getToFile(key: string, path: string): Promise<void> {
    const body = await this.#fetch(key);
    await pipeline(Readable.fromWeb(body.transformToWebStream() as import("node:stream/web").ReadableStream), createWriteStream(path));
  }

  async stream(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>> {
    return (await this.#fetch(key, range)).transformToWebStream() as ReadableStream<Uint8Array>;
  }

  async head(key: string): Promise<ObjectHead | null> {
    const at = this.#at(key);
    const { sdk, client } = await this.#connect();
    try {
      const { ContentLength, ContentType } = await client.send(new sdk.HeadObjectCommand(at));
      return { bytes: ContentLength ?? 0, contentType: ContentType ?? "application/octet-stream" };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    const at = this.#at(key);
    const { sdk, client } = await this.#connect();
    await client.send(new sdk.DeleteObjectCommand(at));
  }

  async move(from: string, to: string): Promise<void> {
    assertObjectKey(from);
    const target = this.#at(to);
    const { sdk, client } = await this.#connect();
    try {
      await client.send(new sdk.CopyObjectCommand({ ...target, CopySource: `${this.#bucket}/${from}` }));
    } catch (error) {
      throw isMissing(error) ? notFound() : error;
    }
    await this.delete(from);
  }

  async signedUrl({ method, key, expiresInS, filename, contentType, bytes }: SignOptions): Promise<string> {
    const at = this.#at(key);
    const expiresIn = Math.min(expiresInS, MAX_EXPIRY_S);
    const { sdk, client, getSignedUrl } = await this.#connect();
    if (method === "GET") {
      const command = new sdk.GetObjectCommand({
        ...at,
        ...(filename !== undefined && { ResponseContentDisposition: contentDisposition(filename) }),
        ...(contentType !== undefined && { ResponseContentType: contentType }),
      });
      return getSignedUrl(client, command, { expiresIn });
    }
    const command = new sdk.PutObjectCommand({
      ...at,
      ...(contentType !== undefined && { ContentType: contentType }),
      ...(bytes !== undefined && { ContentLength: bytes }),
    });
    // Left to itself the presigner drops these, and then any type and length would be let in.
    return getSignedUrl(client, command, { expiresIn, signableHeaders: new Set(["host", "content-type", "content-length"]) });
  }
}

async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of Readable.fromWeb(stream as import("node:stream/web").ReadableStream<Uint8Array>)) {
    total += chunk.byteLength;
    if (total > maxBytes) throw new ApiError("PAYLOAD_TOO_LARGE", `The file is larger than the ${maxBytes} bytes allowed.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}
