import type { XmlElement } from "./xml";

/** What an element is painted with, from itself or from those around it. */
export interface Style {
  fill?: string | undefined;
  stroke?: string | undefined;
  strokeWidth?: number | undefined;
  opacity?: number | undefined;
  fillRule?: string | undefined;
  /** By `display` of any around it, or its own `visibility`. */
  isHidden: boolean;
  isVisible: boolean;
}

export const PLAIN_STYLE: Style = { isHidden: false, isVisible: true };

/** The style of an element within another's; declarations of `style` win over attributes. */
export function styleOf({ attributes }: XmlElement, around: Style): Style {
  const declared = new Map<string, string>();
  for (const [, name = "", value = ""] of (attributes.get("style") ?? "").matchAll(/([\w-]+)\s*:\s*([^;]+)/g))
    declared.set(name, value.trim());
  const of = (name: string) => {
    const value = declared.get(name) ?? attributes.get(name)?.trim();
    return value === undefined || value === "inherit" ? undefined : value;
  };
  const number = (name: string) => {
    const value = Number.parseFloat(of(name) ?? "");
    return Number.isFinite(value) ? value : undefined;
  };
  const own = number("opacity");
  const visibility = of("visibility");
  return {
    fill: of("fill") ?? around.fill,
    stroke: of("stroke") ?? around.stroke,
    strokeWidth: number("stroke-width") ?? around.strokeWidth,
    opacity: own === undefined ? around.opacity : own * (around.opacity ?? 1),
    fillRule: of("fill-rule") ?? around.fillRule,
    isHidden: around.isHidden || of("display") === "none",
    isVisible: visibility === undefined ? around.isVisible : visibility === "visible",
  };
}
