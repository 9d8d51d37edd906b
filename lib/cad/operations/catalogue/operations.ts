import type { CatalogueImplementations } from "../implementation";
import { BOUNDS } from "./operations-bounds";
import { CUTS } from "./operations-cuts";
import { LOFTS } from "./operations-lofts";
import { OFFSETS } from "./operations-offsets";
import { PIPES } from "./operations-pipes";
import { SWEEPS } from "./operations-sweeps";

/** `occt.operations.*` */
export const OPERATIONS_ON_SHAPES: CatalogueImplementations = { ...BOUNDS, ...CUTS, ...LOFTS, ...OFFSETS, ...PIPES, ...SWEEPS };
