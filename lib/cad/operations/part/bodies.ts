import type { TopoDS_Shape } from "opencascade.js";
import { describeSurface, frameDirections } from "@/lib/cad/kernel/face-geometry";
import { axis2, placement, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { dot, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { checkResult } from "../modelling/checks";
import { located } from "../modelling/place-copies";
import { XY_PLANE } from "../modelling/profile-face";
import { polygonSegments, regularPolygon, type Segment } from "../modelling/profile-outline";
import { extrudeOutline, offsetPlane, type RoledBody, revolveOutline } from "../modelling/sweeps";

const UP: Vec3 = [0, 0, 1];

/**
 * Makes the first body of a part from a body drawn at the origin: moves it and names its faces `feature/role`.
 * @throws KernelError when it is not valid, or not as many solids as it should be
 */
export function namedBody(
  kernel: Kernel,
  own: Own,
  body: RoledBody,
  feature: string,
  at: Vec3,
  direction: Vec3 = UP,
  solids = 1,
): PartShape {
  const n = normalize(direction);
  const transform = placement(kernel, own, at, n, frameDirections(n).u);
  const shape = own.release(located(kernel, own, body.shape, transform));
  const faces = facesOf(kernel, own, shape).map((face, index) => ({
    name: `${feature}/${body.roles[index] ?? "face"}`,
    feature,
    age: 0,
    face: own.release(face),
  }));
  const part = { shape, faces };
  checkResult(kernel, part, { what: "The body", solids });
  return part;
}

/** Roles by which way a plane face looks; `curved` for the others. */
function rolesByDirection(kernel: Kernel, own: Own, shape: TopoDS_Shape, directions: Record<string, Vec3>, curved: string): string[] {
  return facesOf(kernel, own, shape).map((face) => {
    const { type, normal } = describeSurface(kernel, face);
    if (type !== "plane" || !normal) return curved;
    return Object.entries(directions).find(([, direction]) => dot(direction, normal) > 1 - 1e-9)?.[0] ?? curved;
  });
}

const WEDGE_SIDES: Record<string, Vec3> = { bottom: [0, 0, -1], "+x": [1, 0, 0], "-x": [-1, 0, 0], "+y": [0, 1, 0], "-y": [0, -1, 0] };
const ENDS: Record<string, Vec3> = { top: [0, 0, 1], bottom: [0, 0, -1] };
const BOX_SIDES: Record<string, Vec3> = { ...WEDGE_SIDES, ...ENDS };

export function makeBox(kernel: Kernel, { feature, x, y, z, at }: PartParams<"box">): PartShape {
  return kernel.scope((own) => {
    const corner = point(kernel, own, [-x / 2, -y / 2, 0]);
    const shape = own(own(new kernel.oc.BRepPrimAPI_MakeBox(corner, x, y, z)).Shape());
    return namedBody(kernel, own, { shape, roles: rolesByDirection(kernel, own, shape, BOX_SIDES, "face") }, feature, at);
  });
}

export function makeCylinder(kernel: Kernel, { feature, d, h, at, direction }: PartParams<"cylinder">): PartShape {
  return kernel.scope((own) => {
    const shape = own(own(new kernel.oc.BRepPrimAPI_MakeCylinder(axis2(kernel, own, [0, 0, 0], UP), d / 2, h)).Shape());
    return namedBody(kernel, own, { shape, roles: rolesByDirection(kernel, own, shape, ENDS, "side") }, feature, at, direction);
  });
}

export function makeCone(kernel: Kernel, { feature, d1, d2, h, at }: PartParams<"cone">): PartShape {
  if (d1 === 0 && d2 === 0) throw invalidInput("A cone needs a diameter at one end at least: d1 and d2 are both 0.");
  return kernel.scope((own) => namedBody(kernel, own, turned(kernel, own, d1 / 2, d2 / 2, h), feature, at));
}

/** Frustum by turning its half section; the build has no cone of its own. */
function turned(kernel: Kernel, own: Own, r1: number, r2: number, h: number): RoledBody {
  const corners: [Point2dMm, string][] = [
    [[0, 0], "bottom"],
    [[r1, 0], "side"],
    [[r2, h], "top"],
    [[0, h], "axis"],
  ];
  return turnedPolygon(kernel, own, corners);
}

/** Turns a polygon of (radius, z) corners, each with the role of the side that starts at it; repeated corners fall away. */
export function turnedPolygon(kernel: Kernel, own: Own, corners: readonly [Point2dMm, string][]): RoledBody {
  const kept = corners.filter(([from], index) => {
    const [to] = corners[(index + 1) % corners.length] ?? [from];
    return Math.hypot(to[0] - from[0], to[1] - from[1]) > 1e-9;
  });
  const segments: Segment[] = polygonSegments(kept.map(([corner]) => corner));
  return revolveOutline(
    kernel,
    own,
    segments,
    kept.map(([, role]) => role),
  );
}

export function makeSphere(kernel: Kernel, { feature, d, at }: PartParams<"sphere">): PartShape {
  return kernel.scope((own) => {
    const shape = own(own(new kernel.oc.BRepPrimAPI_MakeSphere(point(kernel, own, [0, 0, d / 2]), d / 2)).Shape());
    return namedBody(kernel, own, { shape, roles: ["surface"] }, feature, at);
  });
}

export function makeTorus(kernel: Kernel, { feature, D, d, at }: PartParams<"torus">): PartShape {
  if (d >= D)
    throw invalidInput(`A ring of D ${D} mm can't have a tube of d ${d} mm; d must be less than D.`, { feasible: { param: "d", max: D } });
  return kernel.scope((own) => {
    const axis = axis2(kernel, own, [0, 0, d / 2], UP);
    const shape = own(own(new kernel.oc.BRepPrimAPI_MakeTorus(axis, D / 2, d / 2)).Shape());
    return namedBody(kernel, own, { shape, roles: ["surface"] }, feature, at);
  });
}

export function makeTube(kernel: Kernel, { feature, od, id, h, at }: PartParams<"tube">): PartShape {
  if (id >= od) throw invalidInput(`A tube of od ${od} mm can't have an id of ${id} mm; id must be less than od.`);
  return kernel.scope((own) => {
    const body = turnedPolygon(kernel, own, [
      [[id / 2, 0], "bottom"],
      [[od / 2, 0], "outer"],
      [[od / 2, h], "top"],
      [[id / 2, h], "inner"],
    ]);
    return namedBody(kernel, own, body, feature, at);
  });
}

export function makePrism(kernel: Kernel, { feature, n, af, h, at }: PartParams<"prism">): PartShape {
  return kernel.scope((own) => {
    const outline = polygonSegments(regularPolygon(n, af / 2 / Math.cos(Math.PI / n)));
    return namedBody(kernel, own, extrudeOutline(kernel, own, outline, XY_PLANE, h), feature, at);
  });
}

export function makeWedge(kernel: Kernel, { feature, x, y, z1, z2, at }: PartParams<"wedge">): PartShape {
  if (z1 === 0 && z2 === 0) throw invalidInput("A wedge needs a height at one end at least: z1 and z2 are both 0.");
  return kernel.scope((own) => {
    // Drawn in XZ with u = X, v = Z: the plane's normal is −Y, so it starts at +y/2.
    const plane = offsetPlane({ origin: [0, 0, 0], u: [1, 0, 0], v: [0, 0, 1] }, -y / 2);
    const corners: Point2dMm[] = [
      [-x / 2, 0],
      [x / 2, 0],
      [x / 2, z2],
      [-x / 2, z1],
    ];
    const kept = corners.filter(([, height], index) => index < 2 || height > 0);
    const { shape } = extrudeOutline(kernel, own, polygonSegments(kept), plane, y);
    return namedBody(kernel, own, { shape, roles: rolesByDirection(kernel, own, shape, WEDGE_SIDES, "slope") }, feature, at);
  });
}
