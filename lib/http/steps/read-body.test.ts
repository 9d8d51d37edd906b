import { describe, expect, it } from "vitest";
import { z } from "zod";
import { exchangeFor } from "../exchange.fixture";
import { parseJson } from "./parse-json";
import { readBody } from "./read-body";

const body = z.strictObject({ a: z.number() });

async function read(
  content: BodyInit | null,
  headers: Record<string, string> = { "content-type": "application/json" },
  maxBodyBytes?: number,
) {
  const exchange = exchangeFor({ body, maxBodyBytes }, {
    body: content,
    headers,
    ...(content instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);
  await readBody(exchange);
  parseJson(exchange);
  return exchange;
}

/** A body without a length that never ends; remembers how much was taken. */
function endless() {
  let taken = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += 1_024;
      controller.enqueue(new Uint8Array(1_024).fill(0x20));
    },
  });
  return { stream, taken: () => taken };
}

describe("reading a body", () => {
  it("gives the JSON value", async () => {
    expect((await read('{"a": 1}')).body).toEqual({ a: 1 });
    expect((await read('{"a": 1}', { "content-type": "Application/JSON; charset=utf-8" })).body).toEqual({ a: 1 });
  });

  it("takes a body of exactly the cap and refuses one byte more", async () => {
    expect((await read(`{"a":1${" ".repeat(93)}}`, undefined, 100)).body).toEqual({ a: 1 });
    await expect(read(`{"a":1${" ".repeat(94)}}`, undefined, 100)).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      details: { maxBytes: 100 },
    });
  });

  it("refuses by the announced length without reading", async () => {
    await expect(read("{}", { "content-type": "application/json", "content-length": "99999999" })).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
  });

  it("stops reading an endless body soon after the cap", async () => {
    const { stream, taken } = endless();
    await expect(read(stream, undefined, 10_000)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(taken()).toBeLessThan(20_000);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])("refuses the type %j", async (type) => {
    await expect(read("{}", { "content-type": type })).rejects.toMatchObject({ code: "UNSUPPORTED_MEDIA_TYPE" });
  });

  it.each(["{", "{'a': 1}", '{"a": NaN}', '{"a": Infinity}', "\u0000", '{"a": 1}}', '{"a": 1e}'])("refuses %j as JSON", async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: "INVALID_JSON" });
  });

  it("refuses bytes that are not UTF-8", async () => {
    await expect(read(new Uint8Array([0x22, 0xff, 0x22]))).rejects.toMatchObject({ code: "INVALID_JSON" });
  });

  it("survives 60,000 brackets", async () => {
    await expect(read("[".repeat(60_000))).rejects.toMatchObject({ code: "INVALID_JSON" });
  });

  it("takes no body for no body", async () => {
    expect((await read(null, {})).body).toBeUndefined();
  });
});
