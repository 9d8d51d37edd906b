import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storage } from "@/lib/storage";
import { answerObject, isObjectRequest } from "./node-objects";

const BYTES = new Uint8Array(100_000).map((_, index) => index % 251);
let server: Server;
let base = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    if (isObjectRequest(request)) void answerObject(request, response);
    else response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  await storage().put("spec/node/model.glb", BYTES, "model/gltf-binary");
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const signed = async (method: "GET" | "PUT", more: { key?: string; bytes?: number } = {}) =>
  base +
  (await storage().signedUrl({
    method,
    key: "spec/node/model.glb",
    expiresInS: 60,
    ...(method === "GET" && { filename: "My part.glb" }),
    ...more,
  }));

describe("answerObject", () => {
  it("sends the file with its length, and the length alone to HEAD", async () => {
    const url = await signed("GET");
    const whole = await fetch(url);
    expect([whole.status, whole.headers.get("content-length")]).toEqual([200, "100000"]);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(BYTES);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "100000", ""]);
  });

  it("sends ranges with theirs", async () => {
    const part = await fetch(await signed("GET"), { headers: { Range: "bytes=250-252" } });
    expect([part.status, part.headers.get("content-length"), part.headers.get("content-range")]).toEqual([
      206,
      "3",
      "bytes 250-252/100000",
    ]);
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([250, 0, 1]);
  });

  it("stores what is PUT, and refuses more than was announced before it has all arrived", async () => {
    const url = await signed("PUT", { key: "spec/node/upload.bin", bytes: 5 });
    expect((await fetch(url, { method: "PUT", body: "12345" })).status).toBe(200);
    expect(new TextDecoder().decode(await storage().get("spec/node/upload.bin"))).toBe("12345");
    expect((await fetch(url, { method: "PUT", body: "123456" })).status).toBe(413);
  });

  it("refuses altered addresses and other methods, and answers preflights", async () => {
    const url = await signed("GET");
    expect((await fetch(url.replace("model.glb", "model.glc"))).status).toBe(403);
    expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
    const preflight = await fetch(url, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  });

  it("takes no other request", async () => {
    expect((await fetch(`${base}/api/v1/health`)).status).toBe(418);
  });
});
