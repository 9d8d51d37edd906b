import type { GLTF } from "@gltf-transform/core";

/** A GLB file taken apart. */
export interface GlbParts {
  json: GLTF.IGLTF;
  /** Absent in a file without vertices. */
  binary: Uint8Array | undefined;
}

const [MAGIC, VERSION, JSON_CHUNK, BINARY_CHUNK] = [0x46546c67, 2, 0x4e4f534a, 0x004e4942];

/** Takes a GLB that we wrote apart. */
export function unpackGlb(glb: Uint8Array): GlbParts {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const jsonLength = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + jsonLength))) as GLTF.IGLTF;
  const binaryAt = 20 + jsonLength;
  return { json, binary: binaryAt < glb.length ? glb.subarray(binaryAt + 8, binaryAt + 8 + view.getUint32(binaryAt, true)) : undefined };
}

/** @source glTF 2.0, 4.4: chunks begin at multiples of 4; JSON is padded by spaces, the rest by zeros */
export function packGlb({ json, binary }: GlbParts): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const jsonLength = padded(text.length);
  const binaryLength = binary ? padded(binary.length) : 0;
  const glb = new Uint8Array(20 + jsonLength + (binary ? 8 + binaryLength : 0));
  const view = new DataView(glb.buffer);
  for (const [index, word] of [MAGIC, VERSION, glb.length, jsonLength, JSON_CHUNK].entries()) view.setUint32(index * 4, word, true);
  glb.fill(0x20, 20, 20 + jsonLength).set(text, 20);
  if (binary) {
    view.setUint32(20 + jsonLength, binaryLength, true);
    view.setUint32(24 + jsonLength, BINARY_CHUNK, true);
    glb.set(binary, 28 + jsonLength);
  }
  return glb;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
