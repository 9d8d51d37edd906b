import type { CatalogueImplementations } from "../../implementation";
import { TEXT_WIRES } from "./text-wires";
import { WIRES_BETWEEN } from "./wire-between";
import { CURVE_WIRES } from "./wire-curves";
import { WIRE_EDITS } from "./wire-edits";
import { HEXAGON_WIRES } from "./wire-hexagons";
import { LINE_WIRES } from "./wire-lines";
import { WIRES_ON_SHAPES } from "./wire-on-shape";
import { PROFILE_WIRES } from "./wire-profiles";
import { WIRE_QUERIES } from "./wire-queries";

/** `occt.shapes.wire.*` */
export const WIRES: CatalogueImplementations = {
  ...CURVE_WIRES,
  ...HEXAGON_WIRES,
  ...LINE_WIRES,
  ...PROFILE_WIRES,
  ...TEXT_WIRES,
  ...WIRES_BETWEEN,
  ...WIRES_ON_SHAPES,
  ...WIRE_EDITS,
  ...WIRE_QUERIES,
};
