import type { BRepFilletAPI_MakeChamfer, BRepFilletAPI_MakeFillet, TopoDS_Edge, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { topologyOf } from "@/lib/cad/kernel/topology";
import type { CatalogueImplementations } from "../implementation";
import { withoutWrapping } from "../modelling/booleans";
import { checked } from "./bare-shape";

interface Chosen {
  shape: PartShape;
  /** 0-based, in map order; all edges when absent. */
  indexes?: number[] | undefined;
}

function filletEdges(kernel: Kernel, params: Chosen & { radius: number; radiusList?: number[] | undefined }): PartShape {
  const start = (own: Own, shape: TopoDS_Shape) => own(new kernel.oc.BRepFilletAPI_MakeFillet(shape, "ChFi3d_Rational"));
  return blend(kernel, params, { name: "radius", one: params.radius, list: params.radiusList }, start, (maker, edge, size) =>
    maker.Add(size, edge),
  );
}

function chamferEdges(kernel: Kernel, params: Chosen & { distance: number; distanceList?: number[] | undefined }): PartShape {
  const start = (own: Own, shape: TopoDS_Shape) => own(new kernel.oc.BRepFilletAPI_MakeChamfer(shape));
  const sizes = { name: "distance", one: params.distance, list: params.distanceList };
  return blend(kernel, params, sizes, start, (maker, edge, size) => maker.Add(size, edge));
}

interface Sizes {
  name: string;
  one: number;
  /** One for each index. */
  list?: number[] | undefined;
}

function blend<Maker extends BRepFilletAPI_MakeFillet | BRepFilletAPI_MakeChamfer>(
  kernel: Kernel,
  { shape, indexes }: Chosen,
  sizes: Sizes,
  start: (own: Own, shape: TopoDS_Shape) => Maker,
  add: (maker: Maker, edge: TopoDS_Edge, size: number) => void,
): PartShape {
  return kernel.scope((own) => {
    const { edges } = topologyOf(kernel, own, shape.shape);
    const chosen = indexes ?? edges.map((_, index) => index);
    if (sizes.list && sizes.list.length !== chosen.length) {
      throw invalidInput(`${sizes.name}List holds ${sizes.list.length} numbers and must hold ${chosen.length}, one for each edge.`);
    }
    const maker = start(own, shape.shape);
    const used = [...new Set(chosen.map((_, position) => sizes.list?.[position] ?? sizes.one))].join(", ");
    try {
      for (const [position, index] of chosen.entries()) {
        const use = edges[index];
        if (!use) throw invalidInput(`indexes[${position}] is ${index} and must be from 0 to ${edges.length - 1}.`);
        const size = sizes.list?.[position] ?? sizes.one;
        if (!(size > 0)) throw invalidInput(`${sizes.name}List[${position}] is ${size} and must be more than 0.`);
        if (use.faces.length > 1 && maker.Contour(use.edge) === 0) add(maker, use.edge, size);
      }
      maker.Build(own(new kernel.oc.Message_ProgressRange()));
    } catch (error) {
      throw toKernelError(kernel.oc, error, { operation: `A ${sizes.name} of ${used}` });
    }
    if (!maker.IsDone()) throw new KernelError(`A ${sizes.name} of ${used} does not fit these edges.`, { kernelStatus: "not done" });
    return checked(kernel, own, withoutWrapping(kernel, own, own(maker.Shape())), `A ${sizes.name} of ${used}`);
  });
}

/** `occt.fillets.*` */
export const FILLETS: CatalogueImplementations = {
  "occt.fillets.chamferEdges": chamferEdges,
  "occt.fillets.filletEdges": filletEdges,
};
