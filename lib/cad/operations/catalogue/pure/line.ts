import { requirePairs } from "./paired-lists";
import { pureNamespace } from "./pure-namespace";
import { listedTransformation } from "./transformations";

/** Lists that pair. */
const PAIRS: readonly [string, string][] = [
  ["startPoints", "endPoints"],
  ["lines", "transformation"],
];

/** `line.*` */
export const LINES = pureNamespace({
  name: "line",
  own: {},
  refuse: (id, _, params) => requirePairs(id, params, PAIRS),
  prepare: listedTransformation,
});
