import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../implementation";
import { runBoolean } from "../modelling/booleans";
import { checked } from "./bare-shape";
import type { OfShape, OfShapes } from "./params";

/** Fuse of all shapes; `keepEdges` leaves the seams between coplanar faces. */
function union(kernel: Kernel, { shapes, keepEdges }: OfShapes & { keepEdges: boolean }): PartShape {
  return boolean(kernel, "fuse", shapes.slice(0, 1), shapes.slice(1), keepEdges);
}

function difference(kernel: Kernel, { shape, shapes, keepEdges }: OfShape & OfShapes & { keepEdges: boolean }): PartShape {
  return boolean(kernel, "cut", [shape], shapes, keepEdges);
}

/** The first shape with each of the others, as a list. */
function intersection(kernel: Kernel, { shapes, keepEdges }: OfShapes & { keepEdges: boolean }): PartShape[] {
  const [first, ...others] = shapes;
  if (!first || others.length === 0) throw invalidInput(`shapes holds ${shapes.length} shape and must hold at least 2.`);
  return others.map((other) => boolean(kernel, "common", [first], [other], keepEdges));
}

function boolean(kernel: Kernel, kind: "fuse" | "cut" | "common", shapes: PartShape[], tools: PartShape[], keepEdges: boolean): PartShape {
  if (tools.length === 0) throw invalidInput("shapes holds 1 shape and must hold at least 2.");
  const what = { fuse: "The union", cut: "The difference", common: "The intersection" }[kind];
  return kernel.scope((own) => {
    const bodies = (parts: PartShape[]) => parts.map((part) => part.shape);
    const { shape } = runBoolean(kernel, own, kind, bodies(shapes), bodies(tools), { merge: !keepEdges });
    return checked(kernel, own, shape, what);
  });
}

/** `occt.booleans.*` */
export const BOOLEANS: CatalogueImplementations = {
  "occt.booleans.difference": difference,
  "occt.booleans.intersection": intersection,
  "occt.booleans.union": union,
};
