import { compilePattern, type Pattern } from "./pattern";

/** What a phrase of the language says, before it is known of what. */
export type FactName =
  | "length"
  | "width"
  | "height"
  | "thickness"
  | "diameter"
  | "radius"
  | "od"
  | "id"
  | "wall"
  | "floor"
  | "across_flats"
  | "depth"
  | "side"
  | "leg"
  | "bar"
  | "web"
  | "flange"
  | "from_to"
  | "bolt_size"
  | "to_side"
  | "opening"
  | "play"
  | "other_end"
  | "nema"
  | "board"
  | "bearing"
  | "rounded_ends"
  | "size"
  | "corner_radius"
  | "apart"
  | "grid"
  | "rectangle"
  | "from_edge"
  | "from_side"
  | "from_centre"
  | "pcd"
  | "coordinates"
  | "evenly"
  | "centre"
  | "edges"
  | "face"
  | "row"
  | "along"
  | "through"
  | "blind"
  | "clearance"
  | "tapped"
  | "fit_class"
  | "concentric"
  | "both_ends"
  | "inner_dimensions"
  | "outer_dimensions"
  | "open"
  | "closed"
  | "count"
  | "drill"
  | "delta_named"
  | "delta_more"
  | "delta_less"
  | "to"
  | "by"
  | "factor"
  | "closer"
  | "further"
  | "rotation"
  | "name"
  | "this_face"
  | "there"
  | "no"
  | "reference"
  | "noise";

export interface FactRule {
  fact: FactName;
  pattern: Pattern;
}

const SIDES = "top|bottom|left|right|front|back|side";
const EDGE_WORDS = `${SIDES}|vertical|horizontal|outer|inner|long|short|sharp|concave|convex|all|each|both|four|the|of|its|hole`;

/** Labelled sizes: "10 mm thick", "thickness of 10", "thickness: 10", "t = 10". */
function labelled(fact: FactName, words: string, letter?: string): [FactName, string][] {
  const rows: [FactName, string][] = [
    [fact, `{q} ${words}`],
    [fact, `{q} in|of ${words}`],
    [fact, `${words} of|is|=|:|to? =|:? {q}`],
  ];
  if (letter !== undefined) rows.push([fact, `${letter} =|: {q}`]);
  return rows;
}

