import type { BaseFamily } from "../language/nouns";
import type { BaseTemplate } from "./base-context";
import { cube, rectangular } from "./rectangular";
import { prism, round, sphere, tube, wedge } from "./round";
import { gusset, lBracket, squareTube, tBracket } from "./sections";
import { bolt, cone, iBeam, reducer } from "./turned";

/** A template per family of parts. */
export const BASE_TEMPLATES: Record<BaseFamily, BaseTemplate> = {
  rectangular,
  cube,
  round,
  tube,
  prism,
  sphere,
  wedge,
  l_bracket: lBracket,
  t_bracket: tBracket,
  gusset,
  square_tube: squareTube,
  cone,
  reducer,
  i_beam: iBeam,
  bolt,
};
