import type { TopoDS_Shape } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { centerOfMassOf, surfaceOf, volumeOf } from "@/lib/cad/kernel/properties";
import { countOf, explore } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../../implementation";
import { compoundOf } from "../../modelling/compound";
import { bare, checked } from "../bare-shape";
import { kindOf } from "../kind-of";
import type { OfShape, OfShapes, Points } from "../params";
import { keptPoints, type PointFilter, type PointState } from "../point-filter";
import { asShell } from "../typed-shape";
import { faceDebugInfos } from "./face-debug";

/** The shape, which must hold a solid. */
function solidsIn(kernel: Kernel, { shape }: PartShape, name = "shape"): TopoDS_Shape {
  if (countOf(kernel, shape, "TopAbs_SOLID") === 0)
    throw invalidInput(`${name} is a ${kindOf(shape.ShapeType())} and must be or hold a solid.`);
  return shape;
}

/** A volume is positive whichever way the solid was turned. */
function getSolidVolume(kernel: Kernel, { shape }: OfShape): number {
  return Math.abs(volumeOf(kernel, solidsIn(kernel, shape)));
}

function getSolidsVolumes(kernel: Kernel, { shapes }: OfShapes): number[] {
  return shapes.map((shape, index) => Math.abs(volumeOf(kernel, solidsIn(kernel, shape, `shapes[${index}]`))));
}

function getSolidSurfaceArea(kernel: Kernel, { shape }: OfShape): number {
  return surfaceOf(kernel, solidsIn(kernel, shape)).area;
}

function getSolidCenterOfMass(kernel: Kernel, { shape }: OfShape): Vec3 {
  return centerOfMassOf(kernel, solidsIn(kernel, shape));
}

function getSolidsCentersOfMass(kernel: Kernel, { shapes }: OfShapes): Vec3[] {
  return shapes.map((shape, index) => centerOfMassOf(kernel, solidsIn(kernel, shape, `shapes[${index}]`)));
}

/** In explorer order. */
function getSolids(kernel: Kernel, { shape }: OfShape): PartShape[] {
  return kernel.scope((own) => explore(kernel, own, shape.shape, "TopAbs_SOLID").map((solid) => bare(own, solid)));
}

/** The solid that a closed shell encloses, material inside. */
function fromClosedShell(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const shell = asShell(kernel, own, shape);
    if (!oc.BRep_Tool.IsClosed(shell)) throw invalidInput("shape is an open shell and must be closed: every edge lies between two faces.");
    const maker = own(new oc.BRepBuilderAPI_MakeSolid(shell));
    if (!maker.IsDone()) throw new KernelError("The shell could not be made a solid.", { kernelStatus: "not done" });
    const solid = own(maker.Solid());
    oc.BRepLib.OrientClosedSolid(solid);
    return checked(kernel, own, solid, "The solid");
  });
}

/** Points in, on and out of the solid; on means within `tolerance` of its surface. */
function filterSolidPoints(kernel: Kernel, params: OfShape & Points & PointFilter): Vec3[] {
  const solid = solidsIn(kernel, params.shape);
  return kernel.scope((own) => {
    const surface = compoundOf(kernel, own, explore(kernel, own, solid, "TopAbs_FACE"));
    return keptPoints(params, (at) => stateIn(kernel, solid, surface, at, params.tolerance));
  });
}

function stateIn(kernel: Kernel, solid: TopoDS_Shape, surface: TopoDS_Shape, at: Vec3, tolerance: number): PointState {
  return kernel.scope((own) => {
    const vertex = own(own(new kernel.oc.BRepBuilderAPI_MakeVertex(point(kernel, own, at))).Vertex());
    const near = measure(kernel, own, vertex, surface);
    if (!near) return "unknown";
    if (near.Value() <= tolerance) return "on";
    const inside = measure(kernel, own, vertex, solid);
    if (!inside) return "unknown";
    return inside.InnerSolution() ? "in" : "out";
  });
}

function measure(kernel: Kernel, own: Own, a: TopoDS_Shape, b: TopoDS_Shape) {
  const distance = own(new kernel.oc.BRepExtrema_DistShapeShape());
  distance.LoadS1(a);
  distance.LoadS2(b);
  return distance.Perform(own(new kernel.oc.Message_ProgressRange())) ? distance : null;
}

function debugInfo(kernel: Kernel, { shape: part }: OfShape): JsonValue {
  const shape = solidsIn(kernel, part);
  return { ...faceDebugInfos(kernel, shape), volume: volumeOf(kernel, shape) };
}

/** `occt.shapes.solid.*`: what is asked of solids. */
export const SOLID_QUERIES: CatalogueImplementations = {
  "occt.shapes.solid.debugInfo": debugInfo,
  "occt.shapes.solid.filterSolidPoints": filterSolidPoints,
  "occt.shapes.solid.fromClosedShell": fromClosedShell,
  "occt.shapes.solid.getSolidCenterOfMass": getSolidCenterOfMass,
  "occt.shapes.solid.getSolidSurfaceArea": getSolidSurfaceArea,
  "occt.shapes.solid.getSolidVolume": getSolidVolume,
  "occt.shapes.solid.getSolids": getSolids,
  "occt.shapes.solid.getSolidsCentersOfMass": getSolidsCentersOfMass,
  "occt.shapes.solid.getSolidsVolumes": getSolidsVolumes,
};
