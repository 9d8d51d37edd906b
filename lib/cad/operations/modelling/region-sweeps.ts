import type { TopoDS_Shape } from "opencascade.js";
import { axis1, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf, listToArray } from "@/lib/cad/kernel/topology";
import { cross, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import { inPlane, type SketchPlane, XY_PLANE, XZ_PLANE } from "./profile-face";
import type { Curve2, Region } from "./region";
import { drawRegion } from "./region-face";
import { faceThrough, type RoledBody, rolesOf } from "./sweeps";

/** A prism on a region: `bottom` in the plane, `top` at `height` along its normal, the others by the roles of their pieces. */
export function extrudeRegion(kernel: Kernel, own: Own, region: Region, height: number, plane: SketchPlane = XY_PLANE): RoledBody {
  const { face, edges } = drawRegion(kernel, own, region, plane);
  const along: Vec3 = multiply(normalize(cross(plane.u, plane.v)), height);
  const maker = own(new kernel.oc.BRepPrimAPI_MakePrism(face, vector(kernel, own, along), false, true));
  if (!maker.IsDone()) throw new KernelError("The profile could not be extruded.");
  const shape = own(maker.Shape());
  const known: [TopoDS_Shape, string][] = [
    [own(maker.FirstShape()), "bottom"],
    [own(maker.LastShape()), "top"],
    ...edges.flatMap(({ edge, role }) =>
      listToArray(kernel, own, maker.Generated(edge)).map((side): [TopoDS_Shape, string] => [side, role]),
    ),
  ];
  return { shape, roles: rolesOf(kernel, own, shape, known) };
}

/** A region of the XZ plane (u = radius, v = Z) turned about Z; a partial turn adds `start` and `end`. */
export function revolveRegion(kernel: Kernel, own: Own, region: Region, angleDeg = 360, plane: SketchPlane = XZ_PLANE): RoledBody {
  const { oc } = kernel;
  const { face, edges } = drawRegion(kernel, own, region, plane);
  const axis = axis1(kernel, own, [0, 0, 0], [0, 0, 1]);
  const full = angleDeg >= 360;
  const maker = own(
    full ? new oc.BRepPrimAPI_MakeRevol(face, axis, false) : new oc.BRepPrimAPI_MakeRevol(face, axis, degToRad(angleDeg), false),
  );
  if (!maker.IsDone()) throw new KernelError("The profile could not be turned about its axis.");
  const shape = own(maker.Shape());
  const ends: [TopoDS_Shape, string][] = full
    ? []
    : [
        [own(maker.FirstShape()), "start"],
        [own(maker.LastShape()), "end"],
      ];
  const known = edges.flatMap(({ edge, role }) =>
    listToArray(kernel, own, maker.Generated(edge)).map((side): [TopoDS_Shape, string] => [side, role]),
  );
  const roles = rolesOf(kernel, own, shape, [...ends, ...known]);
  // The history of a revolution misses plane faces: each is found by a point that it must contain.
  const faces = facesOf(kernel, own, shape);
  const half = full ? Math.PI : degToRad(angleDeg) / 2;
  for (const [index, piece] of [region.outer, ...region.holes].flat().entries()) {
    const role = edges[index]?.role;
    const middle = middleOf(piece);
    if (role === undefined || !middle || roles.includes(role)) continue;
    const [x, y, z] = inPlane(plane, middle);
    const [c, s] = [Math.cos(half), Math.sin(half)];
    const found = faceThrough(kernel, own, faces, [x * c - y * s, x * s + y * c, z]);
    if (found !== undefined) roles[found] = role;
  }
  return { shape, roles };
}

function middleOf(piece: Curve2): Point2dMm | undefined {
  switch (piece.kind) {
    case "line":
      return [(piece.from[0] + piece.to[0]) / 2, (piece.from[1] + piece.to[1]) / 2];
    case "arc":
      return piece.via;
    case "circle":
      return [piece.center[0] + piece.radius, piece.center[1]];
    case "spline":
      return undefined;
  }
}
