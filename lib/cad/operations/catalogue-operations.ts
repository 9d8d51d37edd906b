import { BOOLEANS } from "./catalogue/booleans";
import { BREP_GRAPH } from "./catalogue/brep-graph";
import { CORNERS } from "./catalogue/corners";
import { DIMENSIONS } from "./catalogue/dimensions";
import { DRAFTS } from "./catalogue/draft";
import { DXF } from "./catalogue/dxf";
import { FILLETS } from "./catalogue/fillets";
import { GEOM_CURVES } from "./catalogue/geom-curves";
import { GEOM_SURFACES } from "./catalogue/geom-surfaces";
import { IO } from "./catalogue/io";
import { MESHES } from "./catalogue/mesh";
import { OPERATIONS_ON_SHAPES } from "./catalogue/operations";
import { PATHS } from "./catalogue/path";
import { PURE_OPERATIONS } from "./catalogue/pure/pure-operations";
import { SHAPE_FIXES } from "./catalogue/shape-fix";
import { COMPOUNDS } from "./catalogue/shapes/compound";
import { EDGES } from "./catalogue/shapes/edge";
import { FACES } from "./catalogue/shapes/face";
import { SHAPES } from "./catalogue/shapes/shape";
import { SHELLS } from "./catalogue/shapes/shell";
import { SOLIDS } from "./catalogue/shapes/solid";
import { VERTICES } from "./catalogue/shapes/vertex";
import { WIRES } from "./catalogue/shapes/wire";
import { SVGS } from "./catalogue/svg";
import { TRANSFORMS } from "./catalogue/transforms";
import type { CatalogueImplementations } from "./implementation";

/** Every built operation of the catalogue by id; its schema has checked the parameters. */
export const CATALOGUE_IMPLEMENTATIONS: CatalogueImplementations = {
  ...BOOLEANS,
  ...CORNERS,
  ...DRAFTS,
  ...DXF,
  ...FILLETS,
  ...GEOM_CURVES,
  ...GEOM_SURFACES,
  ...BREP_GRAPH,
  ...DIMENSIONS,
  ...MESHES,
  ...OPERATIONS_ON_SHAPES,
  ...PATHS,
  ...SVGS,
  ...TRANSFORMS,
  ...PURE_OPERATIONS,
  ...COMPOUNDS,
  ...EDGES,
  ...IO,
  ...FACES,
  ...SHAPE_FIXES,
  ...SHAPES,
  ...SHELLS,
  ...SOLIDS,
  ...VERTICES,
  ...WIRES,
};
