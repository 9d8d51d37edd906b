import type { TopoDS_Face } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { apart, type Curve2, type Spline } from "./region";
import { counts, numbers } from "./region-face";
import type { RoledBody } from "./sweeps";

const SEWING_TOLERANCE_MM = 1e-6;

/**
 * The face that a spline sweeps while each of its poles runs along a row of poles; exact for motions that move the
 * poles of a curve as they move its points.
 * @param along degree and multiplicities of the rows, their knots whole numbers from 0
 */
export function tensorFace(
  kernel: Kernel,
  own: Own,
  spline: Spline,
  rows: readonly (readonly Vec3[])[],
  along: { degree: number; multiplicities: readonly number[] },
): TopoDS_Face {
  const { oc } = kernel;
  const length = rows[0]?.length ?? 0;
  const poles = own(new oc.NCollection_Array2_gp_Pnt(1, rows.length, 1, length));
  for (const [i, row] of rows.entries()) {
    for (const [j, at] of row.entries()) kernel.scope((local) => poles.SetValue(i + 1, j + 1, point(kernel, local, at)));
  }
  const uKnots = numbers(kernel, own, spline.knots);
  const uCounts = counts(kernel, own, spline.multiplicities);
  const vKnots = numbers(kernel, own, [...along.multiplicities.keys()]);
  const vCounts = counts(kernel, own, along.multiplicities);
  let surface: InstanceType<typeof oc.Geom_BSplineSurface>;
  if (spline.weights) {
    const weights = own(new oc.NCollection_Array2_double(1, rows.length, 1, length));
    for (const [i, weight] of spline.weights.entries()) for (let j = 1; j <= length; j++) weights.SetValue(i + 1, j, weight);
    surface = own(new oc.Geom_BSplineSurface(poles, weights, uKnots, vKnots, uCounts, vCounts, spline.degree, along.degree, false, false));
  } else {
    surface = own(new oc.Geom_BSplineSurface(poles, uKnots, vKnots, uCounts, vCounts, spline.degree, along.degree, false, false));
  }
  return own(own(new oc.BRepBuilderAPI_MakeFace(surface, 1e-7)).Face());
}

/** Sews faces that share their boundaries into one solid; `roles` go with the faces. */
export function sewSolid(kernel: Kernel, own: Own, faces: readonly TopoDS_Face[], roles: readonly string[]): RoledBody {
  const { oc } = kernel;
  const sewing = own(new oc.BRepBuilderAPI_Sewing(SEWING_TOLERANCE_MM, true, true, true, false));
  for (const face of faces) sewing.Add(face);
  sewing.Perform(own(new oc.Message_ProgressRange()));
  const images = faces.map((face, index) => ({ face: own(sewing.ModifiedSubShape(face)), role: roles[index] ?? "side" }));
  const shell = own(sewing.SewedShape());
  if (shell.IsNull() || shell.ShapeType() !== "TopAbs_SHELL") {
    throw new KernelError("The swept faces do not close.", { kernelStatus: "sewing" });
  }
  const solid = own(own(new oc.BRepBuilderAPI_MakeSolid(own(oc.TopoDS.Shell(shell)))).Solid());
  oc.BRepLib.OrientClosedSolid(solid);
  return {
    shape: solid,
    roles: facesOf(kernel, own, solid).map((face) => images.find((image) => image.face.IsSame(face))?.role ?? "side"),
  };
}

/**
 * Any piece as splines: a line of degree 1, an arc rational of degree 2.
 * An arc of one span each: over a knot in the middle the kernel's integration loses four digits of the volume.
 */
export function toSplines(piece: Curve2, role: string): Spline[] {
  const named = piece.role ?? role;
  switch (piece.kind) {
    case "spline":
      return [{ ...piece, role: named }];
    case "line":
      return [{ kind: "spline", degree: 1, poles: [piece.from, piece.to], knots: [0, 1], multiplicities: [2, 2], role: named }];
    case "arc":
      return arcSplines(arcOf(piece.from, piece.via, piece.to), named);
    case "circle":
      // A face that closed on itself would need a seam, which sewing does not make.
      return arcSplines({ center: piece.center, radius: piece.radius, from: 0, sweep: 2 * Math.PI }, named);
  }
}

/** An arc of the plane; `sweep` is negative clockwise. */
interface Arc {
  center: Point2dMm;
  radius: number;
  from: number;
  sweep: number;
}

const MAX_SPAN_RAD = (150 * Math.PI) / 180;

function arcSplines({ center: [cx, cy], radius, from, sweep }: Arc, role: string): Spline[] {
  const pieces = Math.ceil(Math.abs(sweep) / MAX_SPAN_RAD);
  const half = sweep / pieces / 2;
  const at = (index: number, reach: number): Point2dMm => [
    cx + reach * Math.cos(from + index * half),
    cy + reach * Math.sin(from + index * half),
  ];
  return Array.from({ length: pieces }, (_, index) => ({
    kind: "spline",
    degree: 2,
    poles: [at(2 * index, radius), at(2 * index + 1, radius / Math.cos(half)), at(2 * index + 2, radius)],
    weights: [1, Math.cos(half), 1],
    knots: [0, 1],
    multiplicities: [3, 3],
    role,
  }));
}

/** The arc through three points. */
function arcOf(start: Point2dMm, via: Point2dMm, end: Point2dMm): Arc {
  const [ax, ay] = [via[0] - start[0], via[1] - start[1]];
  const [bx, by] = [end[0] - start[0], end[1] - start[1]];
  const doubled = 2 * (ax * by - ay * bx);
  const [aa, bb] = [ax * ax + ay * ay, bx * bx + by * by];
  const center: Point2dMm = [start[0] + (by * aa - ay * bb) / doubled, start[1] + (ax * bb - bx * aa) / doubled];
  const angle = (at: Point2dMm) => Math.atan2(at[1] - center[1], at[0] - center[0]);
  const from = angle(start);
  const turn = 2 * Math.PI;
  const forward = (((angle(end) - from) % turn) + turn) % turn;
  return { center, radius: apart(start, center), from, sweep: doubled > 0 ? forward : forward - turn };
}
