import "server-only";
import { randomBytes } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import { ApiError } from "@/lib/core/errors";
import { safeFilename } from "./content-disposition";
import { assertObjectKey } from "./object-key";
import { signAccess } from "./signed-url";
import type { ObjectBody, ObjectHead, SignOptions, Storage } from "./storage";

const meta = z.object({ contentType: z.string() });

/** As S3 allows. */
const MAX_EXPIRY_S = 7 * 86_400;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR");

const notFound = () => new ApiError("NOT_FOUND", "There is no such file.");

/** Files below one folder: bytes in `data/`, content types in `meta/`, unfinished ones in `draft/`. */
export class LocalStorage implements Storage {
  readonly #root: string;
  readonly #secret: string;

  constructor(root: string, secret: string) {
    this.#root = resolve(root);
    this.#secret = secret;
  }

  #path(area: "data" | "meta", key: string): string {
    assertObjectKey(key);
    const base = join(this.#root, area);
    const path = resolve(base, area === "meta" ? `${key}.json` : key);
    // The key's form allows no dot segments; this holds even if that ever changed.
    if (!path.startsWith(base + sep)) throw notFound();
    return path;
  }

  /** Writes beside, then renames: a reader sees the old object or the new one. */
  async #replace(target: string, body: ObjectBody): Promise<void> {
    const drafts = join(this.#root, "draft");
    await mkdir(drafts, { recursive: true, mode: 0o700 });
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const draft = join(drafts, randomBytes(12).toString("hex"));
    try {
      await writeDraft(draft, body);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async put(key: string, body: ObjectBody, contentType: string): Promise<void> {
    const target = this.#path("data", key);
    await this.#replace(this.#path("meta", key), Buffer.from(JSON.stringify({ contentType })));
    await this.#replace(target, body);
  }

  async get(key: string): Promise<Uint8Array> {
    try {
      return await readFile(this.#path("data", key));
    } catch (error) {
      throw isMissing(error) ? notFound() : error;
    }
  }

  async getToFile(key: string, path: string): Promise<void> {
    try {
      await copyFile(this.#path("data", key), path, constants.COPYFILE_FICLONE);
    } catch (error) {
      throw isMissing(error) ? notFound() : error;
    }
  }

  async stream(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>> {
    const path = this.#path("data", key);
    if (!(await this.head(key))) throw notFound();
    return Readable.toWeb(createReadStream(path, range)) as ReadableStream<Uint8Array>;
  }

  async head(key: string): Promise<ObjectHead | null> {
    const path = this.#path("data", key);
    try {
      const found = await stat(path);
      return found.isFile() ? { bytes: found.size, contentType: await this.#contentType(key) } : null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Recorded beside the object; a crash in the middle of a move can part the two. */
  async #contentType(key: string): Promise<string> {
    try {
      return meta.parse(JSON.parse(await readFile(this.#path("meta", key), "utf8"))).contentType;
    } catch (error) {
      if (isMissing(error)) return "application/octet-stream";
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path("data", key), { force: true });
    await rm(this.#path("meta", key), { force: true });
  }

  async move(from: string, to: string): Promise<void> {
    if (!(await this.head(from))) throw notFound();
    for (const area of ["meta", "data"] as const) {
      const target = this.#path(area, to);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(this.#path(area, from), target).catch((error: unknown) => {
        // Moved already by a call that did not live to move the bytes.
        if (area === "data" || !isMissing(error)) throw error;
      });
    }
  }

  async signedUrl({ method, key, expiresInS, filename, contentType, bytes }: SignOptions): Promise<string> {
    assertObjectKey(key);
    const expiresAtS = Math.floor(Date.now() / 1_000) + Math.min(expiresInS, MAX_EXPIRY_S);
    const access = {
      method,
      key,
      expiresAtS,
      ...(filename !== undefined && { filename: safeFilename(filename) }),
      ...(contentType !== undefined && { contentType }),
      ...(bytes !== undefined && { bytes }),
    };
    return signAccess(access, this.#secret);
  }
}

async function writeDraft(draft: string, body: ObjectBody): Promise<void> {
  if ("path" in body) await copyFile(body.path, draft, constants.COPYFILE_FICLONE);
  const file = await open(draft, "path" in body ? "r+" : "wx", 0o600);
  try {
    if (body instanceof Uint8Array) await file.writeFile(body);
    else if ("stream" in body) {
      let written = 0;
      for await (const chunk of Readable.fromWeb(body.stream as import("node:stream/web").ReadableStream<Uint8Array>)) {
        written += chunk.byteLength;
        if (written > body.maxBytes) throw new ApiError("PAYLOAD_TOO_LARGE", `The file is larger than the ${body.maxBytes} bytes allowed.`);
        await file.write(chunk);
      }
    }
    // A power cut after the rename must not leave an empty object under a name that is already recorded.
    await file.sync();
  } finally {
    await file.close();
  }
}
