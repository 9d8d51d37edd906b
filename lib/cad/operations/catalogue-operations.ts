import { BOOLEANS } from "./catalogue/booleans";
import { CORNERS } from "./catalogue/corners";
import { DRAFTS } from "./catalogue/draft";
import { FILLETS } from "./catalogue/fillets";
import { OPERATIONS_ON_SHAPES } from "./catalogue/operations";
import { SHAPE_FIXES } from "./catalogue/shape-fix";
import { COMPOUNDS } from "./catalogue/shapes/compound";
import { FACES } from "./catalogue/shapes/face";
import { SHAPES } from "./catalogue/shapes/shape";
import { SHELLS } from "./catalogue/shapes/shell";
import { SOLIDS } from "./catalogue/shapes/solid";
import { WIRES } from "./catalogue/shapes/wire";
import { TRANSFORMS } from "./catalogue/transforms";
import type { CatalogueImplementations } from "./implementation";

/** Every built operation of the catalogue by id; its schema has checked the parameters. */
export const CATALOGUE_IMPLEMENTATIONS: CatalogueImplementations = {
  ...BOOLEANS,
  ...CORNERS,
  ...DRAFTS,
  ...FILLETS,
  ...OPERATIONS_ON_SHAPES,
  ...TRANSFORMS,
  ...COMPOUNDS,
  ...FACES,
  ...SHAPE_FIXES,
  ...SHAPES,
  ...SHELLS,
  ...SOLIDS,
  ...WIRES,
};
