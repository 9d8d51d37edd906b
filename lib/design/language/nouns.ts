/** Slots that a noun may fill from the words around it. */
export type Slot =
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
  | "size"
  | "web"
  | "flange";

export type BaseFamily =
  | "rectangular"
  | "cube"
  | "round"
  | "tube"
  | "prism"
  | "l_bracket"
  | "t_bracket"
  | "sphere"
  | "wedge"
  | "square_tube"
  | "gusset"
  | "cone"
  | "reducer"
  | "i_beam"
  | "bolt";

export interface BaseNoun {
  id: string;
  /** First is the one shown. */
  names: string[];
  family: BaseFamily;
  /** What bare numbers and size lists fill, in order. */
  order: Slot[];
  /** Labels that mean another slot for this noun: a plate's height is its thickness. */
  alias?: Partial<Record<Slot, Slot>>;
  /** Filled when the words leave it open, in millimetres; told as an assumption. */
  defaults?: Partial<Record<Slot, number>>;
  /** Sides of a prism. */
  sides?: number;
}

const FLAT: Pick<BaseNoun, "family" | "order" | "alias"> = {
  family: "rectangular",
  order: ["length", "width", "thickness"],
  alias: { height: "thickness", depth: "thickness" },
};
const BLOCK: Pick<BaseNoun, "family" | "order" | "alias"> = {
  family: "rectangular",
  order: ["length", "width", "height"],
  alias: { thickness: "height", depth: "width" },
};
const DISC: Pick<BaseNoun, "family" | "order" | "alias"> = {
  family: "round",
  order: ["diameter", "thickness"],
  alias: { od: "diameter", height: "thickness", length: "thickness", width: "thickness", depth: "thickness" },
};
const ROD: Pick<BaseNoun, "family" | "order" | "alias"> = {
  family: "round",
  order: ["diameter", "length"],
  alias: { od: "diameter", height: "length", thickness: "length" },
};
const RING: Pick<BaseNoun, "family" | "order" | "alias"> = {
  family: "tube",
  order: ["od", "id", "height"],
  alias: { diameter: "od", length: "height", thickness: "height", width: "height", depth: "height" },
};
const TUBE: Pick<BaseNoun, "family" | "order" | "alias"> = {
  family: "tube",
  order: ["od", "id", "length"],
  alias: { diameter: "od", height: "length", thickness: "wall", depth: "length" },
};

