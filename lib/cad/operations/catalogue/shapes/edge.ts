import type { CatalogueImplementations } from "../../implementation";
import { ARC_EDGES } from "./edge-arcs";
import { EDGE_EDITS } from "./edge-edits";
import { EDGE_QUERIES } from "./edge-queries";

/** `occt.shapes.edge.*` */
export const EDGES: CatalogueImplementations = {
  ...ARC_EDGES,
  ...EDGE_EDITS,
  ...EDGE_QUERIES,
};
