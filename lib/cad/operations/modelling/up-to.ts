import type { FaceFrame } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { add, cross, dot, multiply, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Selector } from "@/lib/contract/plan";
import { degToRad } from "@/lib/core/units";
import type { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";
import { blockBeyond } from "./half-space";
import type { OnFace } from "./on-face";
import { type Region, samplesOf } from "./outline-segment";
import { XY_PLANE } from "./profile-face";
import { roledBoolean } from "./roled-boolean";
import { extrudeRegions, type RoledBody } from "./sweeps";

interface UpTo {
  regions: readonly Region[];
  frame: FaceFrame;
  to: Selector;
  params: Pick<OnFace, "at"> & { angle: number };
}

/**
 * Prisms from a face's plane, drawn at the origin, that end at the plane of another face.
 * @throws KernelError INVALID_INPUT when that face is not plane, or its plane lies behind or beside the place
 */
export function endAt(kernel: Kernel, own: Own, model: PartModel, { regions, frame, to, params }: UpTo): RoledBody {
  const [target, ...others] = selectFaces(model, to);
  const face = target === undefined ? undefined : model.face(target);
  if (target === undefined || others.length > 0) throw invalidInput(`A pad goes up to one face; ${others.length + 1} are selected.`);
  if (!face?.normal || !face.origin) throw invalidInput(`A pad goes up to a plane face; ${model.nameOf(target)} is a ${face?.type}.`);
  const facing = -dot(face.normal, frame.n);
  if (Math.abs(facing) < 0.05) throw invalidInput(`${model.nameOf(target)} runs along the pad, which never meets it.`);
  const { at, angle } = params;
  const [place = [0, 0] as const, ...more] = at.flatMap((one) => (one ? [one] : []));
  if (more.length > 0 && Math.abs(facing) < 1 - 1e-12) {
    throw invalidInput(`A pad up to a slanted face stands at one place, not at ${at.length}.`);
  }
  const turn = degToRad(angle);
  const x = add(multiply(frame.u, Math.cos(turn)), multiply(frame.v, Math.sin(turn)));
  const origin = add(frame.origin, add(multiply(frame.u, place[0]), multiply(frame.v, place[1])));
  const y = cross(frame.n, x);
  // Height of the target's plane over a point of the profile.
  const normal = face.normal;
  const from = subtract(face.origin, origin);
  const heightAt = ([u, v]: readonly [number, number]) => {
    const over = subtract(from, add(multiply(x, u), multiply(y, v)));
    return dot(over, normal) / dot(frame.n, normal);
  };
  const heights = regions.flatMap(({ outer }) => outer.flatMap(samplesOf)).map(heightAt);
  const least = Math.min(...heights);
  if (least <= 0) throw invalidInput(`${model.nameOf(target)} lies behind the pad's face by ${-least} mm.`);
  const most = Math.max(...heights);
  if (most - least < 1e-9) return extrudeRegions(kernel, own, regions, XY_PLANE, most);
  const beyond = extrudeRegions(kernel, own, regions, XY_PLANE, most + 1);
  const local: Vec3 = [dot(normal, x), dot(normal, y), dot(normal, frame.n)];
  const towards = local[2] < 0 ? multiply(local, -1) : local;
  const reach = 4 * (most + Math.max(...heights.map(Math.abs)) + spread(regions));
  const above = blockBeyond(kernel, own, [0, 0, heightAt([0, 0])], towards, reach);
  const kept = roledBoolean(kernel, own, "cut", beyond, [above]);
  return { shape: kept.shape, roles: kept.roles.map((role) => (role === "face" ? "top" : role)) };
}

function spread(regions: readonly Region[]): number {
  return Math.max(...regions.flatMap(({ outer }) => outer.flatMap(samplesOf)).map(([u, v]) => Math.hypot(u, v)));
}