/** Parts that can be made. A further part is a row here and, if its shape is new, a file in `plan/bases`. */
export const BASES: BaseNoun[] = [
  {
    id: "plate",
    names: [
      "plate",
      "sheet",
      "panel",
      "front panel",
      "base plate",
      "baseplate",
      "mounting plate",
      "mount plate",
      "flat plate",
      "rectangular plate",
      "name plate",
      "nameplate",
      "strip",
      "flat bar",
      "lid",
      "cover plate",
      "cover",
      "adapter plate",
    ],
    ...FLAT,
    defaults: { thickness: 5 },
  },
  { id: "square_plate", names: ["square plate", "square sheet"], ...FLAT, order: ["side", "thickness"], defaults: { thickness: 5 } },
  {
    id: "bracket",
    names: ["bracket", "rectangular bracket", "flat bracket", "mounting bracket", "straight bracket"],
    ...FLAT,
    defaults: { thickness: 4 },
  },
  {
    id: "block",
    names: [
      "block",
      "rectangular block",
      "solid block",
      "cuboid",
      "brick",
      "bar",
      "clamp block",
      "v block",
      "vee block",
      "shaft clamp block",
      "rectangular bar",
      "rectangular prism",
    ],
    ...BLOCK,
  },
  { id: "box", names: ["box", "enclosure", "case", "tray", "container", "rectangular box"], ...BLOCK },
  { id: "square_spacer", names: ["square spacer", "square washer", "square block"], ...BLOCK },
  {
    id: "cube",
    names: ["cube"],
    family: "cube",
    order: ["side"],
    alias: { length: "side", width: "side", height: "side", thickness: "side" },
  },
  {
    id: "disc",
    names: [
      "disc",
      "disk",
      "round plate",
      "circular plate",
      "circular disc",
      "round disc",
      "wheel blank",
      "flange",
      "round flange",
      "blank flange",
      "hub flange",
    ],
    ...DISC,
    defaults: { thickness: 5 },
  },
  {
    id: "knob",
    names: ["knob", "control knob"],
    ...DISC,
    order: ["diameter", "height"],
    alias: { od: "diameter", thickness: "height", length: "height" },
  },
  {
    id: "cam",
    names: ["eccentric cam", "cam", "eccentric"],
    ...DISC,
    defaults: { thickness: 5 },
  },
  {
    id: "cylinder",
    names: ["cylinder", "solid cylinder", "puck", "round bar stock"],
    family: "round",
    order: ["diameter", "height"],
    alias: { od: "diameter", length: "height", thickness: "height", depth: "height" },
  },
  { id: "rod", names: ["rod", "round bar", "dowel", "dowel pin", "pin", "round rod"], ...ROD },
  { id: "shaft", names: ["shaft", "axle", "spindle", "solid shaft", "round shaft"], ...ROD },
  {
    id: "tube",
    names: ["tube", "pipe", "hollow shaft", "round tube", "sleeve", "hollow cylinder", "hollow tube", "bushing", "bush"],
    ...TUBE,
  },
  { id: "ring", names: ["ring", "washer", "flat washer", "collar", "annulus"], ...RING },
  { id: "spacer", names: ["spacer", "round spacer", "standoff", "round standoff", "cylindrical spacer"], ...RING },
  {
    id: "square_tube",
    names: ["square tube", "square tubing", "rectangular tube", "box section", "square hollow section"],
    family: "square_tube",
    order: ["width", "height", "wall", "length"],
    alias: { thickness: "wall", side: "width" },
  },
  {
    id: "hex_prism",
    names: ["hex prism", "hexagonal prism", "hexagon", "hex bar", "hexagonal bar", "hex block", "hex rod"],
    family: "prism",
    sides: 6,
    order: ["across_flats", "length"],
    alias: { height: "length", thickness: "length", width: "across_flats", depth: "length" },
  },
  {
    id: "hex_standoff",
    names: ["hex standoff", "hex spacer", "hexagonal standoff", "hexagonal spacer", "hex pillar"],
    family: "prism",
    sides: 6,
    order: ["length", "across_flats"],
    alias: { height: "length", thickness: "length", width: "across_flats" },
  },
  {
    id: "nut_blank",
    names: ["nut blank", "hex nut blank", "nut"],
    family: "prism",
    sides: 6,
    order: ["across_flats", "thickness"],
    alias: { height: "thickness", length: "thickness", width: "across_flats" },
  },
  {
    id: "cone",
    names: ["cone", "frustum", "truncated cone"],
    family: "cone",
    order: ["diameter", "height"],
    alias: { od: "diameter", length: "height", thickness: "height" },
  },
  {
    id: "reducer",
    names: ["reducer", "concentric reducer", "pipe reducer"],
    family: "reducer",
    order: ["wall", "length"],
    alias: { height: "length", thickness: "wall" },
  },
  {
    id: "i_beam",
    names: ["i beam", "i section", "h beam", "h section"],
    family: "i_beam",
    order: ["height", "width", "web", "flange", "length"],
    alias: { depth: "height" },
  },
  { id: "bolt", names: ["hex bolt", "hex head bolt", "hexagon bolt"], family: "bolt", order: ["length"], alias: { height: "length" } },
  { id: "heat_sink", names: ["heat sink", "heatsink"], ...FLAT, defaults: { thickness: 5 } },
  { id: "sphere", names: ["sphere", "ball"], family: "sphere", order: ["diameter"], alias: { od: "diameter" } },
  {
    id: "wedge",
    names: ["wedge", "ramp"],
    family: "wedge",
    order: ["length", "width", "height"],
    alias: { thickness: "height", depth: "width" },
  },
  {
    id: "l_bracket",
    names: ["l bracket", "l shaped bracket", "angle bracket", "right angle bracket", "corner bracket", "90 degree bracket"],
    family: "l_bracket",
    order: ["leg", "width", "thickness"],
    alias: { length: "width" },
    defaults: { thickness: 4 },
  },
  {
    id: "t_bracket",
    names: ["t bracket", "t shaped flat bracket", "t shaped bracket", "flat t bracket", "t plate", "t shaped plate"],
    family: "t_bracket",
    order: ["length", "width", "thickness"],
    alias: { height: "thickness" },
    defaults: { thickness: 4 },
  },
  {
    id: "gusset",
    names: [
      "right triangle gusset plate",
      "triangular gusset plate",
      "gusset plate",
      "triangular plate",
      "right triangle plate",
      "triangular gusset",
    ],
    family: "gusset",
    order: ["leg", "thickness"],
    alias: { length: "leg", height: "thickness", width: "thickness" },
    defaults: { thickness: 4 },
  },
];

