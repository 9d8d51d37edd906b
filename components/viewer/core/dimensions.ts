import { type Box3, Vector3 } from "three";

export interface Dimension {
  axis: "x" | "y" | "z";
  sizeMm: number;
  /** Middle of the dimension line, where its text stands. */
  middle: Vector3;
}

/** Distance of a dimension line from the part, as a share of the part's largest side. */
const OFFSET = 0.09;

/**
 * Outer dimensions drawn beside a part: along the front (x), the right (y) and the left front edge (z).
 * @returns segment ends of dimension and extension lines, and one text place a dimension; millimetres, Z up
 */
export function dimensionLines({ min, max }: Box3): { positions: Float32Array; dimensions: Dimension[] } {
  const size = max.clone().sub(min);
  const gap = Math.max(size.x, size.y, size.z) * OFFSET;
  const over = gap * 0.25;
  const lines: [Vector3, Vector3][] = [];
  const dimensions: Dimension[] = [];
  const add = (axis: "x" | "y" | "z", from: Vector3, to: Vector3, away: Vector3) => {
    const start = from.clone().addScaledVector(away, gap);
    const end = to.clone().addScaledVector(away, gap);
    lines.push([start, end]);
    for (const corner of [from, to]) {
      lines.push([corner.clone().addScaledVector(away, over), corner.clone().addScaledVector(away, gap + over)]);
    }
    dimensions.push({ axis, sizeMm: size[axis], middle: start.clone().lerp(end, 0.5) });
  };
  add("x", new Vector3(min.x, min.y, min.z), new Vector3(max.x, min.y, min.z), new Vector3(0, -1, 0));
  add("y", new Vector3(max.x, min.y, min.z), new Vector3(max.x, max.y, min.z), new Vector3(1, 0, 0));
  add("z", new Vector3(min.x, min.y, min.z), new Vector3(min.x, min.y, max.z), new Vector3(-1, 0, 0));
  return { positions: Float32Array.from(lines.flat().flatMap((point) => point.toArray())), dimensions };
}
