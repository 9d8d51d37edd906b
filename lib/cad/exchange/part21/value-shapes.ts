import { TOKEN, type Token } from "./lexer";

/**
 * Parameters of the geometry and topology that every file consists of: `t` text, `r` reference, `R` reference or nothing,
 * `n` number, `e` enumeration, `l` list with something in it, `L` any list, `*` anything. Readers take them as given, and
 * run out of their memory where one is missing. Types with more than one form in use are not among them.
 * @source ISO 10303-42, as AP203, AP214 and AP242 have it
 */
const SHAPES: Record<string, string> = {
  CARTESIAN_POINT: "tl",
  DIRECTION: "tl",
  VECTOR: "trn",
  LINE: "trr",
  CIRCLE: "trn",
  ELLIPSE: "trnn",
  AXIS2_PLACEMENT_3D: "trRR",
  AXIS2_PLACEMENT_2D: "trR",
  AXIS1_PLACEMENT: "trR",
  PLANE: "tr",
  CYLINDRICAL_SURFACE: "trn",
  CONICAL_SURFACE: "trnn",
  SPHERICAL_SURFACE: "trn",
  TOROIDAL_SURFACE: "trnn",
  SURFACE_OF_LINEAR_EXTRUSION: "trr",
  SURFACE_OF_REVOLUTION: "trr",
  B_SPLINE_CURVE_WITH_KNOTS: "tnleeelle",
  B_SPLINE_SURFACE_WITH_KNOTS: "tnnleeeelllle",
  VERTEX_POINT: "tr",
  EDGE_CURVE: "trrre",
  ORIENTED_EDGE: "t**re",
  EDGE_LOOP: "tl",
  VERTEX_LOOP: "tr",
  FACE_BOUND: "tre",
  FACE_OUTER_BOUND: "tre",
  ADVANCED_FACE: "tLre",
  FACE_SURFACE: "tLre",
  CLOSED_SHELL: "tl",
  OPEN_SHELL: "tl",
  MANIFOLD_SOLID_BREP: "tr",
};
const WORDS: Record<string, string> = {
  t: "a text",
  r: "a reference",
  R: "a reference",
  n: "a number",
  e: "an enumeration",
  l: "a list",
  L: "a list",
};

const LETTERS = new Map<Token, string>([
  [TOKEN.STRING, "t"],
  [TOKEN.NUMBER, "n"],
  [TOKEN.REFERENCE, "r"],
  [TOKEN.ENUMERATION, "e"],
  [TOKEN.UNSET, "$"],
]);

/** Compares the parameters of an entity with those that its type has, as they go by. */
export class ValueShapes {
  #shape: string | undefined;
  #type = "";
  #position = 0;
  #fault: string | undefined;

  /** Parts of complex instances have inherited parameters elsewhere, and are not looked at. */
  begin(type: string, isPartOfComplex: boolean): void {
    this.#shape = isPartOfComplex || !Object.hasOwn(SHAPES, type) ? undefined : SHAPES[type];
    this.#type = type;
    this.#position = 0;
    this.#fault = undefined;
  }

  /** A parameter that is no list. */
  value(token: Token): void {
    if (this.#shape !== undefined) this.#next(LETTERS.get(token) ?? "?");
  }

  list(isEmpty: boolean): void {
    if (this.#shape !== undefined) this.#next(isEmpty ? "()" : "l");
  }

  end(): string | undefined {
    if (this.#shape !== undefined && this.#position !== this.#shape.length) {
      this.#fault ??= `${this.#type} has ${this.#position} parameters and should have ${this.#shape.length}`;
    }
    return this.#fault;
  }

  #next(found: string): void {
    const expected = this.#shape?.[this.#position++] ?? "*";
    const isRight =
      expected === "*" ||
      found === expected ||
      (found === "$" && "tRe".includes(expected)) ||
      (found === "r" && expected === "R") ||
      ((found === "l" || found === "()") && expected === "L");
    if (!isRight)
      this.#fault ??= `parameter ${this.#position} of ${this.#type} should be ${WORDS[expected]}${found === "()" ? " with something in it" : ""}`;
  }
}
