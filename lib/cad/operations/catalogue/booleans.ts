import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../implementation";
import { runBoolean } from "../modelling/booleans";
import { bare, checked } from "./bare-shape";
import type { OfShape, OfShapes } from "./params";
import { SECTIONS } from "./section-operations";

type Kind = "fuse" | "cut" | "common";

/** The catalogue says union, difference and intersection; the kernel fuse, cut and common. */
const WHAT: Record<Kind, string> = { fuse: "The union", cut: "The difference", common: "The intersection" };

function run(kernel: Kernel, own: Own, kind: Kind, shapes: PartShape[], tools: PartShape[], keepEdges: boolean): TopoDS_Shape {
  const bodies = (parts: PartShape[]) => parts.map((part) => part.shape);
  return runBoolean(kernel, own, kind, bodies(shapes), bodies(tools), { merge: !keepEdges }).shape;
}

/** Fuse of all shapes; `keepEdges` leaves the seams between coplanar faces. A single shape comes back as it is. */
function union(kernel: Kernel, { shapes, keepEdges }: OfShapes & { keepEdges: boolean }): PartShape {
  return kernel.scope((own) => {
    const [first, ...others] = shapes;
    if (!first) throw invalidInput("shapes is empty and must hold a shape.");
    if (others.length === 0) return bare(own, own(first.shape.Located(own(first.shape.Location()), false)));
    return checked(kernel, own, run(kernel, own, "fuse", [first], others, keepEdges), WHAT.fuse);
  });
}

/** Tools that touch nothing take nothing. */
function difference(kernel: Kernel, { shape, shapes, keepEdges }: OfShape & OfShapes & { keepEdges: boolean }): PartShape {
  return kernel.scope((own) => checked(kernel, own, run(kernel, own, "cut", [shape], shapes, keepEdges), WHAT.cut));
}

/** The first shape with each of the others, as a list; what does not meet is left out. */
function intersection(kernel: Kernel, { shapes, keepEdges }: OfShapes & { keepEdges: boolean }): PartShape[] {
  const [first, ...others] = shapes;
  if (!first || others.length === 0) throw invalidInput(`shapes holds ${shapes.length} shape and must hold at least 2.`);
  const found: PartShape[] = [];
  try {
    for (const other of others) {
      const common = kernel.scope((own) => {
        const shape = run(kernel, own, "common", [first], [other], keepEdges);
        return shape.NbChildren() === 0 ? null : checked(kernel, own, shape, WHAT.common);
      });
      if (common) found.push(common);
    }
    return found;
  } catch (error) {
    for (const part of found) freePart(part);
    throw error;
  }
}

/** `occt.booleans.*` */
export const BOOLEANS: CatalogueImplementations = {
  ...SECTIONS,
  "occt.booleans.difference": difference,
  "occt.booleans.intersection": intersection,
  "occt.booleans.union": union,
};