const ROWS: [FactName, string][] = [
  ...labelled("length", "long", "l"),
  ...labelled("width", "wide", "w"),
  ...labelled("height", "tall", "h"),
  ...labelled("thickness", "thick", "t"),
  ...labelled("diameter", "diameter", "d"),
  ...labelled("od", "od"),
  ...labelled("id", "id"),
  ...labelled("od", "outer diameter"),
  ...labelled("id", "inner diameter"),
  ...labelled("depth", "deep"),
  ...labelled("radius", "radius", "r"),
  ...labelled("across_flats", "af"),
  ...labelled("wall", "wall"),
  ["across_flats", "{q} across the? flat"],
  ["across_flats", "across flat of|=|:? {q}"],
  ["wall", "{q} wall thick?"],
  ["wall", "{q} thick wall"],
  ["wall", "wall thick of|is|=|:? {q}"],
  ["wall", "{q} wall and floor"],
  ["wall", "{q} thick wall and floor"],
  ["floor", "{q} thick? floor"],
  ["radius", "r {q}"],
  ["diameter", "ø {q}"],
  ["diameter", "d {q}"],
  ["diameter", "{q} ø"],
  ["diameter", "{q} in diameter"],
  ["diameter", "{q} round"],
  ["size", "c {q}"],
  ["size", "{q} x {a}"],
  ["leg", "{q} leg"],
  ["leg", "{q} and {q} leg"],
  ["leg", "leg {q} and {q}"],
  ["leg", "{l} leg"],
  ["leg", "leg of? {q} and {q}"],
  ["leg", "leg of? {q}"],
  ["leg", "leg of? {l}"],
  ["bar", "both bar {q} wide?"],
  ["height", "{q} tall at|on {n} end"],
  ["other_end", "{q} tall? at|on the other end?"],
  ["side", "{q} side"],
  ["side", "side of|=|:? {q}"],
  ["side", "{q} on a|each|every side"],
  ["side", "{q} square"],
  ["corner_radius", "r {q} corner"],
  ["corner_radius", "{q} radius|r? corner radius"],
  ["corner_radius", "{q} radius corner"],
  ["corner_radius", "corner radius of|is|=|:|to? {q}"],
  ["size", "width|wide|thick of {q}"],

  ["apart", "spaced {q}"],
  ["apart", "spaced at|by|of|is|=|: {q} centre|apart?"],
  ["apart", "spaced? {q} apart centre?"],
  ["apart", "{q} apart centre to centre"],
  ["apart", "spaced? {q} centre to centre"],
  ["apart", "{q} c / c"],
  ["apart", "{q} spacing"],
  ["apart", "at|with|on? a|the? {q} pitch"],
  ["apart", "pitch of|is|=|:|at? {q}"],
  ["apart", "{q} between them|the? centre|hole?"],
  ["apart", "at|on {q} centre"],
  ["apart", "apart by {q}"],
  ["grid", "in|with|on? a? {l} grid of?"],
  ["grid", "a? grid of {l}"],
  ["rectangle", "on|in|at|with|to? a|the? {l} pattern|grid|centre|spaced hole?"],
  ["rectangle", "on|in|at a|the? {q} square pattern?"],
  ["rectangle", "with a|the? {q} square pattern"],
  ["from_edge", "{q} in|away? from the|each|all|both|its|any|a? outer? edge|side|corner|end"],
  ["from_edge", "{q} in|away? from the? each|all|both|two|four? short|long? outer? edge|side|corner|end"],
  ["from_edge", "{q} inset from? the|each|all? edge|side|corner?"],
  ["from_edge", "inset by|of|at? {q} from? the|each|all? edge|side|corner?"],
  ["from_edge", "edge margin|offset of? {q}"],
  ["from_side", `{q} in|away? from the? ${SIDES} edge|side|end|face?`],
  ["from_centre", "offset by? {q} from|to the? centre"],
  ["from_centre", "offset {q}"],
  ["from_centre", "{q} offset from the? centre"],
  ["from_centre", "{q} from the? centre"],
  ["pcd", "on|at|in|around? a|the? {q} diameter? pcd|circle diameter?"],
  ["pcd", "on|at|in|around? a|the? {q} diameter? bolt|pitch|hole circle diameter?"],
  ["pcd", "on|at|in? a|the? bolt|pitch|hole circle of|=|:? {q} diameter?"],
  ["pcd", "on|at|in? a|the? bolt|pitch|hole circle diameter of|=|:? {q}"],
  ["pcd", "on|at|in? a|the? pcd of|=|:|is? {q}"],
  ["pcd", "on|at|in? a|the? circle of {q} diameter?"],
  ["coordinates", "at|on ( {q} , {q} )"],
  ["coordinates", "at x = {q} ,|and? y = {q}"],
  ["evenly", "evenly spaced|distributed"],
  ["evenly", "distributed|spaced evenly"],
  ["evenly", "evenly"],
  ["row", "in a|one|single? row"],
  ["row", "row of"],
  ["along", "along|across the|its? whole|full|entire? long|wide|tall side|edge|axis|centre|middle?"],
  ["along", "along|across the? x|y axis?"],
  ["along", "slot along the? long|wide"],
  ["centre", "in|at|on|through|to? the? exact|dead|very? centre|middle of? the|this|that|it? @base?"],
  ["centre", "in|at|on the? top centre|middle"],
  ["centre", "in|at|on the? centre|middle of the? top|part|face|side face?"],
  ["face", `in|on|into|from|through|to|of|at the? ${SIDES} face|side?`],
  ["face", `the ${SIDES} face|side`],
  ["this_face", "in|on|into|from|through|to|of|at? this|selected|these|that|the selected? face"],
  ["this_face", "in|on|into|from|through|to|of|at? this|selected face"],
  ["this_face", "here"],
  ["edges", `in|on|along|at|of|around|to|near? ${EDGE_WORDS}* {n}? ${EDGE_WORDS}* edge|corner`],
  ["edges", `in|on|along|at|of|around|to|near? ${EDGE_WORDS}* {n}? ${EDGE_WORDS}* edge|corner of this|that|the selected? face`],
  ["both_ends", "on|at|to|of? both|each|the|all end"],
  ["both_ends", "on|at one|the? top end"],
  ["through", "all? the? way? through all|everything?"],
  ["through", "through the|entire|everything|whole* @base|part|thick|everything?"],
  ["through", "through the {q} thick|tall|wide|long"],
  ["blind", "blind"],
  ["noise", "flat bottom"],
  ["noise", "iso|din|asme|ansi|en {n} head?"],
  ["noise", "measured? from the top of the round"],
  ["noise", "from edge to edge"],
  ["web", "web of? {q}"],
  ["web", "{q} web"],
  ["flange", "flanges of? {q}"],
  ["flange", "flange thick of? {q}"],
  ["from_to", "from {q} od|diameter? to {q} od|diameter?"],
  ["bolt_size", "{m} bolt|screw"],
  ["to_side", "from the @feature to the middle of {n}? a|the? {q} side"],
  ["opening", "fits a|an|the? {l} opening|hole|box|recess"],
  ["play", "{q} clearance|gap per|all side|round"],
  ["face", "underneath"],
  ["noise", "back it"],
  ["noise", "{n} bearing holder|housing|mount|block"],
  ["bearing", "for a|an|the? {n} bearing"],
  ["nema", "nema {n} stepper? motor? mount?"],
  ["board", "for? a|the? raspberry pi {n}?"],
  ["rounded_ends", "fully|with? fully? rounded end"],

  ["clearance", "{m} clearance"],
  ["clearance", "clearance for? a|an? {m} bolt|screw?"],
  ["clearance", "for {m} bolt|screw|bolts|screws?"],
  ["clearance", "clearance"],
  ["fit_class", "close|normal|loose fit"],
  ["fit_class", "close|normal|loose"],
  ["tapped", "{m} tapped"],
  ["tapped", "tapped {m}"],
  ["tapped", "tapped for|to {m}"],
  ["tapped", "tapped"],
  ["drill", "drill {q}"],
  ["drill", "tapped drill {q}"],
  ["no", "no tapped|thread|hole modelling?"],
  ["no", "no"],
  ["concentric", "concentric with|to the? corner? radius|corner|fillet|rounded|circle|centre?"],
  ["inner_dimensions", "inner|inside dimensions|dimension|size|measurements?"],
  ["outer_dimensions", "outer|outside dimensions|dimension|size|measurements?"],
  ["open", "open top|bottom"],
  ["open", "open at|on the? top|bottom|front|back|left|right"],
  ["open", "the? top|bottom is? open"],
  ["open", "no lid|top"],
  ["closed", "closed top?"],
  ["count", "qty =|:? {n}"],
  ["count", "( {n} )"],
  ["count", "{n} off|times|places|plcs"],
  ["reference", "in|on|to|of|into|from|across the|this|that|its @base"],
  ["reference", "in|on|to|of|into|from|across the|this|that part"],
];

