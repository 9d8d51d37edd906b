import type { TopoDS_Shape } from "opencascade.js";
import { describeEdge } from "@/lib/cad/kernel/edge-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { explore, topologyOf } from "@/lib/cad/kernel/topology";
import { add, cross, distance, dot, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { runBoolean } from "../modelling/booleans";
import { buildOrFindLargest } from "../modelling/feasible";
import { bare, checked } from "./bare-shape";
import { faceInside } from "./build-face";
import { wireThrough } from "./build-wire";
import { type Corner, classify, cornersOf, nearestCorner } from "./find-corners";
import { bevelCorners, flatOutline } from "./outline-fillets";
import type { OfShape, Points } from "./params";

interface ChamferCorner extends OfShape, Points {
  distance: number;
  angle: number;
  snapTolerance: number;
  mode: "auto" | "planarOnly";
}

/**
 * Bevels the corners nearest to points, one after the other: a flat sheet's as `chamfer2dVertices` does, a body's by the
 * plane through the three places that lie `distance` from the corner along its edges.
 */
export function chamferCornerByPoint(kernel: Kernel, params: ChamferCorner): PartShape {
  const { shape, points } = params;
  if (points.length === 0) throw invalidInput("points is empty and must hold a point near each corner.");
  let result = kernel.scope((own) => bare(own, own(shape.shape.Located(own(shape.shape.Location()), false))));
  for (const index of points.keys()) {
    try {
      const next = bevelNearest(kernel, result, index, params);
      if (next) freePart(result);
      result = next ?? result;
    } catch (error) {
      freePart(result);
      throw error;
    }
  }
  return result;
}

/** The shape with one more corner bevelled, or null where the mode skips it. */
function bevelNearest(kernel: Kernel, shape: PartShape, index: number, params: ChamferCorner): PartShape | null {
  const point = params.points[index] ?? [0, 0, 0];
  return kernel.scope((own) => {
    const corner = nearestCorner(cornersOf(kernel, own, shape.shape), point);
    if (!corner) throw invalidInput("shape has no vertex and so no corner.");
    const away = distance(corner.at, point);
    if (params.snapTolerance > 0 && away > params.snapTolerance)
      throw invalidInput(`points[${index}] lies ${away} from the nearest corner, more than snapTolerance, ${params.snapTolerance}.`);
    const kind = classify(kernel, corner);
    if (kind === "planar") {
      const outline = flatOutline(kernel, own, shape);
      const number = outline.cornerIn(corner.vertex);
      if (number === undefined) throw invalidInput(`points[${index}] picks no corner of the sheet's outline.`);
      return bevelCorners(kernel, outline, outline.corners([number]), params);
    }
    if (params.mode === "planarOnly") return null;
    if (Math.abs(params.angle - 45) > 1e-9)
      throw invalidInput(`angle is ${params.angle} and must be 45 at a corner in space, which has no first edge.`);
    return cutCorner(kernel, own, shape, corner, params.distance);
  });
}

/** Cuts the tetrahedron off a convex corner of three straight edges. */
function cutCorner(kernel: Kernel, own: Own, shape: PartShape, { vertex, at }: Corner, wanted: number): PartShape {
  const edges = topologyOf(kernel, own, shape.shape)
    .edges.filter(({ edge }) => explore(kernel, own, edge, "TopAbs_VERTEX").some((end) => end.IsSame(vertex)))
    .map(({ edge }) => describeEdge(kernel, edge));
  const [a, b, c] = edges.map(({ start, end }) => normalize(subtract(distance(start, at) < distance(end, at) ? end : start, at)));
  if (!a || !b || !c || edges.length !== 3 || edges.some(({ type }) => type !== "line"))
    throw new KernelError("Only a corner in which three straight edges meet can be bevelled.");
  const share = Math.abs(dot(a, cross(b, c))) / 6;
  const before = volumeOf(kernel, shape.shape);
  return buildOrFindLargest({
    what: "A distance",
    param: "distance",
    wanted,
    ceiling: Math.min(...edges.map(({ length }) => length)),
    build: (value) =>
      kernel.scope((inner) => {
        const tips = [a, b, c].map((along) => add(at, multiply(along, value)));
        const rest = runBoolean(kernel, inner, "cut", [shape.shape], [tetrahedron(kernel, inner, [at, ...tips])]).shape;
        const taken = before - volumeOf(kernel, rest);
        // At a corner that is not convex, or where something else is in the way, other than the corner would go.
        if (Math.abs(taken - share * value ** 3) > 1e-6 * share * value ** 3)
          throw new KernelError("The corner is not convex, or something lies within the distance.", { kernelStatus: `volume ${taken}` });
        return checked(kernel, inner, rest, `A distance of ${value} mm`);
      }),
    discard: freePart,
  });
}

function tetrahedron(kernel: Kernel, own: Own, corners: readonly Vec3[]): TopoDS_Shape {
  const { oc } = kernel;
  const sewing = own(new oc.BRepBuilderAPI_Sewing(1e-7, true, true, true, false));
  for (const [skipped] of corners.entries()) {
    const triangle = corners.filter((_, index) => index !== skipped);
    sewing.Add(faceInside(kernel, own, wireThrough(kernel, own, triangle, true), true));
  }
  sewing.Perform(own(new oc.Message_ProgressRange()));
  const solid = own(own(new oc.BRepBuilderAPI_MakeSolid(own(oc.TopoDS.Shell(own(sewing.SewedShape()))))).Solid());
  oc.BRepLib.OrientClosedSolid(solid);
  return solid;
}
