import { axis2, placement, point, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, distance, lengthOf, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../../implementation";
import { located } from "../../modelling/place-copies";
import { polygonSegments } from "../../modelling/profile-outline";
import { revolveOutline } from "../../modelling/sweeps";
import { allOrNone } from "../all-or-none";
import { bare, checked } from "../bare-shape";
import { PROFILE_SOLIDS } from "./solid-profiles";
import { SOLID_QUERIES } from "./solid-queries";

/*
 * Y up: a box has its width on X, its height on Y and its length on Z.
 */

interface BoxSize {
  width: number;
  length: number;
  height: number;
}

function boxAt(kernel: Kernel, corner: Vec3, { width, length, height }: BoxSize): PartShape {
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepPrimAPI_MakeBox(point(kernel, own, corner), width, height, length));
    return bare(own, own(maker.Shape()));
  });
}

/** `center` is the middle; with `originOnCenter` false its y is the base. */
function createBox(kernel: Kernel, params: BoxSize & { center: Vec3; originOnCenter: boolean }): PartShape {
  const { width, length, height, center, originOnCenter } = params;
  return boxAt(kernel, add(center, [-width / 2, originOnCenter ? -height / 2 : 0, -length / 2]), params);
}

function createBoxFromCorner(kernel: Kernel, params: BoxSize & { corner: Vec3 }): PartShape {
  return boxAt(kernel, params.corner, params);
}

function createCube(kernel: Kernel, { size, center, originOnCenter }: { size: number; center: Vec3; originOnCenter: boolean }): PartShape {
  return createBox(kernel, { width: size, length: size, height: size, center, originOnCenter });
}

/** Degrees of a turn, more than 0 and up to 360. */
function turnOf(angle: number): number {
  const turn = Math.abs(angle);
  if (turn < 1e-6 || turn > 360) throw invalidInput(`angle is ${angle} and must be more than 0 and at most 360.`);
  return turn;
}

interface CylinderParams {
  radius: number;
  height: number;
  center: Vec3;
  direction: Vec3;
  angle: number;
  originOnCenter: boolean;
}

/** `center` is the centre of the base; with `originOnCenter` true that of the body. */
function createCylinder(kernel: Kernel, { radius, height, center, direction, angle, originOnCenter }: CylinderParams): PartShape {
  return kernel.scope((own) => {
    const base = originOnCenter ? add(center, multiply(normalize(direction), -height / 2)) : center;
    const axis = axis2(kernel, own, base, direction);
    const turn = turnOf(angle);
    const { oc } = kernel;
    const maker =
      turn === 360
        ? new oc.BRepPrimAPI_MakeCylinder(axis, radius, height)
        : new oc.BRepPrimAPI_MakeCylinder(axis, radius, height, degToRad(turn));
    return checked(kernel, own, own(own(maker).Shape()), "The cylinder");
  });
}

interface ConeParams {
  radius1: number;
  radius2: number;
  height: number;
  angle: number;
  center: Vec3;
  direction: Vec3;
}

/** `center` is the centre of the base, where radius1 is. */
function createCone(kernel: Kernel, { radius1, radius2, height, angle, center, direction }: ConeParams): PartShape {
  if (radius1 === 0 && radius2 === 0) throw invalidInput("radius1 and radius2 are both 0; a cone needs a radius at one end at least.");
  return kernel.scope((own) => {
    const corners: Point2dMm[] = [
      [0, 0],
      [radius1, 0],
      [radius2, height],
      [0, height],
    ];
    const kept = corners.filter(([radius], index) => index === 0 || index === 3 || radius > 0);
    const { shape } = revolveOutline(kernel, own, polygonSegments(kept), [], turnOf(angle));
    const x = toVec3(own, axis2(kernel, own, center, direction).XDirection());
    return checked(kernel, own, located(kernel, own, shape, placement(kernel, own, center, direction, x)), "The cone");
  });
}

function createSphere(kernel: Kernel, { radius, center }: { radius: number; center: Vec3 }): PartShape {
  return kernel.scope((own) => bare(own, own(own(new kernel.oc.BRepPrimAPI_MakeSphere(point(kernel, own, center), radius)).Shape())));
}

interface TorusParams {
  majorRadius: number;
  minorRadius: number;
  center: Vec3;
  direction: Vec3;
  angle: number;
}

function createTorus(kernel: Kernel, { majorRadius, minorRadius, center, direction, angle }: TorusParams): PartShape {
  if (minorRadius >= majorRadius) throw invalidInput(`minorRadius is ${minorRadius} and must be less than majorRadius, ${majorRadius}.`);
  return kernel.scope((own) => {
    const axis = axis2(kernel, own, center, direction);
    const turn = turnOf(angle);
    const { oc } = kernel;
    const maker =
      turn === 360
        ? new oc.BRepPrimAPI_MakeTorus(axis, majorRadius, minorRadius)
        : new oc.BRepPrimAPI_MakeTorus(axis, majorRadius, minorRadius, degToRad(turn));
    return checked(kernel, own, own(own(maker).Shape()), "The torus");
  });
}

/** Cylinders from the start to the end of each line. */
function createCylindersOnLines(kernel: Kernel, { lines, radius }: { lines: { start: Vec3; end: Vec3 }[]; radius: number }): PartShape[] {
  for (const [index, { start, end }] of lines.entries()) {
    if (distance(start, end) < 1e-7) throw invalidInput(`lines[${index}] has no length; its start and end must differ.`);
  }
  return allOrNone(lines, ({ start, end }) => {
    const along = subtract(end, start);
    return createCylinder(kernel, { radius, height: lengthOf(along), center: start, direction: along, angle: 360, originOnCenter: false });
  });
}

/** `occt.shapes.solid.*` */
export const SOLIDS: CatalogueImplementations = {
  ...PROFILE_SOLIDS,
  ...SOLID_QUERIES,
  "occt.shapes.solid.createBox": createBox,
  "occt.shapes.solid.createBoxFromCorner": createBoxFromCorner,
  "occt.shapes.solid.createCone": createCone,
  "occt.shapes.solid.createCube": createCube,
  "occt.shapes.solid.createCylinder": createCylinder,
  "occt.shapes.solid.createCylindersOnLines": createCylindersOnLines,
  "occt.shapes.solid.createSphere": createSphere,
  "occt.shapes.solid.createTorus": createTorus,
};
