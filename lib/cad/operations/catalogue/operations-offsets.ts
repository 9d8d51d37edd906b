import type { BRepOffsetAPI_MakeOffsetShape, GeomAbs_JoinType, TopoDS_Shape } from "opencascade.js";
import { vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, roughVolumeOf, volumeOf } from "@/lib/cad/kernel/properties";
import { countOf, explore, facesOf, listToArray, ShapeIndex, toList } from "@/lib/cad/kernel/topology";
import { normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../implementation";
import { buildOrFindLargest } from "../modelling/feasible";
import { checked } from "./bare-shape";
import { wireOf } from "./build-wire";
import { kindOf } from "./kind-of";
import type { OfShape, OfShapes } from "./params";

const JOINS: Readonly<Record<string, GeomAbs_JoinType>> = {
  arc: "GeomAbs_Arc",
  intersection: "GeomAbs_Intersection",
  tangent: "GeomAbs_Tangent",
};

interface OffsetParams extends OfShape {
  /** Wires: the plane that they are moved in. */
  face?: PartShape | undefined;
  /** Outward; negative inward. */
  distance: number;
  tolerance: number;
}

function offset(kernel: Kernel, params: OffsetParams): PartShape {
  return offsetAdv(kernel, { ...params, joinType: "arc", removeIntEdges: false });
}

/** Moves a wire within its plane, or every face of a shape along its normal. */
function offsetAdv(kernel: Kernel, params: OffsetParams & { joinType: string; removeIntEdges: boolean }): PartShape {
  const { shape, distance } = params;
  if (Math.abs(distance) < 1e-7) throw invalidInput(`distance is ${distance} and must be more or less than 0.`);
  const type = shape.shape.ShapeType();
  const flat = type === "TopAbs_WIRE" || type === "TopAbs_EDGE";
  const build = (size: number) =>
    flat ? offsetWire(kernel, { ...params, distance: size }) : offsetFaces(kernel, { ...params, distance: size });
  return distance > 0 ? build(distance) : shrunk(kernel, shape, "An inward offset", "distance", -distance, (size) => build(-size));
}

/** Inward, what does not fit is told with what would. */
function shrunk(
  kernel: Kernel,
  { shape }: PartShape,
  what: string,
  param: string,
  wanted: number,
  build: (size: number) => PartShape,
): PartShape {
  const extents = boundingBoxOf(kernel, shape).size.filter((extent) => extent > 1e-6);
  return buildOrFindLargest({ what, param, wanted, ceiling: Math.min(...extents), build, discard: freePart });
}

function offsetWire(kernel: Kernel, { shape, face, distance, joinType }: OffsetParams & { joinType: string }): PartShape {
  const { oc } = kernel;
  return kernel.scope((own) => {
    const wire =
      shape.shape.ShapeType() === "TopAbs_EDGE"
        ? wireOf(kernel, own, [own(oc.TopoDS.Edge(shape.shape))])
        : own(oc.TopoDS.Wire(shape.shape));
    const maker = own(new oc.BRepOffsetAPI_MakeOffset());
    const join = joinOf(joinType);
    const open = !oc.BRep_Tool.IsClosed(wire);
    try {
      if (face) maker.Init(own(oc.TopoDS.Face(face.shape)), join, open);
      else maker.Init(join, open);
      maker.AddWire(wire);
      maker.Perform(distance, 0);
    } catch (error) {
      throw toKernelError(oc, error, { operation: `An offset of ${distance}` });
    }
    const moved = maker.IsDone() ? own(maker.Shape()) : null;
    const wires = moved && !moved.IsNull() ? explore(kernel, own, moved, "TopAbs_WIRE") : [];
    const [only] = wires;
    if (!moved || !only) {
      throw new KernelError(`An offset of ${distance} leaves nothing of the wire; a straight one needs a face to tell its plane.`, {
        kernelStatus: "no wire",
      });
    }
    return checked(kernel, own, wires.length === 1 ? only : moved, `An offset of ${distance}`);
  });
}

function joinOf(joinType: string): GeomAbs_JoinType {
  return JOINS[joinType] ?? "GeomAbs_Arc";
}

function offsetFaces(
  kernel: Kernel,
  { shape, distance, tolerance, joinType, removeIntEdges }: OffsetParams & { joinType: string; removeIntEdges: boolean },
): PartShape {
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepOffsetAPI_MakeOffsetShape());
    // A tolerance near the distance itself would let the result be anything.
    const precision = Math.min(Math.max(tolerance, 1e-6), Math.abs(distance) / 100);
    perform(kernel, own, maker, shape.shape, distance, precision, joinOf(joinType), removeIntEdges);
    if (!maker.IsDone()) throw new KernelError(`An offset of ${distance} does not fit the shape.`, { kernelStatus: "not done" });
    const moved = own(maker.Shape());
    if (countOf(kernel, shape.shape, "TopAbs_SOLID") > 0) grewOrShrank(kernel, shape.shape, moved, distance, `An offset of ${distance}`);
    return checked(kernel, own, moved, `An offset of ${distance}`);
  });
}

