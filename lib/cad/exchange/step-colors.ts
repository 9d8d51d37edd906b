import { sRgbToLinear } from "./color-space";
import type { Rgba } from "./exchange-document";
import type { Part21Record } from "./part21/records";
import type { Part21Value } from "./part21/values";

/** @source ISO 10303-46: pre-defined colours */
const PREDEFINED: Record<string, readonly [number, number, number]> = {
  red: [1, 0, 0],
  green: [0, 1, 0],
  blue: [0, 0, 1],
  yellow: [1, 1, 0],
  magenta: [1, 0, 1],
  cyan: [0, 1, 1],
  black: [0, 0, 0],
  white: [1, 1, 1],
};

/** The first of each kind counts. */
interface Found {
  color?: Rgba | undefined;
  rendering?: Rgba | undefined;
  transparency?: number | undefined;
}

const RENDERINGS = new Set(["SURFACE_STYLE_RENDERING", "SURFACE_STYLE_RENDERING_WITH_PROPERTIES"]);
/** Which parameter of a style holds the styles that it is made of. */
const LEADS_ON_BY: Record<string, number> = {
  PRESENTATION_STYLE_ASSIGNMENT: 0,
  SURFACE_STYLE_FILL_AREA: 0,
  SURFACE_STYLE_USAGE: 1,
  SURFACE_SIDE_STYLE: 1,
  FILL_AREA_STYLE: 1,
  SURFACE_STYLE_RENDERING_WITH_PROPERTIES: 2,
};

/** Follows presentation styles down to the colour of a surface. */
export class StepColors {
  static readonly TYPES: ReadonlySet<string> = new Set([
    "PRESENTATION_STYLE_ASSIGNMENT",
    "SURFACE_STYLE_USAGE",
    "SURFACE_SIDE_STYLE",
    "SURFACE_STYLE_FILL_AREA",
    "FILL_AREA_STYLE",
    "FILL_AREA_STYLE_COLOUR",
    "SURFACE_STYLE_RENDERING",
    "SURFACE_STYLE_RENDERING_WITH_PROPERTIES",
    "SURFACE_STYLE_TRANSPARENT",
    "COLOUR_RGB",
    "DRAUGHTING_PRE_DEFINED_COLOUR",
    "PRE_DEFINED_COLOUR",
  ]);

  /** @param records those of `TYPES` by number, filled before the first question */
  constructor(private readonly records: ReadonlyMap<number, Part21Record>) {}

  private readonly known = new Map<string, Rgba | undefined>();

  /** Colour and opacity of a surface with these styles; undefined when they say nothing of surfaces. */
  ofSurface(styles: Part21Value | undefined): Rgba | undefined {
    const key = JSON.stringify(styles);
    if (this.known.has(key)) return this.known.get(key);
    const found: Found = {};
    this.collect(styles, found, 0);
    const color = found.rendering ?? found.color;
    const result: Rgba | undefined = color && [color[0], color[1], color[2], 1 - (found.transparency ?? 0)];
    this.known.set(key, result);
    return result;
  }

  private collect(value: Part21Value | undefined, found: Found, depth: number): void {
    if (Array.isArray(value)) for (const entry of value) this.collect(entry, found, depth);
    if (typeof value !== "object" || value === null || !("ref" in value) || depth > 8) return;
    const record = this.records.get(value.ref);
    if (!record) return;
    const [first, second] = record.parameters;
    if (record.type === "FILL_AREA_STYLE_COLOUR") found.color ??= this.colorAt(second);
    if (RENDERINGS.has(record.type)) found.rendering ??= this.colorAt(second);
    if (record.type === "SURFACE_STYLE_TRANSPARENT" && typeof first === "number") found.transparency ??= first;
    const next = LEADS_ON_BY[record.type];
    if (next !== undefined) this.collect(record.parameters[next], found, depth + 1);
  }

  private colorAt(value: Part21Value | undefined): Rgba | undefined {
    if (typeof value !== "object" || value === null || !("ref" in value)) return undefined;
    const record = this.records.get(value.ref);
    const [name, r, g, b] = record?.parameters ?? [];
    if (record?.type === "COLOUR_RGB" && typeof r === "number" && typeof g === "number" && typeof b === "number")
      return [sRgbToLinear(r), sRgbToLinear(g), sRgbToLinear(b), 1];
    const predefined = typeof name === "string" ? PREDEFINED[name.toLowerCase()] : undefined;
    return predefined && [...predefined, 1];
  }
}
