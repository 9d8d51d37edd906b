import type { TopoDS_Wire } from "opencascade.js";
import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { depthBehind, frameOn } from "../modelling/face-frame";
import { offsetWire, prismOnWire } from "../modelling/grown-outline";
import { OVERSHOOT_MM } from "../modelling/on-face";
import { located } from "../modelling/place-copies";
import { roledBoolean } from "../modelling/roled-boolean";
import type { RoledBody } from "../modelling/sweeps";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

/**
 * A tongue along the opening of a rim, or the groove along the opening of the mating rim that takes it: as wide and
 * deep as the tongue and its clearance. A snap is a ridge around the tongue, half-way up, and its recess in the groove.
 */
export function addLip(kernel: Kernel, { feature, part, on, kind, w, h, clearance, snap }: PartParams<"lip">): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const frame = frameOn(model, on, "centre");
    const { outline, opening } = rimWires(kernel, own, model, selectFaces(model, on), frame);
    const tongue = kind === "tongue";
    const [width, height] = tongue ? [w, h] : [w + clearance, h + clearance];
    if (2 * snap >= height) throw invalidInput(`snap is ${snap} and must be less than ${height / 2}, half of the lip's height.`);
    const outer = offsetWire(kernel, own, opening, width);
    checkWithin(kernel, own, outline, outer, snap > 0 && !tongue ? offsetWire(kernel, own, opening, width + snap) : outer, width);
    const behind = depthBehind(model, frame);
    if (!tongue && height >= behind) throw invalidInput(`h is ${h} and must be less than ${behind - clearance}, the part's height there.`);
    const ring = ringBetween(kernel, own, outer, opening, tongue ? height : -height);
    const bodies = [
      ring,
      ...(snap > 0 ? [ridge(kernel, own, opening, outer, { width, snap, middle: tongue ? height / 2 : -height / 2 })] : []),
    ];
    const by = { feature, age: nextAge([part]) };
    const toRim = placement(kernel, own, frame.origin, frame.n, frame.u);
    const tools = bodies.map((body) => {
      const shape = located(kernel, own, body.shape, toRim);
      return {
        shape,
        faces: facesOf(kernel, own, shape).map((face, k) => ({ name: `${feature}/${lipRole(body.roles[k], tongue)}`, ...by, face })),
      };
    });
    const result = combineParts(kernel, tongue ? "fuse" : "cut", part, tools, by);
    checkResult(kernel, result, { what: "The lip", before: part, volume: tongue ? "more" : "less", solids: solidCount(kernel, part) });
    return result;
  });
}

function lipRole(role: string | undefined, tongue: boolean): string {
  if (role === "top") return tongue ? "top" : "floor";
  return role === "bottom" ? "foot" : (role ?? "face");
}

/** The rim's outline and its one opening, drawn at the origin. */
function rimWires(kernel: Kernel, own: Own, model: PartModel, faces: readonly number[], frame: Parameters<typeof depthBehind>[1]) {
  const [index, ...others] = faces;
  if (index === undefined || others.length > 0) throw invalidInput(`A lip stands on one rim; ${others.length + 1} faces are selected.`);
  const toOrigin = placement(kernel, own, frame.origin, frame.n, frame.u);
  toOrigin.Invert();
  const face = located(kernel, own, model.faceHandle(index), toOrigin);
  const outline = own(kernel.oc.BRepTools.OuterWire(own(kernel.oc.TopoDS.Face(face))));
  const openings = explore(kernel, own, face, "TopAbs_WIRE").filter((wire) => !wire.IsSame(outline));
  const [opening, ...more] = openings;
  if (!opening || more.length > 0)
    throw invalidInput(`A lip needs a rim around one opening; ${model.nameOf(index)} has ${openings.length}.`);
  return { outline, opening: own(kernel.oc.TopoDS.Wire(opening)) };
}

/** Refuses a lip that the rim is not wide enough for: its area must lie within the rim's outline. */
function checkWithin(kernel: Kernel, own: Own, outline: TopoDS_Wire, outer: TopoDS_Wire, widest: TopoDS_Wire, width: number): void {
  const rim = prismOnWire(kernel, own, outline, 1);
  const lip = prismOnWire(kernel, own, widest, 1);
  const common = roledBoolean(kernel, own, "common", lip, [rim]);
  const [inside, all] = [surfaceOf(kernel, common.shape).area, surfaceOf(kernel, lip.shape).area];
  if (inside < all * (1 - 1e-6) || outer.IsNull())
    throw invalidInput(`w is ${width} with its clearance and must be less than the rim is wide.`);
}

/** A ring with sides of 45° that stands out by `snap` around the lip. */
function ridge(
  kernel: Kernel,
  own: Own,
  opening: TopoDS_Wire,
  outer: TopoDS_Wire,
  { width, snap, middle }: { width: number; snap: number; middle: number },
): RoledBody {
  const { oc } = kernel;
  const maker = own(new oc.BRepOffsetAPI_ThruSections(true, true, 1e-6));
  const crest = offsetWire(kernel, own, opening, width + snap);
  for (const [wire, z] of [
    [outer, middle - snap],
    [crest, middle],
    [outer, middle + snap],
  ] as const) {
    const move = own(new oc.gp_Trsf());
    move.SetTranslation(own(new oc.gp_Vec(0, 0, z)));
    maker.AddWire(own(oc.TopoDS.Wire(located(kernel, own, wire, move))));
  }
  maker.Build(own(new oc.Message_ProgressRange()));
  if (!maker.IsDone()) throw new KernelError("The snap's ridge could not be made.", { kernelStatus: "not done" });
  const shape = own(maker.Shape());
  const filled = { shape, roles: facesOf(kernel, own, shape).map((_, index) => `snap[${index + 1}]`) };
  const core = prismOnWire(kernel, own, offsetWire(kernel, own, opening, width / 2), 4 * snap, middle - 2 * snap);
  return roledBoolean(kernel, own, "cut", filled, [{ ...core, roles: core.roles.map(() => "core") }]);
}

/** The area between two wires at Z = 0, raised or sunk by `height`. */
function ringBetween(kernel: Kernel, own: Own, outer: TopoDS_Wire, opening: TopoDS_Wire, height: number): RoledBody {
  const around = prismOnWire(kernel, own, outer, height);
  const over = Math.sign(height) * OVERSHOOT_MM;
  const within = prismOnWire(kernel, own, opening, height + 2 * over, -over);
  const roles = within.roles.map((role) => role.replace("wall", "inner"));
  return roledBoolean(kernel, own, "cut", around, [{ ...within, roles }]);
}
