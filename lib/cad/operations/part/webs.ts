import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { add, cross, dot, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { Selector } from "@/lib/contract/plan";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { blockBeyond } from "../modelling/half-space";
import { onFace } from "../modelling/on-face";
import { located } from "../modelling/place-copies";
import { polygonSegments } from "../modelling/polygon";
import { roledBoolean } from "../modelling/roled-boolean";
import { extrudeOutline, type RoledBody } from "../modelling/sweeps";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

/** A wall along u of its place; between two faces it ends at their planes, slanted ones too. */
export function addRib(kernel: Kernel, params: PartParams<"rib">): PartShape {
  const { t, h, length, between, draft, angle, at } = params;
  if ((length === undefined) === (between === undefined))
    throw invalidInput("A rib has either a length or two faces it lies between, and not both.");
  const top = t / 2 - h * Math.tan(degToRad(draft));
  if (top <= 0) {
    const max = (Math.atan(t / 2 / h) * 180) / Math.PI;
    throw invalidInput(`draft is ${draft} and must be less than ${max}: the rib would end in an edge.`, {
      feasible: { param: "draft", max },
    });
  }
  const [place = [0, 0] as const, ...more] = at.flatMap((one) => (one ? [one] : []));
  if (between && more.length > 0) throw invalidInput(`A rib between two faces stands at one place, not at ${at.length}.`);
  const section: Point2dMm[] = [
    [-t / 2, 0],
    [t / 2, 0],
    [top, h],
    [-top, h],
  ];
  return onFace(kernel, params, {
    what: "The rib",
    kind: "fuse",
    angle,
    drawFor: (own, _, frame, model) => {
      if (length !== undefined) return bar(kernel, own, section, -length / 2, length / 2);
      const turn = degToRad(angle);
      const x = add(multiply(frame.u, Math.cos(turn)), multiply(frame.v, Math.sin(turn)));
      const origin = add(frame.origin, add(multiply(frame.u, place[0]), multiply(frame.v, place[1])));
      const local = { origin, x, y: cross(frame.n, x), n: frame.n };
      const reach = 2 * Math.hypot(...model.boundingBox().size) + h;
      const stops = (between ?? []).map((selector) => planeIn(model, selector, local));
      return trimmed(kernel, own, bar(kernel, own, section, -reach, reach), stops, reach);
    },
  });
}

/** A bar along X with its section in Y and Z: `foot`, `side[1]`, `top`, `side[2]`, and its ends. */
function bar(kernel: Kernel, own: Own, section: readonly Point2dMm[], from: number, to: number): RoledBody {
  const plane = { origin: [from, 0, 0] as Vec3, u: [0, 1, 0] as Vec3, v: [0, 0, 1] as Vec3 };
  const { shape, roles } = extrudeOutline(kernel, own, polygonSegments(section), plane, to - from);
  return { shape, roles: roles.map((role) => BAR_ROLES[role] ?? role) };
}

const BAR_ROLES: Record<string, string> = {
  bottom: "end[1]",
  top: "end[2]",
  "side[1]": "foot",
  "side[2]": "side[2]",
  "side[3]": "top",
  "side[4]": "side[1]",
};

interface Plane {
  at: Vec3;
  normal: Vec3;
  name: string;
}

/** A selected face's plane in the coordinates of a place. */
function planeIn(model: PartModel, selector: Selector, { origin, x, y, n }: { origin: Vec3; x: Vec3; y: Vec3; n: Vec3 }): Plane {
  const [index, ...others] = selectFaces(model, selector);
  if (index === undefined || others.length > 0)
    throw invalidInput(`A rib ends at one face on each side; ${others.length + 1} are selected.`);
  const { normal, origin: on, type } = model.face(index);
  if (!normal || !on) throw invalidInput(`A rib ends at plane faces; ${model.nameOf(index)} is a ${type}.`);
  const into = (v: Vec3): Vec3 => [dot(v, x), dot(v, y), dot(v, n)];
  const local = into(normal);
  if (Math.abs(local[0]) < 0.05) throw invalidInput(`${model.nameOf(index)} runs along the rib, which never meets it.`);
  return { at: into(subtract(on, origin)), normal: local, name: model.nameOf(index) };
}

function trimmed(kernel: Kernel, own: Own, body: RoledBody, stops: readonly Plane[], reach: number): RoledBody {
  const blocks = stops.map(({ at, normal, name }) => {
    // Where the plane crosses the rib's own line, seen from the rib's place.
    const along = dot(at, normal) / normal[0];
    if (Math.abs(along) < 1e-9 || Math.abs(along) > reach) throw invalidInput(`${name} does not lie beside the rib's place.`);
    const outward = Math.sign(along) * normal[0] > 0 ? normal : multiply(normal, -1);
    return { along, block: blockBeyond(kernel, own, [along, 0, 0], outward, 2 * reach) };
  });
  const [a, b] = blocks;
  if (!a || !b || a.along * b.along > 0) throw invalidInput("A rib's place lies between its two faces; both lie on one side of it.");
  return roledBoolean(kernel, own, "cut", body, [a.block, b.block]);
}

/** Triangular webs across the edge in which two plane faces meet, or would. */
export function addGusset(kernel: Kernel, { feature, part, between, leg1, leg2, t, at }: PartParams<"gusset">): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const [a, b] = between.map((selector) => plateOf(model, selector));
    if (!a || !b) throw invalidInput("A gusset lies between two faces.");
    const edge = cornerOf(model, a, b);
    const [p, q] = [direction(edge.along, a.normal, b.normal), direction(edge.along, b.normal, a.normal)];
    const by = { feature, age: nextAge([part]) };
    // Drawn with x along the first leg; the third direction is the corner's own.
    const y = cross(edge.along, p);
    const flip = dot(y, q) < 0 ? -1 : 1;
    const corner: Point2dMm = [leg2 * dot(q, p), Math.abs(dot(q, y)) * leg2];
    const webs = at.map((offset, index) => {
      const body = web(kernel, own, [[0, 0], [leg1, 0], corner], t);
      const origin = add(edge.middle, multiply(edge.along, offset));
      const shape = located(kernel, own, body.shape, placement(kernel, own, origin, multiply(edge.along, flip), p));
      const faces = facesOf(kernel, own, shape).map((face, k) => ({
        name: `${feature}[${index + 1}]/${body.roles[k] ?? "face"}`,
        ...by,
        face,
      }));
      return { shape, faces };
    });
    const result = combineParts(kernel, "fuse", part, webs, by);
    checkResult(kernel, result, { what: "The gusset", before: part, volume: "more", solids: solidCount(kernel, part) });
    return result;
  });
}

