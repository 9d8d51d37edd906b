import { BOOLEANS } from "./catalogue/booleans";
import { FILLETS } from "./catalogue/fillets";
import { IO } from "./catalogue/io";
import { OPERATIONS_ON_SHAPES } from "./catalogue/operations";
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
  ...FILLETS,
  ...OPERATIONS_ON_SHAPES,
  ...TRANSFORMS,
  ...COMPOUNDS,
  ...IO,
  ...FACES,
  ...SHAPES,
  ...SOLIDS,
  ...WIRES,
};
