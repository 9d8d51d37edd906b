import { axis2 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import { circleWire, rectangle, wireOf, wireThrough } from "../build-wire";
import { groundAxes } from "../ground-axes";
import type { Placed, Points } from "../params";

function createRectangleWire(kernel: Kernel, params: Placed & { width: number; length: number }): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, rectangle(params), true)));
}

function createSquareWire(kernel: Kernel, { size, center, direction }: Placed & { size: number }): PartShape {
  return createRectangleWire(kernel, { width: size, length: size, center, direction });
}

function createCircleWire(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return kernel.scope((own) => bare(own, circleWire(kernel, own, params)));
}

/** The major axis runs along X of the ground plane. */
function createEllipseWire(kernel: Kernel, params: Placed & { radiusMinor: number; radiusMajor: number }): PartShape {
  const { center, direction, radiusMinor, radiusMajor } = params;
  if (radiusMinor > radiusMajor) throw invalidInput(`radiusMinor is ${radiusMinor} and must be at most radiusMajor, ${radiusMajor}.`);
  return kernel.scope((own) => {
    const axis = axis2(kernel, own, center, direction, groundAxes(direction).x);
    const ellipse = own(new kernel.oc.gp_Elips(axis, radiusMajor, radiusMinor));
    return bare(own, wireOf(kernel, own, [own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ellipse)).Edge())]));
  });
}

/** Corners on a circle, the first along X of the ground plane. */
function createNGonWire(
  kernel: Kernel,
  { center, direction, nrCorners, radius }: Placed & { nrCorners: number; radius: number },
): PartShape {
  const { x, z } = groundAxes(direction);
  const corners = Array.from({ length: nrCorners }, (_, index): Vec3 => {
    const angle = (index * 2 * Math.PI) / nrCorners;
    return add(center, add(multiply(x, radius * Math.cos(angle)), multiply(z, radius * Math.sin(angle))));
  });
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, corners, true)));
}

function createPolygonWire(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, points, true)));
}

function createPolylineWire(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, points, false)));
}

/** `occt.shapes.wire.*` */
export const WIRES: CatalogueImplementations = {
  "occt.shapes.wire.createCircleWire": createCircleWire,
  "occt.shapes.wire.createEllipseWire": createEllipseWire,
  "occt.shapes.wire.createNGonWire": createNGonWire,
  "occt.shapes.wire.createPolygonWire": createPolygonWire,
  "occt.shapes.wire.createPolylineWire": createPolylineWire,
  "occt.shapes.wire.createRectangleWire": createRectangleWire,
  "occt.shapes.wire.createSquareWire": createSquareWire,
};
