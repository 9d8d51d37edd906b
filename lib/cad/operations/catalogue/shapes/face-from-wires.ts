import type { Geom_Surface } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { cross, lengthOf, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, KernelObject, OperationContext } from "../../implementation";
import { allOrNone } from "../all-or-none";
import { checked } from "../bare-shape";
import { faceInside, faceOf, patchOfFace, withHoles } from "../build-face";
import { wireThrough } from "../build-wire";
import type { OfShape, OfShapes } from "../params";
import { asFace, asWire } from "../typed-shape";

function createFaceFromWire(kernel: Kernel, { shape, planar }: OfShape & { planar: boolean }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, asWire(kernel, own, shape), planar));
}

function createFacesFromWires(kernel: Kernel, { shapes, planar }: OfShapes & { planar: boolean }): PartShape[] {
  return kernel.scope((own) => {
    const wires = shapes.map((shape, index) => asWire(kernel, own, shape, `shapes[${index}]`));
    return allOrNone(wires, (wire) => faceOf(kernel, own, wire, planar));
  });
}

/** The first wire bounds the face, the others cut holes. */
function createFaceFromWires(kernel: Kernel, { shapes, planar }: OfShapes & { planar: boolean }): PartShape {
  return kernel.scope((own) => {
    const [outer, ...holes] = shapes.map((shape, index) => asWire(kernel, own, shape, `shapes[${index}]`));
    if (!outer) throw invalidInput("shapes is empty and must hold a wire.");
    const face = own(kernel.oc.TopoDS.Face(faceInside(kernel, own, outer, planar)));
    return checked(kernel, own, holes.length > 0 ? withHoles(kernel, own, face, holes) : face, "The face");
  });
}

interface OnFace {
  face: PartShape;
  inside: boolean;
}

function createFaceFromWireOnFace(kernel: Kernel, { wire, ...on }: OnFace & { wire: PartShape }): PartShape {
  return createFaceFromWiresOnFace(kernel, { wires: [wire], ...on });
}

function createFaceFromWiresOnFace(kernel: Kernel, { wires, face, inside }: OnFace & { wires: PartShape[] }): PartShape {
  return kernel.scope((own) => {
    const guide = asFace(kernel, own, face, "face");
    const [outer, ...holes] = wires.map((wire, index) => asWire(kernel, own, wire, `wires[${index}]`));
    if (!outer) throw invalidInput("wires is empty and must hold a wire.");
    const patch = patchOfFace(kernel, own, guide, outer, inside);
    return checked(kernel, own, holes.length > 0 ? withHoles(kernel, own, patch, holes) : patch, "The face");
  });
}

function createFacesFromWiresOnFace(kernel: Kernel, { wires, ...on }: OnFace & { wires: PartShape[] }): PartShape[] {
  return allOrNone(wires, (wire) => createFaceFromWireOnFace(kernel, { wire, ...on }));
}

type Triangle = [Vec3, Vec3, Vec3];

function fromBaseTriangle(kernel: Kernel, { triangle }: { triangle: Triangle }): PartShape {
  if (isFlat(triangle)) throw invalidInput("triangle has no area; its three points must not lie on a line.");
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, triangle, true), true));
}

/** Triangles without area give no face; a warning says how many. */
function fromBaseMesh(kernel: Kernel, { mesh }: { mesh: Triangle[] }, context: OperationContext): PartShape[] {
  const solid = mesh.filter((triangle) => !isFlat(triangle));
  if (solid.length < mesh.length) context.warn(`${mesh.length - solid.length} triangles of the mesh have no area and give no face.`);
  return allOrNone(solid, (triangle) => fromBaseTriangle(kernel, { triangle }));
}

function isFlat([a, b, c]: Triangle): boolean {
  return lengthOf(cross(subtract(b, a), subtract(c, a))) < 1e-12;
}

/** The whole of a bounded surface. */
function faceFromSurface(kernel: Kernel, { shape }: { shape: KernelObject }): PartShape {
  return kernel.scope((own) => {
    const surface = surfaceIn(shape, "shape");
    const { U1, U2, V1, V2 } = surface.Bounds(0, 0, 0, 0);
    if ([U1, U2, V1, V2].some((bound) => Math.abs(bound) > 1e50))
      throw invalidInput("shape is an endless surface and makes no face; bound it by a wire.");
    const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(surface, 1e-7));
    if (!maker.IsDone()) throw new KernelError("The surface makes no face.", { kernelStatus: "not done" });
    return checked(kernel, own, own(maker.Face()), "The face");
  });
}

function faceFromSurfaceAndWire(
  kernel: Kernel,
  { surface, wire, inside }: { surface: KernelObject; wire: PartShape; inside: boolean },
): PartShape {
  return kernel.scope((own) => {
    const support = own(new kernel.oc.BRepBuilderAPI_MakeFace(surfaceIn(surface, "surface"), 1e-7));
    const face = own(support.Face());
    return checked(kernel, own, patchOfFace(kernel, own, face, asWire(kernel, own, wire, "wire"), inside), "The face");
  });
}

/** The kernel's surface behind a parameter of that type. */
function surfaceIn(object: KernelObject, name: string): Geom_Surface {
  if (object.kind !== "surface") throw invalidInput(`${name} is a ${object.kind} and must be a surface.`);
  return object.handle as Geom_Surface;
}

/** `occt.shapes.face.*`: faces from wires, triangles and surfaces. */
export const FACES_FROM_WIRES: CatalogueImplementations = {
  "occt.shapes.face.createFaceFromWire": createFaceFromWire,
  "occt.shapes.face.createFaceFromWireOnFace": createFaceFromWireOnFace,
  "occt.shapes.face.createFaceFromWires": createFaceFromWires,
  "occt.shapes.face.createFaceFromWiresOnFace": createFaceFromWiresOnFace,
  "occt.shapes.face.createFacesFromWires": createFacesFromWires,
  "occt.shapes.face.createFacesFromWiresOnFace": createFacesFromWiresOnFace,
  "occt.shapes.face.faceFromSurface": faceFromSurface,
  "occt.shapes.face.faceFromSurfaceAndWire": faceFromSurfaceAndWire,
  "occt.shapes.face.fromBaseMesh": fromBaseMesh,
  "occt.shapes.face.fromBaseTriangle": fromBaseTriangle,
};
