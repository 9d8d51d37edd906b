import tierOne from "./tier-one.json";

/** How soon an operation of the catalogue is built: 1 what mechanical parts need, 2 the rest of `occt`, 3 pure, 4 other kernels. */
export type Tier = 1 | 2 | 3 | 4;

const TIER_ONE: ReadonlySet<string> = new Set(tierOne);
const TIER_OF_FAMILY: Readonly<Record<string, Tier>> = { occt: 2, occtPro: 2, manifold: 4, jscad: 4 };

/** Tier of an id of the catalogue; what is in no kernel's family is arithmetic on JSON. */
export function tierOf(id: string): Tier {
  if (TIER_ONE.has(id)) return 1;
  return TIER_OF_FAMILY[id.slice(0, id.indexOf("."))] ?? 3;
}
