import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { CatalogueImplementations } from "../../implementation";
import { faceOf } from "../build-face";
import { type Extrusion, extrudeFlat } from "../extrude-flat";
import {
  type BeamSection,
  type ChristmasTree,
  christmasTreeOutline,
  hBeamOutline,
  iBeamOutline,
  lOutline,
  nGonOutline,
  parallelogramOutline,
  starOutline,
  tBeamOutline,
  uBeamOutline,
} from "../ground-outlines";
import { heartWire } from "../heart-wire";
import { type OnGround, planeAxes } from "../on-ground";
import { christmasTreeFace, groundFace } from "../profile-faces";

/** An operation that extrudes an outline of the ground plane along `direction` (front) and against it (back). */
function extruded<Params extends OnGround & Extrusion>(outline: (params: Params) => Point2dMm[]) {
  return (kernel: Kernel, params: Params): PartShape =>
    kernel.scope((own) => extrudeFlat(kernel, own, groundFace(kernel, own, outline(params), params), planeAxes(params).normal, params));
}

function createHeartSolid(kernel: Kernel, params: OnGround & Extrusion & { sizeApprox: number }): PartShape {
  if (!(params.sizeApprox > 0)) throw invalidInput(`sizeApprox is ${params.sizeApprox} and must be more than 0.`);
  return kernel.scope((own) => {
    const face = faceOf(kernel, own, heartWire(kernel, own, params), true);
    return extrudeFlat(kernel, own, face, planeAxes(params).normal, params);
  });
}

type ChristmasTreeSolid = ChristmasTree & Extrusion & { origin: Vec3 } & Omit<OnGround, "center">;

/** The tree stands along `direction`; it is extruded across, to its front. */
function createChristmasTreeSolid(kernel: Kernel, params: ChristmasTreeSolid): PartShape {
  return kernel.scope((own) => {
    const at = { ...params, center: params.origin };
    const { face, normal } = christmasTreeFace(kernel, own, christmasTreeOutline(params), at);
    return extrudeFlat(kernel, own, face, normal, params);
  });
}

interface StarSolid extends Extrusion {
  center: Vec3;
  outerRadius: number;
  innerRadius: number;
  vertices?: number | undefined;
  density?: number | undefined;
  startAngle?: number | undefined;
}

/** Rays of a star solid when `vertices` is absent: as many as a star face has. */
const DEFAULT_RAYS = 7;

/**
 * A star of `vertices` rays on the ground, the first ray turned by `startAngle` degrees from X towards Z.
 * Where `innerRadius` is 0 it follows from `density`: every tip is joined with the density-th next one.
 */
function createStarSolid(kernel: Kernel, params: StarSolid): PartShape {
  const { center, outerRadius, vertices: numRays = DEFAULT_RAYS, startAngle = 0 } = params;
  const innerRadius = params.innerRadius === 0 ? innerRadiusOf(numRays, outerRadius, params.density) : params.innerRadius;
  // A turn from X towards Z is one about -Y.
  const at: OnGround = { center, direction: [0, 1, 0], rotation: -startAngle };
  return kernel.scope((own) => {
    const face = groundFace(kernel, own, starOutline({ numRays, outerRadius, innerRadius, half: false }), at);
    return extrudeFlat(kernel, own, face, [0, 1, 0], params);
  });
}

/** Radius of the notches of the star polygon {rays/density}. */
function innerRadiusOf(rays: number, outerRadius: number, density: number | undefined): number {
  if (density === undefined) throw invalidInput("innerRadius is 0 and density is missing; one of them must be given.");
  if (!Number.isInteger(density) || density < 2 || density >= rays / 2)
    throw invalidInput(`density is ${density} and must be a whole number, at least 2 and less than half of vertices, ${rays}.`);
  return (outerRadius * Math.cos((Math.PI * density) / rays)) / Math.cos((Math.PI * (density - 1)) / rays);
}

/** `occt.shapes.solid.*`: extruded profiles. */
export const PROFILE_SOLIDS: CatalogueImplementations = {
  "occt.shapes.solid.createChristmasTreeSolid": createChristmasTreeSolid,
  "occt.shapes.solid.createHBeamProfileSolid": extruded<OnGround & Extrusion & BeamSection>(hBeamOutline),
  "occt.shapes.solid.createHeartSolid": createHeartSolid,
  "occt.shapes.solid.createIBeamProfileSolid": extruded<OnGround & Extrusion & BeamSection>(iBeamOutline),
  "occt.shapes.solid.createLPolygonSolid": extruded<OnGround & Extrusion & Parameters<typeof lOutline>[0]>(lOutline),
  "occt.shapes.solid.createNGonSolid": extruded<OnGround & Extrusion & Parameters<typeof nGonOutline>[0]>(nGonOutline),
  "occt.shapes.solid.createParallelogramSolid": extruded<OnGround & Extrusion & Parameters<typeof parallelogramOutline>[0]>(
    parallelogramOutline,
  ),
  "occt.shapes.solid.createStarSolid": createStarSolid,
  "occt.shapes.solid.createTBeamProfileSolid": extruded<OnGround & Extrusion & BeamSection>(tBeamOutline),
  "occt.shapes.solid.createUBeamProfileSolid": extruded<OnGround & Extrusion & BeamSection & { flangeWidth: number }>(uBeamOutline),
};
