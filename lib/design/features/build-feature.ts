import type { FeatureKind } from "../language/nouns";
import { pocket, slot } from "./cuts";
import { chamfer, fillet } from "./edge-work";
import type { FeatureTemplate } from "./feature-context";
import { hole } from "./hole";
import { fin, keyway, slit, step, vGroove } from "./shaped";
import { boss, shell } from "./solids";

/** A template per kind of feature; seats of holes are read with their hole. */
export const FEATURE_TEMPLATES: Partial<Record<FeatureKind, FeatureTemplate>> = {
  hole,
  slot,
  pocket,
  fillet,
  chamfer,
  shell,
  boss,
  v_groove: vGroove,
  keyway,
  slit,
  fin,
  step,
};
