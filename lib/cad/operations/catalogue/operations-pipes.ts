import type { BRepOffsetAPI_MakePipeShell, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { axis2, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { roughVolumeOf } from "@/lib/cad/kernel/properties";
import { explore } from "@/lib/cad/kernel/topology";
import { add, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../implementation";
import { checked } from "./bare-shape";
import { circleWire, wireOf, wireThrough } from "./build-wire";
import { groundAxes } from "./ground-axes";
import { kindOf } from "./kind-of";
import { madeOfEach } from "./made-of-each";
import type { OfShape, OfShapes } from "./params";

/** Sweeps profiles along a wire; closed profiles give a solid. Several are run through in order. */
function pipe(kernel: Kernel, { shape, shapes }: OfShape & OfShapes): PartShape {
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepOffsetAPI_MakePipeShell(spineOf(kernel, own, shape)));
    const profiles = shapes.map((profile, index) => profileOf(kernel, own, profile, `shapes[${index}]`));
    return swept(kernel, own, maker, profiles, { solid: profiles.every(({ closed }) => closed), mitred: true });
  });
}

function spineOf(kernel: Kernel, own: Own, { shape }: PartShape): TopoDS_Wire {
  const type = shape.ShapeType();
  if (type === "TopAbs_WIRE") return own(kernel.oc.TopoDS.Wire(shape));
  if (type === "TopAbs_EDGE") return wireOf(kernel, own, [own(kernel.oc.TopoDS.Edge(shape))]);
  throw invalidInput(`shape is a ${kindOf(type)} and must be a wire, the path of the sweep.`);
}

interface Profile {
  shape: TopoDS_Shape;
  closed: boolean;
}

/** Wires, edges, faces by their outline, and vertices, to which a sweep may shrink. */
function profileOf(kernel: Kernel, own: Own, { shape }: PartShape, name: string): Profile {
  const { oc } = kernel;
  const wire = (found: TopoDS_Wire): Profile => ({ shape: found, closed: oc.BRep_Tool.IsClosed(found) });
  switch (shape.ShapeType()) {
    case "TopAbs_WIRE":
      return wire(own(oc.TopoDS.Wire(shape)));
    case "TopAbs_EDGE":
      return wire(wireOf(kernel, own, [own(oc.TopoDS.Edge(shape))]));
    case "TopAbs_FACE": {
      const face = own(oc.TopoDS.Face(shape));
      if (explore(kernel, own, face, "TopAbs_WIRE").length > 1) throw invalidInput(`${name} is a face with holes and must have none.`);
      return wire(own(oc.BRepTools.OuterWire(face)));
    }
    case "TopAbs_VERTEX":
      return { shape, closed: true };
    default:
      throw invalidInput(`${name} is a ${kindOf(shape.ShapeType())} and must be a wire.`);
  }
}

function swept(
  kernel: Kernel,
  own: Own,
  maker: BRepOffsetAPI_MakePipeShell,
  profiles: readonly Profile[],
  { solid, mitred }: { solid: boolean; mitred: boolean },
): PartShape {
  const { oc } = kernel;
  try {
    // Corners of the path are mitred; run through as they are, the profile would be squeezed flat behind them.
    if (mitred) maker.SetTransitionMode("BRepBuilderAPI_RightCorner");
    for (const { shape } of profiles) maker.Add(shape, false, false);
    maker.Build(own(new oc.Message_ProgressRange()));
    if (!maker.IsDone()) throw new KernelError("The profile could not be swept along the wire.", { kernelStatus: "not done" });
    if (solid && !maker.MakeSolid()) throw new KernelError("The sweep can't be closed to a solid.", { kernelStatus: "no solid" });
  } catch (error) {
    throw toKernelError(oc, error, { operation: "The pipe" });
  }
  const shape = own(maker.Shape());
  const inside = shape.ShapeType() === "TopAbs_SOLID" && roughVolumeOf(kernel, shape) < 0;
  return checked(kernel, own, inside ? own(shape.Reversed()) : shape, "The pipe");
}

interface PipeParams extends OfShape {
  radius: number;
  makeSolid: boolean;
  trihedronEnum: string;
  forceApproxC1: boolean;
}

/** A round bar, or tube of no thickness, along a wire. */
function pipeWireCylindrical(kernel: Kernel, params: PipeParams): PartShape {
  return pipeWith(kernel, params, (own, start, tangent) =>
    circleWire(kernel, own, { radius: params.radius, center: start, direction: tangent }),
  );
}

function pipeWiresCylindrical(kernel: Kernel, { shapes, ...params }: OfShapes & Omit<PipeParams, "shape">): PartShape[] {
  return madeOfEach(shapes, (shape) => pipeWireCylindrical(kernel, { ...params, shape }));
}

/** A bar with a regular polygon as its section; the radius reaches the corners. */
function pipePolylineWireNGon(kernel: Kernel, params: PipeParams & { nrCorners: number }): PartShape {
  return pipeWith(kernel, params, (own, start, tangent) => {
    const { x, z } = groundAxes(tangent);
    const corners = Array.from({ length: params.nrCorners }, (_, index): Vec3 => {
      const angle = (index * 2 * Math.PI) / params.nrCorners;
      return add(start, add(multiply(x, params.radius * Math.cos(angle)), multiply(z, params.radius * Math.sin(angle))));
    });
    return wireThrough(kernel, own, corners, true);
  });
}

function pipeWith(kernel: Kernel, params: PipeParams, draw: (own: Own, start: Vec3, tangent: Vec3) => TopoDS_Wire): PartShape {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const spine = spineOf(kernel, own, params.shape);
    const curve = own(new oc.BRepAdaptor_CompCurve(spine, false));
    const from = curve.FirstParameter();
    const start = toVec3(own, curve.EvalD0(from));
    const tangent = normalize(toVec3(own, curve.EvalDN(from, 1)));
    const maker = own(new oc.BRepOffsetAPI_MakePipeShell(spine));
    setFrame(kernel, own, maker, params.trihedronEnum, start, tangent);
    maker.SetForceApproxC1(params.forceApproxC1);
    return swept(kernel, own, maker, [{ shape: draw(own, start, tangent), closed: true }], { solid: params.makeSolid, mitred: true });
  });
}

/** How the section turns about the path on its way. */
function setFrame(kernel: Kernel, own: Own, maker: BRepOffsetAPI_MakePipeShell, trihedron: string, start: Vec3, tangent: Vec3): void {
  switch (trihedron) {
    // Both turn no more than they must; a constant normal exists on plane paths only, where they are the same.
    case "isCorrectedFrenet":
    case "isConstantNormal":
      maker.SetMode(false);
      break;
    case "isFrenet":
      maker.SetMode(true);
      break;
    case "isDiscreteTrihedron":
      maker.SetDiscreteMode();
      break;
    case "isFixed":
      maker.SetMode(axis2(kernel, own, start, tangent));
      break;
    default:
      throw invalidInput(
        `trihedronEnum is ${trihedron}, which needs a guide that this operation has not; it must be isCorrectedFrenet, isConstantNormal, isFrenet, isDiscreteTrihedron or isFixed.`,
      );
  }
}

/** `occt.operations.*` that sweep along a wire. */
export const PIPES: CatalogueImplementations = {
  "occt.operations.pipe": pipe,
  "occt.operations.pipePolylineWireNGon": pipePolylineWireNGon,
  "occt.operations.pipeWireCylindrical": pipeWireCylindrical,
  "occt.operations.pipeWiresCylindrical": pipeWiresCylindrical,
};