function web(kernel: Kernel, own: Own, corners: readonly Point2dMm[], t: number): RoledBody {
  const plane = { origin: [0, 0, -t / 2] as Vec3, u: [1, 0, 0] as Vec3, v: [0, 1, 0] as Vec3 };
  const { shape, roles } = extrudeOutline(kernel, own, polygonSegments(corners), plane, t);
  const names: Record<string, string> = { bottom: "side[1]", top: "side[2]", "side[1]": "leg1", "side[2]": "slope", "side[3]": "leg2" };
  return { shape, roles: roles.map((role) => names[role] ?? role) };
}

interface Plate {
  index: number;
  normal: Vec3;
  origin: Vec3;
}

function plateOf(model: PartModel, selector: Selector): Plate {
  const [index, ...others] = selectFaces(model, selector);
  if (index === undefined || others.length > 0)
    throw invalidInput(`A gusset stands on one face on each side; ${others.length + 1} are selected.`);
  const { normal, origin, type } = model.face(index);
  if (!normal || !origin) throw invalidInput(`A gusset stands on plane faces; ${model.nameOf(index)} is a ${type}.`);
  return { index, normal, origin };
}

/** The line in which two plates meet: its direction, and the middle of the edge that they share. */
function cornerOf(model: PartModel, a: Plate, b: Plate): { along: Vec3; middle: Vec3 } {
  const shared = model.edgesOfFace(a.index).filter((edge) => model.facesOfEdge(edge).includes(b.index));
  const [edge] = shared.toSorted((one, other) => model.edge(other).length - model.edge(one).length);
  if (edge === undefined || model.edge(edge).type !== "line" || model.bend(edge) !== "concave") {
    throw invalidInput(`A gusset needs an inner corner; ${model.nameOf(a.index)} and ${model.nameOf(b.index)} share none.`);
  }
  const { middle } = model.edge(edge);
  return { along: normalize(cross(a.normal, b.normal)), middle };
}

/** Along one plate, away from the corner: to the side that the other plate's normal looks to. */
function direction(along: Vec3, normal: Vec3, other: Vec3): Vec3 {
  const d = normalize(cross(along, normal));
  return dot(d, other) < 0 ? multiply(d, -1) : d;
}
