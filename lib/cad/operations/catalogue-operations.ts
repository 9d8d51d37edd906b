import { BOOLEANS } from "./catalogue/booleans";
import { BREP_GRAPH } from "./catalogue/brep-graph";
import { DIMENSIONS } from "./catalogue/dimensions";
import { FILLETS } from "./catalogue/fillets";
import { MESHES } from "./catalogue/mesh";
import { OPERATIONS_ON_SHAPES } from "./catalogue/operations";
import { PURE_OPERATIONS } from "./catalogue/pure/pure-operations";
import { COMPOUNDS } from "./catalogue/shapes/compound";
import { FACES } from "./catalogue/shapes/face";
import { SHAPES } from "./catalogue/shapes/shape";
import { SOLIDS } from "./catalogue/shapes/solid";
import { WIRES } from "./catalogue/shapes/wire";
import { TRANSFORMS } from "./catalogue/transforms";
import type { CatalogueImplementations } from "./implementation";

/** Every built operation of the catalogue by id; its schema has checked the parameters. */
export const CATALOGUE_IMPLEMENTATIONS: CatalogueImplementations = {
  ...BOOLEANS,
  ...BREP_GRAPH,
  ...DIMENSIONS,
  ...FILLETS,
  ...MESHES,
  ...OPERATIONS_ON_SHAPES,
  ...TRANSFORMS,
  ...PURE_OPERATIONS,
  ...COMPOUNDS,
  ...FACES,
  ...SHAPES,
  ...SOLIDS,
  ...WIRES,
};