export type FeatureKind =
  | "hole"
  | "counterbore"
  | "countersink"
  | "slot"
  | "pocket"
  | "fillet"
  | "chamfer"
  | "shell"
  | "boss"
  | "gusset_rib"
  | "keyway"
  | "v_groove"
  | "slit"
  | "fin"
  | "step";

export interface FeatureNoun {
  id: FeatureKind;
  names: string[];
  order: Slot[];
  alias?: Partial<Record<Slot, Slot>>;
  /** Labels that it takes besides those of `order`; others belong to the part. */
  takes?: Slot[];
}

/** Features that can be put on a part. */
export const FEATURES: FeatureNoun[] = [
  {
    id: "hole",
    names: [
      "hole",
      "bore",
      "inner bore",
      "inner hole",
      "bolt hole",
      "screw hole",
      "mounting hole",
      "fixing hole",
      "drilled hole",
      "pilot hole",
      "pin hole",
      "bored",
    ],
    order: ["diameter"],
    takes: ["depth", "radius"],
    alias: { id: "diameter", od: "diameter", size: "diameter" },
  },
  { id: "counterbore", names: ["counterbore", "counterbored", "cbore"], order: ["diameter", "depth"] },
  { id: "countersink", names: ["countersink", "countersunk", "csk"], order: ["diameter"] },
  {
    id: "slot",
    names: ["slot", "obround", "oblong hole", "slotted hole", "elongated hole"],
    order: ["length", "width"],
    takes: ["depth"],
    alias: { diameter: "width" },
  },
  {
    id: "pocket",
    names: [
      "pocket",
      "recess",
      "cutout",
      "cut out",
      "window",
      "square hole",
      "rectangular hole",
      "rectangular cutout",
      "rectangular pocket",
      "round pocket",
    ],
    order: ["length", "width", "depth"],
    takes: ["diameter", "side"],
  },
  {
    id: "fillet",
    names: [
      "fillet",
      "filleted",
      "rounded",
      "round",
      "rounding",
      "round off",
      "radiused",
      "corner radius",
      "corner fillet",
      "inside fillet",
      "inner fillet",
      "blend",
    ],
    order: ["radius"],
    alias: { size: "radius" },
  },
  {
    id: "chamfer",
    names: ["chamfer", "chamfered", "bevel", "bevelled", "beveled"],
    order: ["size"],
    alias: { width: "size", length: "size" },
  },
  {
    id: "shell",
    names: ["shell", "hollow", "hollowed", "hollow out", "shelled"],
    order: ["wall"],
    takes: ["floor"],
    alias: { thickness: "wall" },
  },
  {
    id: "boss",
    names: ["hub", "boss", "round boss", "post", "peg", "pillar", "stud"],
    order: ["diameter", "height"],
    alias: { od: "diameter", length: "height", thickness: "height" },
  },
  { id: "v_groove", names: ["groove", "v groove", "vee groove"], order: ["depth"] },
  { id: "keyway", names: ["keyway", "key slot", "keyseat"], order: ["width", "depth"], takes: ["length"] },
  { id: "slit", names: ["slit", "saw cut"], order: ["width"], alias: { thickness: "width" } },
  { id: "fin", names: ["fin", "cooling fin"], order: ["thickness", "height"], alias: { width: "thickness", length: "height" } },
  { id: "step", names: ["step", "solid step", "raised step"], order: ["depth"], alias: { height: "depth", thickness: "depth" } },
];
