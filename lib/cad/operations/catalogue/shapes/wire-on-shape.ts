import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { compoundOf } from "../../modelling/compound";
import { bare } from "../bare-shape";
import { wireOnSurface } from "../edge-on-surface";
import { faceIn, wireIn } from "../expect-kind";
import { madeOfEach } from "../made-of-each";
import { projectedWires } from "../project-wire";

/** Lays a wire of the ground plane onto a face's surface: Z along its first parameter, X along its second. */
function placeWireOnFace(kernel: Kernel, { wire, face }: { wire: PartShape; face: PartShape }): PartShape {
  return kernel.scope((own) => placeOnFace(kernel, own, wire, face, "wire"));
}

function placeOnFace(kernel: Kernel, own: Own, wire: PartShape, face: PartShape, field: string): PartShape {
  const surface = own(kernel.oc.BRep_Tool.Surface(faceIn(kernel, own, face, "face")));
  return bare(own, wireOnSurface(kernel, own, wireIn(kernel, own, wire, field), surface));
}

function placeWiresOnFace(kernel: Kernel, { wires, face }: { wires: PartShape[]; face: PartShape }): PartShape[] {
  return madeOfEach(wires, (wire, index) => kernel.scope((own) => placeOnFace(kernel, own, wire, face, `wires[${index}]`)));
}

interface Projection {
  shape: PartShape;
  direction: Vec3;
}

/** Casts a wire onto a shape, forwards and backwards along a direction; what it leaves there is in the order of that direction. */
function project(kernel: Kernel, { wire, shape, direction }: Projection & { wire: PartShape }): PartShape {
  return kernel.scope((own) => {
    const wires = projectedWires(kernel, own, wireIn(kernel, own, wire, "wire"), shape.shape, direction);
    return bare(own, compoundOf(kernel, own, wires));
  });
}

function projectWires(kernel: Kernel, { wires, ...projection }: Projection & { wires: PartShape[] }): PartShape[] {
  return madeOfEach(wires, (wire) => project(kernel, { wire, ...projection }));
}

/** `occt.shapes.wire.*`: wires laid or cast onto shapes. */
export const WIRES_ON_SHAPES: CatalogueImplementations = {
  "occt.shapes.wire.placeWireOnFace": placeWireOnFace,
  "occt.shapes.wire.placeWiresOnFace": placeWiresOnFace,
  "occt.shapes.wire.project": project,
  "occt.shapes.wire.projectWires": projectWires,
};
