import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { compoundOf } from "../modelling/compound";
import { grownFaces } from "../modelling/grown-outline";
import { cutDepth, OVERSHOOT_MM, onFace, regionCut } from "../modelling/on-face";
import type { Region } from "../modelling/outline-segment";
import { polygonSegments } from "../modelling/polygon";
import { regionsOf, regularPolygon } from "../modelling/profile-outline";
import type { RoledBody } from "../modelling/sweeps";

const MAX_OPENINGS = 2_000;

/** As many openings as fit the area, centred in it. */
export function cutVentGrid(kernel: Kernel, params: PartParams<"vent_grid">): PartShape {
  const { kind, w, pitch, a, b, angle, at } = params;
  if (pitch <= w) throw invalidInput(`pitch is ${pitch} and must be more than w, ${w} mm: nothing would be left between the openings.`);
  const places = kind === "slots" ? slotPlaces(params) : hexPlaces(params);
  if (places.length === 0) throw invalidInput(`w is ${w} and no opening of that width fits an area of ${a} x ${b} mm.`);
  if (places.length * at.length > MAX_OPENINGS) {
    throw invalidInput(`The grid has ${places.length * at.length} openings; up to ${MAX_OPENINGS} are cut.`);
  }
  const [outline] = kind === "slots" ? regionsOf({ shape: "slot", length: b, w }) : hexagon(w);
  return onFace(kernel, params, {
    what: "The vent grid",
    kind: "cut",
    // Slots are drawn along u and stand along v.
    angle: kind === "slots" ? angle + 90 : angle,
    draw: (own, behind) => {
      const { bottom } = cutDepth(params, behind);
      const cells = places.map(([u, v], index) => cell(kernel, own, shifted(outline, kind === "slots" ? [v, -u] : [u, v]), bottom, index));
      return {
        shape: compoundOf(
          kernel,
          own,
          cells.map(({ shape }) => shape),
        ),
        roles: cells.flatMap(({ roles }) => roles),
      };
    },
  });
}

function cell(kernel: Kernel, own: Own, region: Region, bottom: number, index: number): RoledBody {
  const { shape, roles } = regionCut(kernel, own, [region], bottom);
  return { shape, roles: roles.map((role) => `cell[${index + 1}]/${role}`) };
}

function hexagon(w: number): Region[] {
  return [{ outer: polygonSegments(regularPolygon(6, w / Math.sqrt(3))), holes: [] }];
}

/** An area of straight pieces and arcs moved in its plane. */
function shifted(region: Region | undefined, [u, v]: Point2dMm): Region {
  const move = ([x, y]: Point2dMm): Point2dMm => [x + u, y + v];
  const outer = (region?.outer ?? []).map((segment) => {
    if (segment.kind === "line") return { ...segment, from: move(segment.from), to: move(segment.to) };
    if (segment.kind === "arc") return { ...segment, from: move(segment.from), via: move(segment.via), to: move(segment.to) };
    return segment.kind === "circle" ? { ...segment, center: move(segment.center ?? [0, 0]) } : segment;
  });
  return { outer, holes: [] };
}

function slotPlaces({ w, pitch, a, b }: PartParams<"vent_grid">): Point2dMm[] {
  const n = b < w ? 0 : Math.floor((a - w) / pitch + 1 + 1e-9);
  return Array.from({ length: Math.max(0, n) }, (_, index): Point2dMm => [(index - (n - 1) / 2) * pitch, 0]);
}

/** Rows of hexagons, every other one shifted by half a pitch; those that the area holds whole. */
function hexPlaces({ w, pitch, a, b }: PartParams<"vent_grid">): Point2dMm[] {
  const rise = (pitch * Math.sqrt(3)) / 2;
  const [roomU, roomV] = [a / 2 - w / Math.sqrt(3), b / 2 - w / 2];
  const rows = Math.max(0, Math.floor(roomV / rise + 1e-9));
  const columns = Math.ceil(a / pitch) + 1;
  const places: Point2dMm[] = [];
  if (roomU < 0 || roomV < 0) return places;
  for (let row = -rows; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      const u = (column + (row % 2 === 0 ? 0 : 0.5)) * pitch;
      if (Math.abs(u) <= roomU + 1e-9) places.push([u, row * rise]);
    }
  }
  return places;
}

/** The connector's outline grown by its clearance, and round holes for its screws in the same cut. */
export function cutConnectorOpening(kernel: Kernel, params: PartParams<"connector_cutout">): PartShape {
  const { profile, clearance, screw_d, screw_pitch, angle } = params;
  if ((screw_d === undefined) !== (screw_pitch === undefined)) {
    throw invalidInput("A connector's screws need both screw_d and screw_pitch.");
  }
  const regions = regionsOf(profile);
  return onFace(kernel, params, {
    what: "The opening",
    kind: "cut",
    angle,
    draw: (own, behind) => {
      const { bottom } = cutDepth(params, behind);
      const opening =
        clearance > 0
          ? grownFaces(kernel, own, regions, { growth: clearance, from: OVERSHOOT_MM, to: bottom })
          : regionCut(kernel, own, regions, bottom);
      if (screw_d === undefined || screw_pitch === undefined) return opening;
      const screws = [-1, 1].map((side, index) => {
        const hole: Region = { outer: [{ kind: "circle", radius: screw_d / 2, center: [(side * screw_pitch) / 2, 0] }], holes: [] };
        const { shape, roles } = regionCut(kernel, own, [hole], bottom);
        return { shape, roles: roles.map((role) => `screw[${index + 1}]/${role.replace("[1]", "")}`) };
      });
      const all = [opening, ...screws];
      return {
        shape: compoundOf(
          kernel,
          own,
          all.map(({ shape }) => shape),
        ),
        roles: all.flatMap(({ roles }) => roles),
      };
    },
  });
}
