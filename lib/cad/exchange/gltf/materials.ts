import type { Document, Material } from "@gltf-transform/core";
import { linearToSrgb } from "../color-space";
import type { Rgba } from "../exchange-document";
import { NEUTRAL } from "../neutral-material";

/** The materials of one glTF document: one for each colour, physical material and sidedness. */
export class Materials {
  private readonly byKey = new Map<string, Material>();

  constructor(private readonly doc: Document) {}

  /** @param name of the physical material, empty where there is none */
  of(color: Rgba | undefined, name: string, isOpen: boolean): Material {
    const key = JSON.stringify([color, name, isOpen]);
    const known = this.byKey.get(key);
    if (known) return known;
    const material = this.doc.createMaterial(name || (color ? hexOf(color) : NEUTRAL.name));
    const [r, g, b, a] = color ?? NEUTRAL.color;
    material
      .setBaseColorFactor([r, g, b, a])
      .setMetallicFactor(color ? 0 : NEUTRAL.metallic)
      .setRoughnessFactor(NEUTRAL.roughness)
      .setDoubleSided(isOpen);
    if (a < 1) material.setAlphaMode("BLEND");
    this.byKey.set(key, material);
    return material;
  }
}

/** The colour as people and CSS write it: sRGB, `#rrggbb`, with opacity where it is not full. */
export function hexOf([r, g, b, a]: Rgba): string {
  const channels = [r, g, b].map(linearToSrgb);
  return `#${[...channels, ...(a < 1 ? [a] : [])]
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
