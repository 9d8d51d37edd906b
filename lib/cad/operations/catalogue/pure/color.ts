import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { type PureFunction, pureNamespace } from "./pure-namespace";

interface Rgb {
  r: number;
  g: number;
  b: number;
}

interface Scale {
  min: number;
  max: number;
}

const OWN: Record<string, PureFunction> = {
  rgb1Color: ({ colorRgb }: { colorRgb: unknown }) => channels(colorRgb, "colorRgb", 1),
  rgb255Color: ({ colorRgb }: { colorRgb: unknown }) => channels(colorRgb, "colorRgb", 255),
  rgba1Color: ({ colorRgba }: { colorRgba: unknown }) => withAlpha(colorRgba, 1),
  rgba255Color: ({ colorRgba }: { colorRgba: unknown }) => withAlpha(colorRgba, 255),
  rgbAtomic1Color: ({ r, g, b }: Rgb) => channels({ r, g, b }, "", 1),
  rgbAtomic255Color: ({ r, g, b }: Rgb) => channels({ r, g, b }, "", 255),
  rgbObjToHex: ({ rgb, ...scale }: Scale & { rgb: unknown }) => toHex(channels(rgb, "rgb", scale.max, scale.min), scale),
  rgbToBlue: ({ rgb }: { rgb: unknown }) => channels(rgb, "rgb").b,
  rgbToGreen: ({ rgb }: { rgb: unknown }) => channels(rgb, "rgb").g,
  rgbToHex: ({ r, g, b, ...scale }: Rgb & Scale) => toHex(channels({ r, g, b }, "", scale.max, scale.min), scale),
  rgbToRed: ({ rgb }: { rgb: unknown }) => channels(rgb, "rgb").r,
};

/** The three numbers of a colour, each within its scale. */
function channels(value: unknown, name: string, max = Number.POSITIVE_INFINITY, min = 0): Rgb {
  const channel = (key: "r" | "g" | "b") => channelOf(value, name, key, min, max);
  return { r: channel("r"), g: channel("g"), b: channel("b") };
}

function channelOf(value: unknown, name: string, key: string, min: number, max: number): number {
  const found = typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
  if (typeof found === "number" && found >= min && found <= max) return found;
  throw invalidInput(`${name ? `${name}.` : ""}${key} is ${JSON.stringify(found)} and must be a number from ${min} to ${max}.`);
}

function withAlpha(value: unknown, max: number): Rgb & { a: number } {
  return { ...channels(value, "colorRgba", max), a: channelOf(value, "colorRgba", "a", 0, 1) };
}

function toHex({ r, g, b }: Rgb, { min, max }: Scale): string {
  if (!(max > min)) throw invalidInput(`max is ${max} and must be more than min, ${min}.`);
  const pair = (value: number) =>
    Math.round(((value - min) / (max - min)) * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${pair(r)}${pair(g)}${pair(b)}`;
}

/** `color.*` */
export const COLORS = pureNamespace({ name: "color", own: OWN });
