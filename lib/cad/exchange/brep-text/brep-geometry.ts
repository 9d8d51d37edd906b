import type { BrepReader } from "./brep-reader";

/** What the kernel allows. */
const MAX_DEGREE = 25;
const MAX_POLES = 1_000_000;
/** A trimmed curve of an offset curve of …: real files have two or three levels. */
const MAX_NESTING = 8;

/** Words of a record: a point, a direction, a radius that is not below 0, a length. */
type Layout = readonly ("point" | "direction" | "size" | "length" | "angle")[];

const PLACE_2D: Layout = ["point", "direction", "direction"];
/** Conics by number of their type, in the plane and in space. */
const CONICS_2D: Readonly<Record<number, Layout>> = {
  1: ["point", "direction"],
  2: [...PLACE_2D, "size"],
  3: [...PLACE_2D, "size", "size"],
  4: [...PLACE_2D, "size"],
  5: [...PLACE_2D, "size", "size"],
};
const PLACE: Layout = ["point", "direction", "direction", "direction"];
const CONICS: Readonly<Record<number, Layout>> = {
  1: ["point", "direction"],
  2: [...PLACE, "size"],
  3: [...PLACE, "size", "size"],
  4: [...PLACE, "size"],
  5: [...PLACE, "size", "size"],
};
/** Plane, cylinder, cone, sphere, torus. */
const ELEMENTARY: Readonly<Record<number, Layout>> = {
  1: PLACE,
  2: [...PLACE, "size"],
  3: [...PLACE, "size", "angle"],
  4: [...PLACE, "size"],
  5: [...PLACE, "size", "size"],
};

function layout(reader: BrepReader, words: Layout, dimensions: 2 | 3): void {
  for (const word of words) {
    if (word === "point") reader.point(dimensions);
    else if (word === "direction") reader.direction(dimensions);
    else if (word === "size") reader.size("radius");
    else if (word === "angle") reader.real("angle");
    else reader.length("distance");
  }
}

/** A curve in the plane or in space: its number of type, then its numbers. */
export function checkCurve(reader: BrepReader, dimensions: 2 | 3, depth = 0): void {
  const type = reader.whole("type of curve", 1, 9);
  const conic = (dimensions === 2 ? CONICS_2D : CONICS)[type];
  if (conic) layout(reader, conic, dimensions);
  else if (type === 6) {
    const isRational = reader.flag("rational flag");
    poles(reader, reader.whole("degree", 1, MAX_DEGREE) + 1, dimensions, isRational);
  } else if (type === 7) splineCurve(reader, dimensions);
  else {
    if (depth >= MAX_NESTING) throw reader.fault("is nested too deeply");
    if (type === 8) reader.range();
    else {
      reader.length("offset");
      if (dimensions === 3) reader.direction(3);
    }
    checkCurve(reader, dimensions, depth + 1);
  }
}

/** A surface: its number of type, then its numbers. */
export function checkSurface(reader: BrepReader, depth = 0): void {
  const type = reader.whole("type of surface", 1, 11);
  const elementary = ELEMENTARY[type];
  if (elementary) layout(reader, elementary, 3);
  else if (type === 6 || type === 7) {
    // Extruded or revolved about an axis.
    if (type === 7) reader.point(3);
    reader.direction(3);
    checkCurve(reader, 3);
  } else if (type === 8) bezierSurface(reader);
  else if (type === 9) splineSurface(reader);
  else {
    if (depth >= MAX_NESTING) throw reader.fault("is nested too deeply");
    if (type === 11) reader.length("offset");
    else for (let direction = 0; direction < 2; direction++) reader.range();
    checkSurface(reader, depth + 1);
  }
}

function poles(reader: BrepReader, count: number, dimensions: 2 | 3, isRational: boolean): void {
  if (count > MAX_POLES || count * 2 * dimensions > reader.text.length)
    throw reader.fault(`announces ${count} poles, more than the file can hold`);
  for (let i = 0; i < count; i++) {
    reader.point(dimensions);
    if (isRational && reader.real("weight") <= 0) throw reader.fault("has a weight that is not above 0");
  }
}

function splineCurve(reader: BrepReader, dimensions: 2 | 3): void {
  const isRational = reader.flag("rational flag");
  const isPeriodic = reader.flag("periodic flag");
  const degree = reader.whole("degree", 1, MAX_DEGREE);
  const poleCount = reader.whole("number of poles", 2, MAX_POLES);
  const knotCount = reader.whole("number of knots", 2, MAX_POLES);
  poles(reader, poleCount, dimensions, isRational);
  knots(reader, { degree, poleCount, knotCount, isPeriodic });
}

function bezierSurface(reader: BrepReader): void {
  const isRational = [reader.flag("rational flag"), reader.flag("rational flag")].includes(true);
  const rows = reader.whole("degree", 1, MAX_DEGREE) + 1;
  poles(reader, rows * (reader.whole("degree", 1, MAX_DEGREE) + 1), 3, isRational);
}

function splineSurface(reader: BrepReader): void {
  const isRational = [reader.flag("rational flag"), reader.flag("rational flag")].includes(true);
  const [uPeriodic, vPeriodic] = [reader.flag("periodic flag"), reader.flag("periodic flag")];
  const [uDegree, vDegree] = [reader.whole("degree", 1, MAX_DEGREE), reader.whole("degree", 1, MAX_DEGREE)];
  const [uPoles, vPoles] = [reader.whole("number of poles", 2, MAX_POLES), reader.whole("number of poles", 2, MAX_POLES)];
  const [uKnots, vKnots] = [reader.whole("number of knots", 2, MAX_POLES), reader.whole("number of knots", 2, MAX_POLES)];
  poles(reader, uPoles * vPoles, 3, isRational);
  knots(reader, { degree: uDegree, poleCount: uPoles, knotCount: uKnots, isPeriodic: uPeriodic });
  knots(reader, { degree: vDegree, poleCount: vPoles, knotCount: vKnots, isPeriodic: vPeriodic });
}

interface Knots {
  degree: number;
  poleCount: number;
  knotCount: number;
  isPeriodic: boolean;
}

/** Knots rise, and their multiplicities are as many as degree and poles ask. */
function knots(reader: BrepReader, { degree, poleCount, knotCount, isPeriodic }: Knots): void {
  let [before, sum, last] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < knotCount; i++) {
    const knot = reader.real("knot");
    if (knot <= before) throw reader.fault(`has the knot ${knot} after ${before}`);
    const isEnd = i === 0 || i === knotCount - 1;
    last = reader.whole("multiplicity", 1, isEnd ? degree + 1 : degree);
    [before, sum] = [knot, sum + last];
  }
  const wanted = isPeriodic ? poleCount + last : poleCount + degree + 1;
  if (sum !== wanted) throw reader.fault(`has knots for ${sum} of ${wanted} places`);
}
