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
      "square pocket",
      "square recess",
      "square cutout",
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
