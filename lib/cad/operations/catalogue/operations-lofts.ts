import type { BRepOffsetAPI_ThruSections, TopoDS_Wire } from "opencascade.js";
import { point, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, OperationContext } from "../implementation";
import { checked } from "./bare-shape";
import { wireOf } from "./build-wire";
import { kindOf } from "./kind-of";
import type { OfShapes } from "./params";

function loft(kernel: Kernel, { shapes, makeSolid }: OfShapes & { makeSolid: boolean }): PartShape {
  atLeast(shapes.length, 2);
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepOffsetAPI_ThruSections(makeSolid, false, 1e-6));
    for (const wire of sections(kernel, own, shapes)) maker.AddWire(wire);
    return built(kernel, own, maker);
  });
}

function atLeast(count: number, least: number): void {
  if (count < least) throw invalidInput(`shapes holds ${count} ${count === 1 ? "wire" : "wires"} and must hold at least ${least}.`);
}

/** Wires; an edge is a wire of its own. */
function sections(kernel: Kernel, own: Own, shapes: readonly PartShape[]): TopoDS_Wire[] {
  return shapes.map(({ shape }, index) => {
    const type = shape.ShapeType();
    if (type === "TopAbs_WIRE") return own(kernel.oc.TopoDS.Wire(shape));
    if (type === "TopAbs_EDGE") return wireOf(kernel, own, [own(kernel.oc.TopoDS.Edge(shape))]);
    throw invalidInput(`shapes[${index}] is ${kindOf(type)} and must be a wire.`);
  });
}

function built(kernel: Kernel, own: Own, maker: BRepOffsetAPI_ThruSections): PartShape {
  try {
    maker.CheckCompatibility(false);
    maker.Build(own(new kernel.oc.Message_ProgressRange()));
  } catch (error) {
    throw toKernelError(kernel.oc, error, { operation: "The loft" });
  }
  if (!maker.IsDone()) throw new KernelError("The wires could not be joined by a loft.", { kernelStatus: "not done" });
  return checked(kernel, own, own(maker.Shape()), "The loft");
}

interface AdvancedParams extends OfShapes {
  makeSolid: boolean;
  closed: boolean;
  periodic: boolean;
  straight: boolean;
  nrPeriodicSections: number;
  useSmoothing: boolean;
  maxUDegree: number;
  tolerance: number;
  parType: string;
  startVertex?: Vec3 | undefined;
  endVertex?: Vec3 | undefined;
}

/**
 * As `loft`, with ends that run out into points, a closed form that returns to its first section, and a periodic one
 * that does so smoothly.
 */
function loftAdvanced(kernel: Kernel, params: AdvancedParams, context: OperationContext): PartShape {
  const { shapes, closed, periodic, startVertex, endVertex } = params;
  if (periodic && !closed) throw invalidInput("periodic is true and must be false unless closed is true.");
  if (closed && (startVertex || endVertex)) throw invalidInput("startVertex and endVertex must be absent when closed is true.");
  atLeast(shapes.length, periodic ? 3 : Math.max(1, 2 - (startVertex ? 1 : 0) - (endVertex ? 1 : 0)));
  const { oc } = kernel;
  return kernel.scope((own) => {
    const wires = sections(kernel, own, shapes);
    const maker = own(new oc.BRepOffsetAPI_ThruSections(params.makeSolid, params.straight, Math.max(params.tolerance, 1e-7)));
    maker.SetMaxDegree(degreeOf(params.maxUDegree));
    if (params.useSmoothing) {
      maker.SetSmoothing(true);
      if (params.parType !== "approxChordLength") context.warn("The loft is smoothed by chord length; this kernel has no other parType.");
    }
    const vertex = (at: Vec3) => own(own(new oc.BRepBuilderAPI_MakeVertex(point(kernel, own, at))).Vertex());
    if (startVertex) maker.AddVertex(vertex(startVertex));
    const [first] = wires;
    const through = periodic ? acrossSections(kernel, own, wires, params.nrPeriodicSections) : wires;
    for (const wire of through) maker.AddWire(wire);
    if (closed && !periodic && first) maker.AddWire(first);
    if (endVertex) maker.AddVertex(vertex(endVertex));
    return built(kernel, own, maker);
  });
}

function degreeOf(degree: number): number {
  if (!Number.isInteger(degree) || degree < 1 || degree > 25)
    throw invalidInput(`maxUDegree is ${degree} and must be a whole number from 1 to 25.`);
  return degree;
}

/** Closed curves through points of equal share along each section, so that the form has no seam where it began. */
function acrossSections(kernel: Kernel, own: Own, wires: readonly TopoDS_Wire[], count: number): TopoDS_Wire[] {
  const { oc } = kernel;
  const along = wires.map((wire) => {
    const curve = own(new oc.BRepAdaptor_CompCurve(wire, false));
    const [from, to] = [curve.FirstParameter(), curve.LastParameter()];
    return Array.from({ length: count + 1 }, (_, index) => toVec3(own, curve.EvalD0(from + ((to - from) * index) / count)));
  });
  return Array.from({ length: count + 1 }, (_, index) => {
    const points = own(new oc.NCollection_Array1_gp_Pnt(1, along.length));
    for (const [position, section] of along.entries()) points.SetValue(position + 1, point(kernel, own, section[index] ?? [0, 0, 0]));
    const through = own(new oc.NCollection_HArray1_gp_Pnt(points));
    const interpolation = own(new oc.GeomAPI_Interpolate(through, true, 1e-7));
    interpolation.Perform();
    if (!interpolation.IsDone()) throw new KernelError("No closed curve runs through the sections.", { kernelStatus: "not done" });
    return wireOf(kernel, own, [own(own(new oc.BRepBuilderAPI_MakeEdge(own(interpolation.Curve()))).Edge())]);
  });
}

/** `occt.operations.*` that join sections. */
export const LOFTS: CatalogueImplementations = {
  "occt.operations.loft": loft,
  "occt.operations.loftAdvanced": loftAdvanced,
};
