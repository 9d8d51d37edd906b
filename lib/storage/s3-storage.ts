import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
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

/** Objects of a bucket. Signed addresses lead straight to it: bytes do not pass through us. */
export class S3Storage implements Storage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ bucket, region, endpoint, credentials }: S3Settings) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      region,
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
      ...(credentials && { credentials }),
      // Checksums in trailers are not understood by every S3-compatible server.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
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
    await this.#client.send(new PutObjectCommand({ ...at, Body, ContentLength, ContentType: contentType }));
  }

  async #fetch(key: string, range?: { start: number; end: number }): Promise<NonNullable<GetObjectCommandOutput["Body"]>> {
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ ...this.#at(key), ...(range && { Range: `bytes=${range.start}-${range.end}` }) }),
      );
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
    try {
      const { ContentLength, ContentType } = await this.#client.send(new HeadObjectCommand(this.#at(key)));
      return { bytes: ContentLength ?? 0, contentType: ContentType ?? "application/octet-stream" };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#at(key)));
  }

  async move(from: string, to: string): Promise<void> {
    assertObjectKey(from);
    try {
      await this.#client.send(new CopyObjectCommand({ ...this.#at(to), CopySource: `${this.#bucket}/${from}` }));
    } catch (error) {
      throw isMissing(error) ? notFound() : error;
    }
    await this.delete(from);
  }

  async signedUrl({ method, key, expiresInS, filename, contentType, bytes }: SignOptions): Promise<string> {
    const expiresIn = Math.min(expiresInS, MAX_EXPIRY_S);
    if (method === "GET") {
      const command = new GetObjectCommand({
        ...this.#at(key),
        ...(filename !== undefined && { ResponseContentDisposition: contentDisposition(filename) }),
        ...(contentType !== undefined && { ResponseContentType: contentType }),
      });
      return getSignedUrl(this.#client, command, { expiresIn });
    }
    const command = new PutObjectCommand({
      ...this.#at(key),
      ...(contentType !== undefined && { ContentType: contentType }),
      ...(bytes !== undefined && { ContentLength: bytes }),
    });
    // Left to itself the presigner drops these, and then any type and length would be let in.
    return getSignedUrl(this.#client, command, { expiresIn, signableHeaders: new Set(["host", "content-type", "content-length"]) });
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
