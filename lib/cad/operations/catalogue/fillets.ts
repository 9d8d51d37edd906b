import type { BRepFilletAPI_MakeFillet, NCollection_Array1_gp_Pnt2d } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../implementation";
import { CHAMFERS } from "./chamfers";
import { type BlendTarget, onEdgesOf, sizesFor } from "./edge-blends";
import { OUTLINE_FILLETS } from "./outline-fillets";
import type { OfShape } from "./params";

function starter(kernel: Kernel) {
  return (own: Own, { shape }: PartShape): BRepFilletAPI_MakeFillet =>
    own(new kernel.oc.BRepFilletAPI_MakeFillet(shape, "ChFi3d_Rational"));
}

/** Rounds edges with one radius, or one for each. */
function round(kernel: Kernel, target: BlendTarget, indexes: readonly number[], radius: number, list?: number[]): PartShape {
  const radii = sizesFor(indexes.length, list ? "radiusList" : "radius", list ?? radius);
  return target.blend<BRepFilletAPI_MakeFillet>({
    what: list ? "A radiusList with a largest entry" : "A radius",
    param: list ? "radiusList" : "radius",
    chosen: indexes.map((index, position) => ({ index, size: radii[position] ?? 0 })),
    even: !list,
    start: starter(kernel),
    add: (maker, edge, position, factor) => maker.Add((radii[position] ?? 0) * factor, edge),
  });
}

interface FilletEdges extends OfShape {
  radius: number;
  radiusList?: number[] | undefined;
  /** 0-based, in map order; all edges that bend when absent. */
  indexes?: number[] | undefined;
}

function filletEdges(kernel: Kernel, { shape, radius, radiusList, indexes }: FilletEdges): PartShape {
  return onEdgesOf(kernel, shape, (target) => round(kernel, target, target.byIndexes(indexes), radius, radiusList));
}

interface OnEdges extends OfShape {
  edges: PartShape[];
}

function filletEdgesList(kernel: Kernel, { shape, edges, radiusList }: OnEdges & { radiusList: number[] }): PartShape {
  return onEdgesOf(kernel, shape, (target) => round(kernel, target, target.byShapes(edges, "edges"), 0, radiusList));
}

function filletEdgesListOneRadius(kernel: Kernel, { shape, edges, radius }: OnEdges & { radius: number }): PartShape {
  return onEdgesOf(kernel, shape, (target) => round(kernel, target, target.byShapes(edges, "edges"), radius));
}

/** Radii at places along an edge, from 0 at its start to 1 at its end. */
interface RadiusLaw {
  radiusList: number[];
  paramsU: number[];
}

/** Rounds edges with a radius that changes along each. */
function roundByLaw(kernel: Kernel, target: BlendTarget, indexes: readonly number[], laws: readonly RadiusLaw[]): PartShape {
  return kernel.scope((own) =>
    target.blend<BRepFilletAPI_MakeFillet>({
      what: "A radiusList with a largest entry",
      param: "radiusList",
      chosen: indexes.map((index, position) => ({ index, size: Math.max(...(laws[position]?.radiusList ?? [])) })),
      even: false,
      start: starter(kernel),
      add: (maker, edge, position, factor) => {
        const law = laws[position];
        if (law) maker.Add(lawArray(kernel, own, law, factor), edge);
      },
    }),
  );
}

function lawArray(kernel: Kernel, own: Own, { radiusList, paramsU }: RadiusLaw, factor: number): NCollection_Array1_gp_Pnt2d {
  const array = own(new kernel.oc.NCollection_Array1_gp_Pnt2d(1, paramsU.length));
  for (const [index, u] of paramsU.entries()) array.SetValue(index + 1, own(new kernel.oc.gp_Pnt2d(u, (radiusList[index] ?? 0) * factor)));
  return array;
}

function assertLaw({ radiusList, paramsU }: RadiusLaw, radiusName = "radiusList", paramName = "paramsU"): void {
  if (paramsU.length < 2) throw invalidInput(`${paramName} holds ${paramsU.length} numbers and must hold at least 2.`);
  if (radiusList.length !== paramsU.length)
    throw invalidInput(`${radiusName} holds ${radiusList.length} numbers and must hold ${paramsU.length}, as many as ${paramName}.`);
  sizesFor(paramsU.length, radiusName, radiusList);
  for (const [position, u] of paramsU.entries()) {
    const before = paramsU[position - 1] ?? Number.NEGATIVE_INFINITY;
    if (!(u >= 0 && u <= 1 && u > before))
      throw invalidInput(`${paramName}[${position}] is ${u}; the parameters must rise and stay between 0 and 1.`);
  }
}

function filletEdgeVariableRadius(kernel: Kernel, { shape, edge, ...law }: OfShape & { edge: PartShape } & RadiusLaw): PartShape {
  assertLaw(law);
  return onEdgesOf(kernel, shape, (target) => roundByLaw(kernel, target, [target.byShape(edge, "edge")], [law]));
}

function filletEdgesSameVariableRadius(kernel: Kernel, { shape, edges, ...law }: OnEdges & RadiusLaw): PartShape {
  assertLaw(law);
  return onEdgesOf(kernel, shape, (target) =>
    roundByLaw(
      kernel,
      target,
      target.byShapes(edges, "edges"),
      edges.map(() => law),
    ),
  );
}

function filletEdgesVariableRadius(
  kernel: Kernel,
  { shape, edges, radiusLists, paramsULists }: OnEdges & { radiusLists: number[][]; paramsULists: number[][] },
): PartShape {
  for (const [name, { length }] of [
    ["radiusLists", radiusLists],
    ["paramsULists", paramsULists],
  ] as const) {
    if (length !== edges.length) throw invalidInput(`${name} holds ${length} lists and must hold ${edges.length}, one for each edge.`);
  }
  const laws = radiusLists.map((radiusList, index): RadiusLaw => ({ radiusList, paramsU: paramsULists[index] ?? [] }));
  for (const [index, law] of laws.entries()) assertLaw(law, `radiusLists[${index}]`, `paramsULists[${index}]`);
  return onEdgesOf(kernel, shape, (target) => roundByLaw(kernel, target, target.byShapes(edges, "edges"), laws));
}

/** `occt.fillets.*` */
export const FILLETS: CatalogueImplementations = {
  ...CHAMFERS,
  ...OUTLINE_FILLETS,
  "occt.fillets.filletEdgeVariableRadius": filletEdgeVariableRadius,
  "occt.fillets.filletEdges": filletEdges,
  "occt.fillets.filletEdgesList": filletEdgesList,
  "occt.fillets.filletEdgesListOneRadius": filletEdgesListOneRadius,
  "occt.fillets.filletEdgesSameVariableRadius": filletEdgesSameVariableRadius,
  "occt.fillets.filletEdgesVariableRadius": filletEdgesVariableRadius,
};
