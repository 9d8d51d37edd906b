import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalStorage } from "./local-storage";
import { S3Storage } from "./s3-storage";
import { verifyAccess } from "./signed-url";
import type { Storage } from "./storage";

const folder = mkdtempSync(join(tmpdir(), "partwright-storage-"));
const root = join(folder, "objects");
const secret = "a secret of the spec";
let s3: S3rver;
let s3Port = 0;

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

beforeAll(async () => {
  s3Port = await freePort();
  const directory = join(folder, "s3");
  s3 = new S3rver({ port: s3Port, address: "127.0.0.1", silent: true, directory, configureBuckets: [{ name: "parts", configs: [] }] });
  await s3.run();
});

afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

const stores: [string, () => Storage][] = [
  ["local disk", () => new LocalStorage(root, secret)],
  [
    "S3",
    () =>
      new S3Storage({
        bucket: "parts",
        region: "us-east-1",
        endpoint: `http://127.0.0.1:${s3Port}`,
        credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      }),
  ],
];

const streamOf = (...chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

describe.each(stores)("objects on %s", (_, open) => {
  it("come back byte for byte, from memory, a file and a stream", async () => {
    const store = open();
    const bytes = randomBytes(300_000);
    const path = join(folder, "source");
    writeFileSync(path, bytes);
    const bodies = [bytes, { path }, { stream: streamOf(bytes.subarray(0, 7), bytes.subarray(7)), maxBytes: bytes.length }];
    for (const [index, body] of bodies.entries()) {
      const key = `models/t${index}/model.step`;
      await store.put(key, body, "application/step");
      expect(Buffer.compare(await store.get(key), bytes)).toBe(0);
      expect(await store.head(key)).toEqual({ bytes: bytes.length, contentType: "application/step" });
      const target = join(folder, `copy${index}`);
      await store.getToFile(key, target);
      expect(Buffer.compare(readFileSync(target), bytes)).toBe(0);
      const part = await new Response(await store.stream(key, { start: 10, end: 19 })).arrayBuffer();
      expect(Buffer.compare(Buffer.from(part), bytes.subarray(10, 20))).toBe(0);
    }
  });

  it("are replaced whole, moved, and deleted without complaint", async () => {
    const store = open();
    await store.put("a/one", Buffer.from("first"), "text/plain");
    await store.put("a/one", Buffer.from("second"), "text/html");
    expect(await store.head("a/one")).toEqual({ bytes: 6, contentType: "text/html" });
    await store.move("a/one", "b/two");
    expect(await store.head("a/one")).toBeNull();
    expect(Buffer.from(await store.get("b/two")).toString()).toBe("second");
    await store.delete("b/two");
    await store.delete("b/two");
    expect(await store.head("b/two")).toBeNull();
  });

  it("that are missing are not found, whatever is asked of them", async () => {
    const store = open();
    const missing = { code: "NOT_FOUND" };
    await expect(store.get("no/such")).rejects.toMatchObject(missing);
    await expect(store.getToFile("no/such", join(folder, "none"))).rejects.toMatchObject(missing);
    await expect(store.stream("no/such")).rejects.toMatchObject(missing);
    await expect(store.move("no/such", "no/other")).rejects.toMatchObject(missing);
  });

  it("are not stored when a stream is too long", async () => {
    const store = open();
    const body = { stream: streamOf(randomBytes(600), randomBytes(600)), maxBytes: 1_000 };
    await expect(store.put("too/long", body, "x/y")).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(await store.head("too/long")).toBeNull();
  });

  it("have only keys as the server makes them", async () => {
    const store = open();
    const keys = ["../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "a/.b", "A", "a\0b", "a\\b", "a%2fb", "a/b/", "a".repeat(500), "é"];
    for (const key of keys) {
      await expect(store.put(key, Buffer.from("x"), "x/y")).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.get(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.signedUrl({ method: "GET", key, expiresInS: 60 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(readdirSync(folder).sort()).toEqual(
      ["copy0", "copy1", "copy2", "objects", "s3", "source"].filter((name) => existsSync(join(folder, name))),
    );
  });
});

describe("local disk", () => {
  it("leaves no drafts behind, whether writing went well or not", async () => {
    const store = new LocalStorage(root, secret);
    const failing = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("the client went away"));
      },
    });
    await expect(store.put("cut/off", { stream: failing, maxBytes: 10 }, "x/y")).rejects.toThrow("the client went away");
    expect(await store.head("cut/off")).toBeNull();
    expect(readdirSync(join(root, "draft"))).toEqual([]);
  });

  it("finishes a move that a crash cut in two", async () => {
    const store = new LocalStorage(root, secret);
    await store.put("half/way", Buffer.from("bytes"), "x/y");
    mkdirSync(join(root, "meta", "whole"), { recursive: true });
    renameSync(join(root, "meta", "half", "way.json"), join(root, "meta", "whole", "way.json"));
    expect(await store.head("half/way")).toEqual({ bytes: 5, contentType: "application/octet-stream" });
    await store.move("half/way", "whole/way");
    expect(await store.head("whole/way")).toEqual({ bytes: 5, contentType: "x/y" });
    expect(await store.head("half/way")).toBeNull();
  });

  it("shows a reader the old object or the new one, never a mixture", async () => {
    const store = new LocalStorage(root, secret);
    const versions = [Buffer.alloc(200_000, "a"), Buffer.alloc(200_000, "b")] as const;
    await store.put("hot/one", versions[0], "x/y");
    let reading = true;
    const read = async () => {
      const seen = new Set<string>();
      while (reading)
        seen.add(
          createHash("sha256")
            .update(await store.get("hot/one"))
            .digest("hex"),
        );
      return seen;
    };
    const readers = [read(), read()];
    for (let round = 0; round < 40; round += 1) await store.put("hot/one", versions[round % 2 === 0 ? 1 : 0], "x/y");
    reading = false;
    const whole = versions.map((bytes) => createHash("sha256").update(bytes).digest("hex"));
    for (const seen of await Promise.all(readers)) for (const hash of seen) expect(whole).toContain(hash);
  });

  it("signs addresses that say what they allow", async () => {
    const store = new LocalStorage(root, secret);
    const url = await store.signedUrl({ method: "PUT", key: "incoming/f", expiresInS: 60, bytes: 5, contentType: "x/y" });
    expect(url).toMatch(/^\/api\/v1\/objects\/incoming\/f\?exp=\d+&len=5&type=x%2Fy&sig=[0-9a-f]{64}$/);
    expect(verifyAccess(url, "PUT", secret, new Date())).toMatchObject({ key: "incoming/f", bytes: 5, contentType: "x/y" });
  });
});

describe("S3", () => {
  it("serves a signed address under the file's name, and takes a signed upload", async () => {
    const store = stores[1]?.[1]();
    if (!store) throw new Error("no S3 store");
    const upload = await store.signedUrl({ method: "PUT", key: "incoming/s", expiresInS: 60, contentType: "application/step", bytes: 5 });
    const put = await fetch(upload, { method: "PUT", body: "hello", headers: { "content-type": "application/step" } });
    expect(put.status).toBe(200);
    const signed = new URL(upload).searchParams.get("X-Amz-SignedHeaders");
    expect(signed?.split(";")).toEqual(expect.arrayContaining(["content-length", "content-type", "host"]));
    const download = await store.signedUrl({ method: "GET", key: "incoming/s", expiresInS: 60, filename: "Té st.step" });
    const got = await fetch(download);
    expect(await got.text()).toBe("hello");
    expect(got.headers.get("content-disposition")).toBe("attachment; filename=\"Te st.step\"; filename*=UTF-8''T%C3%A9%20st.step");
  });
});
