import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzip } from "./gunzip";

const text = Buffer.from(Array.from({ length: 5_000 }, (_, i) => `#${i}=CARTESIAN_POINT('',(${Math.sin(i)},${i},0.));\n`).join(""));
const packed = gzipSync(text);

function changed(at: number, bytes: number[]): Buffer {
  const copy = Buffer.from(packed);
  copy.set(bytes, at < 0 ? copy.length + at : at);
  return copy;
}

describe("gunzip", () => {
  it("unpacks what gzip packed, with a name and a comment in its header too", async () => {
    expect(Buffer.compare(await gunzip(packed), text)).toBe(0);
    const named = Buffer.concat([
      changed(3, [0x1c]).subarray(0, 10),
      Buffer.from([2, 0, 7, 7]),
      Buffer.from("part.stp\0note\0"),
      packed.subarray(10),
    ]);
    expect(Buffer.compare(await gunzip(named), text)).toBe(0);
    expect(await gunzip(gzipSync(""))).toHaveLength(0);
    expect(Buffer.compare(await gunzip(Buffer.concat([packed, Buffer.alloc(512)])), text)).toBe(0);
  });

  it("refuses what is damaged, cut off, doubled or too large, each with its reason", async () => {
    const megabyte = 1024 * 1024;
    const cases: [string, Uint8Array, RegExp][] = [
      ["wrong checksum", changed(-8, [1, 2, 3, 4]), /checksum/],
      ["size of 4 GiB", changed(-4, [255, 255, 255, 255]), /announces 4,294,967,295 bytes/],
      ["cut off within its data", packed.subarray(0, packed.length / 2), /cut off/],
      ["cut off within its trailer", packed.subarray(0, -3), /cut off/],
      ["cut off within its header", packed.subarray(0, 5), /cut off/],
      ["two members", Buffer.concat([packed, packed]), /several compressed members/],
      ["something behind it", Buffer.concat([packed, Buffer.from("x")]), /1 bytes follow/],
      ["damaged data", changed(200, [1, 2, 3, 4, 5, 6]), /damaged|cut off/],
      ["another method", changed(2, [9]), /compression method is 9/],
      ["unknown flags", changed(3, [0xe0]), /unknown flags/],
      ["a bomb", gzipSync(Buffer.alloc(64 * megabyte)), /more than 100 times its size/],
    ];
    for (const [name, bytes, reason] of cases) await expect(gunzip(bytes), name).rejects.toThrow(reason);
    await expect(gunzip(packed, { maxBytes: 100_000, maxRatio: 100 })).rejects.toThrow(/unpacks to more than/);
  });
});
