import type { TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { explore, listToArray } from "@/lib/cad/kernel/topology";
import { compoundOf } from "./compound";
import type { Region } from "./outline-segment";
import { located } from "./place-copies";
import { drawOutline, type Outline, XY_PLANE } from "./profile-face";
import { offsetPlane, type RoledBody, rolesOf } from "./sweeps";

/** A closed plane wire moved outward by `by` (inward when negative); sharp corners stay sharp or become arcs. */
export function offsetWire(kernel: Kernel, own: Own, wire: TopoDS_Wire, by: number, corners: "sharp" | "round" = "sharp"): TopoDS_Wire {
  const { oc } = kernel;
  const refused = () =>
    new KernelError(`The outline can't be moved by ${by} mm: too little of it is left.`, { kernelStatus: "offset not done" });
  if (by === 0) return wire;
  try {
    const maker = own(new oc.BRepOffsetAPI_MakeOffset(wire, corners === "sharp" ? "GeomAbs_Intersection" : "GeomAbs_Arc", false));
    maker.Perform(by, 0);
    if (!maker.IsDone()) throw refused();
    const [moved, ...others] = explore(kernel, own, own(maker.Shape()), "TopAbs_WIRE");
    if (!moved || others.length > 0) throw refused();
    return own(oc.TopoDS.Wire(moved));
  } catch (error) {
    throw toKernelError(oc, error, { operation: "The offset of the outline" });
  }
}

/** A prism inside a plane wire, along Z from `from` above it: `bottom`, `top`, `wall[k]` around. */
export function prismOnWire(kernel: Kernel, own: Own, wire: TopoDS_Wire, height: number, from = 0): RoledBody {
  const { oc } = kernel;
  const plane = own(new oc.BRepBuilderAPI_MakeFace(wire, true));
  if (!plane.IsDone()) throw new KernelError("The outline encloses no plane face.");
  const maker = own(new oc.BRepPrimAPI_MakePrism(own(plane.Face()), vector(kernel, own, [0, 0, height]), false, true));
  if (!maker.IsDone()) throw new KernelError("The outline could not be extruded.");
  const shape = own(maker.Shape());
  const sides = explore(kernel, own, wire, "TopAbs_EDGE").flatMap((edge, index) =>
    listToArray(kernel, own, maker.Generated(edge)).map((side): [TopoDS_Shape, string] => [side, `wall[${index + 1}]`]),
  );
  const roles = rolesOf(kernel, own, shape, [[own(maker.FirstShape()), "bottom"], [own(maker.LastShape()), "top"], ...sides]);
  return { shape: located(kernel, own, shape, translation(kernel, own, [0, 0, from])), roles };
}

/** Prisms on areas that are larger all round, from one height down to another: `mouth`, `floor`, `wall[k]`. */
export function grownFaces(
  kernel: Kernel,
  own: Own,
  regions: readonly Region[],
  { growth, from, to }: { growth: number; from: number; to: number },
): RoledBody {
  const plane = offsetPlane(XY_PLANE, from);
  const prisms = regions.map(({ outer }) => {
    const drawn: Outline = drawOutline(kernel, own, outer, plane);
    return prismOnWire(kernel, own, offsetWire(kernel, own, drawn.wire, growth, "round"), to - from);
  });
  const names: Record<string, string> = { bottom: "mouth", top: "floor" };
  const roles = prisms.flatMap(({ roles: own }) => own.map((role) => names[role] ?? role));
  const [only, ...others] = prisms;
  if (only && others.length === 0) return { shape: only.shape, roles };
  return {
    shape: compoundOf(
      kernel,
      own,
      prisms.map(({ shape }) => shape),
    ),
    roles,
  };
}