function perform(
  kernel: Kernel,
  own: Own,
  maker: BRepOffsetAPI_MakeOffsetShape,
  shape: TopoDS_Shape,
  distance: number,
  tolerance: number,
  join: GeomAbs_JoinType,
  removeEdges: boolean,
): void {
  try {
    const range = own(new kernel.oc.Message_ProgressRange());
    maker.PerformByJoin(shape, distance, tolerance, "BRepOffset_Skin", false, false, join, removeEdges, range);
  } catch (error) {
    throw toKernelError(kernel.oc, error, { operation: `An offset of ${distance}` });
  }
}

/** "Done" and "valid" from the kernel can stand on the shape as it was, or on one turned inside out. */
function grewOrShrank(kernel: Kernel, before: TopoDS_Shape, after: TopoDS_Shape, distance: number, what: string): void {
  const [start, end] = [volumeOf(kernel, before), volumeOf(kernel, after)];
  if (!(distance > 0 ? end > start * (1 + 1e-9) : end > 0 && end < start * (1 - 1e-9))) {
    throw new KernelError(`${what} does not fit the shape.`, { kernelStatus: `volume ${start} to ${end}` });
  }
}

/**
 * Moves a wire sideways, across `direction`, towards `direction` × its own direction, with sharp corners. It need not
 * be flat, but neighbours must meet again.
 */
function offset3DWire(kernel: Kernel, { shape, offset: distance, direction }: OfShape & { offset: number; direction: Vec3 }): PartShape {
  if (Math.abs(distance) < 1e-7) throw invalidInput(`offset is ${distance} and must be more or less than 0.`);
  const type = shape.shape.ShapeType();
  if (type !== "TopAbs_WIRE") throw invalidInput(`shape is a ${kindOf(type)} and must be a wire.`);
  const { oc } = kernel;
  return kernel.scope((own) => {
    // The wire drawn out along the direction is a wall, and a wall can be moved along its normal.
    const prism = own(new oc.BRepPrimAPI_MakePrism(shape.shape, vector(kernel, own, normalize(direction)), false, true));
    const maker = own(new oc.BRepOffsetAPI_MakeOffsetShape());
    perform(kernel, own, maker, own(prism.Shape()), distance, 1e-5, "GeomAbs_Intersection", false);
    if (!maker.IsDone()) throw new KernelError(`An offset of ${distance} does not fit the wire.`, { kernelStatus: "not done" });
    const edges = explore(kernel, own, shape.shape, "TopAbs_EDGE").flatMap((edge) =>
      [...listToArray(kernel, own, maker.Modified(edge)), ...listToArray(kernel, own, maker.Generated(edge))]
        .filter((found) => found.ShapeType() === "TopAbs_EDGE")
        .map((found) => own(oc.TopoDS.Edge(found))),
    );
    if (edges.length === 0) throw new KernelError(`An offset of ${distance} leaves nothing of the wire.`, { kernelStatus: "no edge" });
    return checked(kernel, own, wireOf(kernel, own, edges), `An offset of ${distance}`);
  });
}

