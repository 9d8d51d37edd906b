import { MAX_LENGTH_MM, MM_PER_INCH } from "@/lib/core/units";
import { grouped } from "../file-fault";
import { latin1, type Part21Lexer } from "./lexer";

/** Poles, axes and centres may lie outside of the part that they shape. */
const MARGIN = 10;
/** Entities all of whose numbers are coordinates or radii (a semi-angle among them is small in any unit). */
const LENGTH_TYPES = new Set([
  "CARTESIAN_POINT",
  "CIRCLE",
  "ELLIPSE",
  "HYPERBOLA",
  "PARABOLA",
  "CYLINDRICAL_SURFACE",
  "CONICAL_SURFACE",
  "SPHERICAL_SURFACE",
  "TOROIDAL_SURFACE",
  "DEGENERATE_TOROIDAL_SURFACE",
]);
/** Millimetres of a metre with its prefix. */
const PREFIX_MM: Record<string, number> = {
  ".METRE.": 1_000,
  ".KILO.": 1e6,
  ".HECTO.": 1e5,
  ".DECA.": 1e4,
  ".DECI.": 100,
  ".CENTI.": 10,
  ".MILLI.": 1,
  ".MICRO.": 1e-3,
  ".NANO.": 1e-6,
};

/**
 * Finds the coordinate that lies furthest out. It is judged at the end of the file, since the unit may stand anywhere, and by
 * the finest unit of the file: which of them counts for which entity is the kernel's business.
 */
export class LengthWatch {
  #isLength = false;
  #isPoint = false;
  #isUnit = false;
  #isMetre = false;
  #prefixMm = 1_000;
  #numbers = 0;
  #largest = 0;
  #finestUnitMm = Number.POSITIVE_INFINITY;
  #furthest = { value: 0, entity: 0 };

  begin(type: string, isPartOfComplex: boolean): void {
    this.#isLength = LENGTH_TYPES.has(type);
    this.#isPoint = this.#isLength && type === "CARTESIAN_POINT";
    this.#isUnit = isPartOfComplex && type === "SI_UNIT";
    this.#isMetre = false;
    this.#prefixMm = 1_000;
    this.#numbers = 0;
    this.#largest = 0;
  }

  number(value: number): void {
    if (!this.#isLength) return;
    this.#numbers++;
    const size = Math.abs(value);
    if (size > this.#largest) this.#largest = size;
  }

  enumeration(lexer: Part21Lexer): void {
    if (!this.#isUnit) return;
    const name = latin1(lexer.bytes, lexer.start, lexer.end).toUpperCase();
    if (name === ".METRE.") this.#isMetre = true;
    else this.#prefixMm = PREFIX_MM[name] ?? 1;
  }

  end(entity: number): void {
    if (this.#isMetre) this.#finestUnitMm = Math.min(this.#finestUnitMm, this.#prefixMm);
    // Points of two coordinates lie in the parameters of a surface, which have scales of their own.
    if (this.#isPoint && this.#numbers === 2) return;
    if (this.#largest > this.#furthest.value) this.#furthest = { value: this.#largest, entity };
  }

  fault(): { entity: number; reason: string } | undefined {
    const unitMm = Number.isFinite(this.#finestUnitMm) ? this.#finestUnitMm : 1;
    // A file in inches or feet states them as so many of its metres.
    const limit = (MARGIN * MAX_LENGTH_MM) / Math.min(unitMm, MM_PER_INCH);
    const { value, entity } = this.#furthest;
    if (value <= limit) return undefined;
    return {
      entity,
      reason: `has a length of ${value.toPrecision(3)} in the file's unit; parts lie within ${grouped(MAX_LENGTH_MM / 1_000)} m of the origin`,
    };
  }
}
