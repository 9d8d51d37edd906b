import type { CatalogueImplementations } from "../../implementation";
import { COLORS } from "./color";
import { CSV } from "./csv";
import { JSON_VALUES } from "./json";
import { LINES } from "./line";
import { LISTS } from "./lists";
import { LOGIC } from "./logic";
import { MATH } from "./math";
import { POINTS } from "./point";
import { POLYLINES } from "./polyline";
import { TEXTS } from "./text";
import { VECTORS } from "./vector";

/** Operations on JSON alone: arithmetic, texts, lists. No kernel. */
export const PURE_OPERATIONS: CatalogueImplementations = {
  ...COLORS,
  ...CSV,
  ...JSON_VALUES,
  ...LINES,
  ...LISTS,
  ...LOGIC,
  ...MATH,
  ...POINTS,
  ...POLYLINES,
  ...TEXTS,
  ...VECTORS,
};
