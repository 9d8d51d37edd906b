import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import { type BeamParams, hBeamCorners, iBeamCorners, tBeamCorners, uBeamCorners } from "../beam-corners";
import { type EllipseParams, edgeAlong, ellipseEdge } from "../build-edge";
import { interpolation } from "../build-spline";
import { circleWire, rectangle, wireOf, wireThrough } from "../build-wire";
import { mustBePositive } from "../check-number";
import { type GroundPoint, placed } from "../ground-axes";
import type { Placed } from "../params";
import {
  type ChristmasTreeParams,
  christmasTreeCorners,
  type LPolygonParams,
  lPolygonCorners,
  nGonCorners,
  type ParallelogramParams,
  parallelogramCorners,
  type StarParams,
  starCorners,
} from "../profile-corners";

type Turned = Placed & { rotation?: number };

function outline(kernel: Kernel, place: Turned, corners: readonly GroundPoint[], closed = true): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, placed(place, corners), closed)));
}

function createRectangleWire(kernel: Kernel, params: Placed & { width: number; length: number }): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, rectangle(params), true)));
}

function createSquareWire(kernel: Kernel, { size, center, direction }: Placed & { size: number }): PartShape {
  return createRectangleWire(kernel, { width: size, length: size, center, direction });
}

function createCircleWire(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return kernel.scope((own) => bare(own, circleWire(kernel, own, params)));
}

function createEllipseWire(kernel: Kernel, params: EllipseParams): PartShape {
  return kernel.scope((own) => bare(own, wireOf(kernel, own, [ellipseEdge(kernel, own, params)])));
}

function createNGonWire(kernel: Kernel, params: Placed & { nrCorners: number; radius: number }): PartShape {
  return outline(kernel, params, nGonCorners(params));
}

function createStarWire(kernel: Kernel, params: Placed & StarParams): PartShape {
  return outline(kernel, params, starCorners(params), !params.half);
}

function createLPolygonWire(kernel: Kernel, params: Turned & LPolygonParams): PartShape {
  return outline(kernel, params, lPolygonCorners(params));
}

function createParallelogramWire(kernel: Kernel, params: Placed & ParallelogramParams): PartShape {
  return outline(kernel, params, parallelogramCorners(params));
}

function createIBeamProfileWire(kernel: Kernel, params: Turned & BeamParams): PartShape {
  return outline(kernel, params, iBeamCorners(params));
}

function createHBeamProfileWire(kernel: Kernel, params: Turned & BeamParams): PartShape {
  return outline(kernel, params, hBeamCorners(params));
}

function createTBeamProfileWire(kernel: Kernel, params: Turned & BeamParams): PartShape {
  return outline(kernel, params, tBeamCorners(params));
}

function createUBeamProfileWire(kernel: Kernel, params: Turned & BeamParams & { flangeWidth: number }): PartShape {
  return outline(kernel, params, uBeamCorners(params));
}

/** The whole tree is closed at its foot, half of one is open. */
function createChristmasTreeWire(
  kernel: Kernel,
  params: ChristmasTreeParams & { rotation: number; origin: Vec3; direction: Vec3 },
): PartShape {
  return outline(kernel, { ...params, center: params.origin }, christmasTreeCorners(params), !params.half);
}

/** Right half of a heart that fills a square of side 2, from the notch to the tip. */
const HALF_HEART: readonly (readonly [x: number, z: number])[] = [
  [0, 0.7],
  [1 / 6, 0.9],
  [1 / 2, 1],
  [0.75, 0.9],
  [1, 0.25],
  [1 / 2, -0.5],
  [0, -1],
];

/** Two curves that mirror each other, from the notch to the tip and back. */
function createHeartWire(kernel: Kernel, { sizeApprox, ...place }: Turned & { sizeApprox: number }): PartShape {
  mustBePositive({ sizeApprox });
  const half = (side: 1 | -1) =>
    placed(
      place,
      HALF_HEART.map(([x, z]) => [(side * x * sizeApprox) / 2, (z * sizeApprox) / 2]),
    );
  return kernel.scope((own) => {
    const curve = (points: Vec3[]) => edgeAlong(kernel, own, interpolation(kernel, own, { points }));
    return bare(own, wireOf(kernel, own, [curve(half(1)), curve(half(-1).toReversed())]));
  });
}

/** `occt.shapes.wire.*`: outlines of a given form. */
export const PROFILE_WIRES: CatalogueImplementations = {
  "occt.shapes.wire.createChristmasTreeWire": createChristmasTreeWire,
  "occt.shapes.wire.createCircleWire": createCircleWire,
  "occt.shapes.wire.createEllipseWire": createEllipseWire,
  "occt.shapes.wire.createHBeamProfileWire": createHBeamProfileWire,
  "occt.shapes.wire.createHeartWire": createHeartWire,
  "occt.shapes.wire.createIBeamProfileWire": createIBeamProfileWire,
  "occt.shapes.wire.createLPolygonWire": createLPolygonWire,
  "occt.shapes.wire.createNGonWire": createNGonWire,
  "occt.shapes.wire.createParallelogramWire": createParallelogramWire,
  "occt.shapes.wire.createRectangleWire": createRectangleWire,
  "occt.shapes.wire.createSquareWire": createSquareWire,
  "occt.shapes.wire.createStarWire": createStarWire,
  "occt.shapes.wire.createTBeamProfileWire": createTBeamProfileWire,
  "occt.shapes.wire.createUBeamProfileWire": createUBeamProfileWire,
};