/** Gives a face or shell a thickness. */
function makeThickSolidSimple(kernel: Kernel, { shape, offset: thickness }: OfShape & { offset: number }): PartShape {
  if (Math.abs(thickness) < 1e-7) throw invalidInput("offset is 0 and must be more or less.");
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepOffsetAPI_MakeThickSolid());
    maker.MakeThickSolidBySimple(shape.shape, thickness);
    if (!maker.IsDone()) throw new KernelError(`The shape could not be thickened by ${thickness}.`, { kernelStatus: "not done" });
    const solid = own(maker.Shape());
    // Thickened along its normal a face comes inside out.
    return checked(kernel, own, roughVolumeOf(kernel, solid) < 0 ? own(solid.Reversed()) : solid, "The thickening");
  });
}

interface ThickParams extends OfShape, OfShapes {
  /** Outward; negative inward. */
  offset: number;
  tolerance: number;
  intersection: boolean;
  selfIntersection: boolean;
  joinType: string;
  removeIntEdges: boolean;
}

/** Hollows a solid: walls of `offset`, open at the faces `shapes`. */
function makeThickSolidByJoin(kernel: Kernel, params: ThickParams): PartShape {
  const { shape, offset: thickness } = params;
  if (Math.abs(thickness) < 1e-7) throw invalidInput(`offset is ${thickness} and must be more or less than 0.`);
  openings(kernel, params);
  const build = (size: number) => hollowed(kernel, { ...params, offset: thickness < 0 ? -size : size });
  return thickness < 0
    ? shrunk(kernel, shape, "A wall", "offset", -thickness, build)
    : buildOrFindLargest({
        what: "A wall",
        param: "offset",
        wanted: thickness,
        ceiling: Number.POSITIVE_INFINITY,
        build,
        discard: freePart,
      });
}

/** Every opening must be a face of the shape. */
function openings(kernel: Kernel, { shape, shapes }: OfShape & OfShapes): void {
  kernel.scope((own) => {
    const faces = new ShapeIndex(kernel);
    for (const face of facesOf(kernel, own, shape.shape)) faces.add(face);
    for (const [index, { shape: face }] of shapes.entries()) {
      if (faces.indexOf(face) === undefined) throw invalidInput(`shapes[${index}] is no face of shape and must be one.`);
    }
  });
}

function hollowed(kernel: Kernel, params: ThickParams): PartShape {
  const { shape, shapes, offset: thickness } = params;
  const what = `A wall of ${Math.abs(thickness)}`;
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepOffsetAPI_MakeThickSolid());
    try {
      const faces = toList(
        kernel,
        own,
        shapes.map((face) => face.shape),
      );
      const range = own(new kernel.oc.Message_ProgressRange());
      const { intersection, selfIntersection, removeIntEdges } = params;
      const precision = Math.min(Math.max(params.tolerance, 1e-6), Math.abs(thickness) / 100);
      maker.MakeThickSolidByJoin(
        shape.shape,
        faces,
        thickness,
        precision,
        "BRepOffset_Skin",
        intersection,
        selfIntersection,
        joinOf(params.joinType),
        removeIntEdges,
        range,
      );
    } catch (error) {
      throw toKernelError(kernel.oc, error, { operation: what });
    }
    if (!maker.IsDone()) throw new KernelError(`${what} does not fit the shape.`, { kernelStatus: "not done" });
    const solid = own(maker.Shape());
    // Walls that meet leave the shape as it was, "valid" and full.
    if (thickness < 0) grewOrShrank(kernel, shape.shape, solid, thickness, what);
    return checked(kernel, own, solid, what);
  });
}

/** `occt.operations.*` that move faces and wires along their normals. */
export const OFFSETS: CatalogueImplementations = {
  "occt.operations.makeThickSolidByJoin": makeThickSolidByJoin,
  "occt.operations.makeThickSolidSimple": makeThickSolidSimple,
  "occt.operations.offset": offset,
  "occt.operations.offset3DWire": offset3DWire,
  "occt.operations.offsetAdv": offsetAdv,
};
