import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { requireEntries } from "./bounded-result";
import { type PureFunction, pureNamespace } from "./pure-namespace";
import { listedTransformation } from "./transformations";

interface OfPoints {
  points: Vec3[];
}

const OWN: Record<string, PureFunction> = {
  // Counted from 0, as all indexes here; the package counts from 1.
  closestPointFromPointsIndex: ({ points, point }: OfPoints & { point: Vec3 }) => {
    const distances = points.map((at) => distance(at, point));
    return distances.reduce((best, value, index) => (value < (distances[best] ?? value) ? index : best), 0);
  },
};

/** An empty list has no nearest point, no middle and no box. */
const NEEDS_POINTS = /^(averagePoint|boundingBoxOfPoints|closestPoint.*)$/;
/** Six corners and a centre each. */
const POINTS_A_HEXAGON = 7;

function refuse(id: string, operation: string, params: Readonly<Record<string, unknown>>): void {
  const number = (name: string) => Number(params[name]);
  if (NEEDS_POINTS.test(operation) && Array.isArray(params.points) && params.points.length === 0) {
    throw invalidInput("points is empty and must hold at least 1 point.");
  }
  if (operation === "multiplyPoint") requireEntries(id, number("amountOfPoints"));
  if (operation === "hexGrid") requireEntries(id, number("nrHexagonsX") * number("nrHexagonsY"));
  if (operation === "hexGridScaledToFit") {
    requireEntries(id, number("nrHexagonsInWidth") * number("nrHexagonsInHeight") * POINTS_A_HEXAGON);
    for (const name of ["width", "height"])
      if (!(number(name) > 0)) throw invalidInput(`${name} is ${number(name)} and must be more than 0.`);
  }
}

/** `point.*` */
export const POINTS = pureNamespace({ name: "point", own: OWN, refuse, prepare: listedTransformation });