/** Phrases of edits; read only when there is a part to edit. */
const EDIT_ROWS: [FactName, string][] = [
  ["delta_named", "{q} taller|longer|wider|thicker|shorter|narrower|bigger|smaller"],
  ["delta_named", "{q} bigger|smaller in|on diameter|radius|long|wide|tall|thick|deep"],
  ["delta_named", "{p} taller|longer|wider|thicker|shorter|narrower|bigger|smaller"],
  ["delta_named", "taller|longer|wider|thicker|shorter|narrower|bigger|smaller by? {q}"],
  ["delta_named", "taller|longer|wider|thicker|shorter|narrower|bigger|smaller by? {p}"],
  ["delta_named", "taller|longer|wider|thicker|shorter|narrower|bigger|smaller"],
  ["closer", "{q} closer together?"],
  ["closer", "closer together? by? {q}"],
  ["closer", "closer together?"],
  ["further", "{q} further apart?"],
  ["further", "further apart? by? {q}"],
  ["further", "{q} more apart"],
  ["further", "further apart?"],
  ["to", "to {q}"],
  ["to", "to {m}"],
  ["to", "to {n}"],
  ["to", "= {q}"],
  ["to", "{q} instead"],
  ["by", "by {q}"],
  ["by", "by {p}"],
  ["factor", "by? {n} x|times"],
  ["factor", "to {p} of? its? original? size?"],
  ["factor", "by a? factor of? {n}"],
  ["factor", "double"],
  ["factor", "half"],
  ["factor", "{p}"],
  ["rotation", "by? {a} around|about|on|along? the? x|y|z axis?"],
  ["rotation", "around|about|on|along the? x|y|z axis? by {a}"],
  ["rotation", "by? {a} clockwise|anticlockwise"],
  ["rotation", "by? {deg}"],
  ["name", "the|its? thick|long|wide|tall|diameter|radius|wall|pitch|spaced|deep"],
  ["name", "the|its? long|wide|tall|thick"],
  ["there", "there"],
];

export const FACT_RULES: FactRule[] = ROWS.map(([fact, pattern]) => ({ fact, pattern: compilePattern(pattern) }));
export const EDIT_RULES: FactRule[] = [...ROWS, ...EDIT_ROWS].map(([fact, pattern]) => ({ fact, pattern: compilePattern(pattern) }));
