import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { XY_PLANE } from "./profile-face";
import type { Loop } from "./region";
import { drawRegion } from "./region-face";
import { offsetPlane, type RoledBody } from "./sweeps";
import { sewSolid, tensorFace, toSplines } from "./tensor-sweep";

/**
 * A body whose sections shrink evenly from a loop at Z = 0 to `scale` of it at `height`: every face is made of straight
 * lines to the one apex above. Faces: `bottom`, `top`, and the roles of the loop's pieces.
 */
export function scaleSweep(kernel: Kernel, own: Own, loop: Loop, height: number, scale: number): RoledBody {
  const splines = loop.flatMap((piece, index) => toSplines(piece, `side[${index + 1}]`));
  const sides = splines.map((spline) => {
    const rows = spline.poles.map(([x, y]): Vec3[] => [
      [x, y, 0],
      [x * scale, y * scale, height],
    ]);
    return tensorFace(kernel, own, spline, rows, { degree: 1, multiplicities: [2, 2] });
  });
  const narrow = splines.map((spline) => ({ ...spline, poles: spline.poles.map(([x, y]): [number, number] => [x * scale, y * scale]) }));
  const bottom = drawRegion(kernel, own, { outer: splines, holes: [] }, XY_PLANE).face;
  const top = drawRegion(kernel, own, { outer: narrow, holes: [] }, offsetPlane(XY_PLANE, height)).face;
  return sewSolid(kernel, own, [...sides, bottom, top], [...splines.map((spline) => spline.role ?? "side"), "bottom", "top"]);
}
