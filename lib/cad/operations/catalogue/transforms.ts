import { axis3 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { angleBetween, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../implementation";
import { madeOfEach } from "./made-of-each";
import { moveByMatrix } from "./move-by-matrix";
import { entryFor, type OfShape, type OfShapes } from "./params";
import {
  MATRICES,
  type Matrix,
  planeMirrorMatrix,
  product,
  quaternionMatrix,
  rotationMatrix,
  scaleMatrix,
  translationMatrix,
} from "./transform-matrices";
import { AFFINE_TRANSFORMS } from "./transforms-affine";

/*
 * Each operation on one shape has a twin on several, whose lists pair with the shapes; a list of one entry goes for all.
 */

/** About an axis through the origin. */
function rotate(kernel: Kernel, { shape, axis, angle }: OfShape & { axis: Vec3; angle: number }): PartShape {
  return moveByMatrix(kernel, shape, rotationMatrix(axis, angle));
}

function translate(kernel: Kernel, { shape, translation }: OfShape & { translation: Vec3 }): PartShape {
  return moveByMatrix(kernel, shape, translationMatrix(translation));
}

function rotateAroundCenter(
  kernel: Kernel,
  { shape, axis, angle, center }: OfShape & { axis: Vec3; angle: number; center: Vec3 },
): PartShape {
  return moveByMatrix(kernel, shape, rotationMatrix(axis, angle, center));
}

/** About the origin. */
function scale(kernel: Kernel, { shape, factor }: OfShape & { factor: number }): PartShape {
  return scaleFromCenter(kernel, { shape, factor, center: [0, 0, 0] });
}

function scaleFromCenter(kernel: Kernel, { shape, factor, center }: OfShape & { factor: number; center: Vec3 }): PartShape {
  return moveByMatrix(kernel, shape, scaleMatrix([factor, factor, factor], center));
}

/** The half turn about an axis, which is what the catalogue calls a mirror. */
function mirror(kernel: Kernel, { shape, origin, direction }: OfShape & { origin: Vec3; direction: Vec3 }): PartShape {
  return moveByMatrix(kernel, shape, rotationMatrix(direction, 180, origin));
}

/** The reflection in a plane. */
function mirrorAlongNormal(kernel: Kernel, { shape, origin, normal }: OfShape & { origin: Vec3; normal: Vec3 }): PartShape {
  return moveByMatrix(kernel, shape, planeMirrorMatrix(origin, normal));
}

function mirrorAboutPoint(kernel: Kernel, { shape, point }: OfShape & { point: Vec3 }): PartShape {
  return moveByMatrix(kernel, shape, scaleMatrix([-1, -1, -1], point));
}

interface TransformParams extends OfShape {
  translation: Vec3;
  rotationAxis: Vec3;
  rotationAngle: number;
  scaleFactor: number;
}

/** Scale, then rotation about an axis through the origin, then translation. */
function transform(kernel: Kernel, { shape, translation, rotationAxis, rotationAngle, scaleFactor }: TransformParams): PartShape {
  const turn = rotationAngle === 0 ? rotationMatrix([0, 1, 0], 0) : rotationMatrix(required(rotationAxis, "rotationAxis"), rotationAngle);
  const scaled = scaleMatrix([scaleFactor, scaleFactor, scaleFactor]);
  return moveByMatrix(kernel, shape, product(translationMatrix(translation), product(turn, scaled)));
}

function required(direction: Vec3, name: string): Vec3 {
  if (Math.hypot(...direction) < 1e-9) throw invalidInput(`${name} is the zero vector and must have a direction.`);
  return direction;
}

interface AlignParams extends OfShape {
  fromOrigin: Vec3;
  fromDirection: Vec3;
  toOrigin: Vec3;
  toDirection: Vec3;
}

/** Carries one axis onto another; the kernel chooses the turn about it. */
function align(kernel: Kernel, { shape, fromOrigin, fromDirection, toOrigin, toDirection }: AlignParams): PartShape {
  return displaced(kernel, shape, [fromOrigin, required(fromDirection, "fromDirection")], [toOrigin, required(toDirection, "toDirection")]);
}

type Frame = [origin: Vec3, normal: Vec3, x?: Vec3];

function displaced(kernel: Kernel, shape: PartShape, from: Frame, to: Frame): PartShape {
  const { oc } = kernel;
  const matrix = kernel.scope((own): Matrix => {
    const frame = ([origin, normal, x]: Frame) => {
      if (x) return axis3(kernel, own, origin, normal, x);
      return own(new oc.gp_Ax3(own(new oc.gp_Pnt(...origin)), own(new oc.gp_Dir(...normal))));
    };
    const moved = own(new oc.gp_Trsf());
    moved.SetDisplacement(frame(from), frame(to));
    const column = (index: number) => [1, 2, 3].map((row) => moved.Value(row, index));
    return [...column(1), 0, ...column(2), 0, ...column(3), 0, ...column(4), 1];
  });
  return moveByMatrix(kernel, shape, matrix);
}

/** Turns what stands along Y into `direction`, then moves the origin to `center`. */
function alignAndTranslate(kernel: Kernel, { shape, center, direction }: OfShape & { center: Vec3; direction: Vec3 }): PartShape {
  return displaced(
    kernel,
    shape,
    [
      [0, 0, 0],
      [0, 1, 0],
    ],
    [center, required(direction, "direction")],
  );
}

interface AlignFrameParams extends OfShape {
  fromOrigin: Vec3;
  fromNorm: Vec3;
  fromAx: Vec3;
  toOrigin: Vec3;
  toNorm: Vec3;
  toAx: Vec3;
}

/** Carries one frame, of a normal and an axis across it, onto another. */
function alignNormAndAxis(kernel: Kernel, { shape, fromOrigin, fromNorm, fromAx, toOrigin, toNorm, toAx }: AlignFrameParams): PartShape {
  return displaced(kernel, shape, [fromOrigin, ...across("from", fromNorm, fromAx)], [toOrigin, ...across("to", toNorm, toAx)]);
}

function across(side: string, normal: Vec3, axis: Vec3): [Vec3, Vec3] {
  const angle = angleBetween(required(normal, `${side}Norm`), required(axis, `${side}Ax`));
  if (angle < 1e-9 || angle > Math.PI - 1e-9) throw invalidInput(`${side}Ax is [${axis.join(", ")}] and must not run along ${side}Norm.`);
  return [normal, axis];
}

function rotateByQuaternion(kernel: Kernel, { shape, quaternion }: OfShape & { quaternion: number[] }): PartShape {
  return moveByMatrix(kernel, shape, quaternionMatrix(quaternion));
}

/** Where a shape was put by a location, as matrix, translation, quaternion x, y, z, w and scale. */
function getShapeTransform(kernel: Kernel, { shape }: OfShape): JsonValue {
  return kernel.scope((own) => {
    const moved = own(own(shape.shape.Location()).Transformation());
    const value = (row: number, column: number) => moved.Value(row, column);
    const columns = [1, 2, 3, 4].flatMap((column) => [value(1, column), value(2, column), value(3, column), column === 4 ? 1 : 0]);
    const axis = own(new kernel.oc.gp_XYZ(0, 0, 1));
    const { theAngle } = moved.GetRotation(axis);
    const sine = Math.sin(theAngle / 2);
    const quaternion = [axis.X() * sine, axis.Y() * sine, axis.Z() * sine, Math.cos(theAngle / 2)];
    return { matrix: columns, translation: [value(1, 4), value(2, 4), value(3, 4)], quaternion, scale: moved.ScaleFactor() };
  });
}

/** As an operation on one shape, with lists whose entries pair with `shapes`. */
function onShapes<Params extends OfShape>(
  single: (kernel: Kernel, params: Params) => PartShape,
  lists: { [Name in Exclude<keyof Params, "shape">]: string },
) {
  return (kernel: Kernel, { shapes, ...params }: OfShapes & Record<string, unknown[]>): PartShape[] =>
    madeOfEach(shapes, (shape, index) => {
      const entries = Object.entries<string>(lists).map(([name, list]) => [name, entryFor(params, list, index, shapes.length)]);
      return single(kernel, { ...Object.fromEntries(entries), shape });
    });
}

/** `occt.transforms.*` */
export const TRANSFORMS: CatalogueImplementations = {
  ...MATRICES,
  ...AFFINE_TRANSFORMS,
  "occt.transforms.align": align,
  "occt.transforms.alignAndTranslate": alignAndTranslate,
  "occt.transforms.alignAndTranslateShapes": onShapes(alignAndTranslate, { center: "centers", direction: "directions" }),
  "occt.transforms.alignNormAndAxis": alignNormAndAxis,
  "occt.transforms.alignShapes": onShapes(align, {
    fromOrigin: "fromOrigins",
    fromDirection: "fromDirections",
    toOrigin: "toOrigins",
    toDirection: "toDirections",
  }),
  "occt.transforms.getShapeTransform": getShapeTransform,
  "occt.transforms.mirror": mirror,
  "occt.transforms.mirrorAboutPoint": mirrorAboutPoint,
  "occt.transforms.mirrorAlongNormal": mirrorAlongNormal,
  "occt.transforms.mirrorAlongNormalShapes": onShapes(mirrorAlongNormal, { origin: "origins", normal: "normals" }),
  "occt.transforms.mirrorShapes": onShapes(mirror, { origin: "origins", direction: "directions" }),
  "occt.transforms.rotate": rotate,
  "occt.transforms.rotateAroundCenter": rotateAroundCenter,
  "occt.transforms.rotateAroundCenterShapes": onShapes(rotateAroundCenter, { angle: "angles", center: "centers", axis: "axes" }),
  "occt.transforms.rotateByQuaternion": rotateByQuaternion,
  "occt.transforms.rotateShapes": onShapes(rotate, { axis: "axes", angle: "angles" }),
  "occt.transforms.scale": scale,
  "occt.transforms.scaleFromCenter": scaleFromCenter,
  "occt.transforms.scaleShapes": onShapes(scale, { factor: "factors" }),
  "occt.transforms.transform": transform,
  "occt.transforms.transformShapes": onShapes(transform, {
    translation: "translations",
    rotationAxis: "rotationAxes",
    rotationAngle: "rotationAngles",
    scaleFactor: "scaleFactors",
  }),
  "occt.transforms.translate": translate,
  "occt.transforms.translateShapes": onShapes(translate, { translation: "translations" }),
};
