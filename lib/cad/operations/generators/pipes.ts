import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { circleLoop } from "../modelling/region";
import { revolveRegion } from "../modelling/region-sweeps";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { raised, rod } from "./primitives";
import { mustBeAbove, mustBeBelow } from "./refuse";

/** Inner diameter of a pipe that is given by its bore or its wall. */
function innerDiameter({ od, id, wall }: { od: number; id?: number | undefined; wall?: number | undefined }): number {
  if ((id === undefined) === (wall === undefined)) throw invalidInput("A pipe needs either id or wall, and not both.");
  if (wall !== undefined) mustBeBelow("wall", wall, od / 2, "half of od");
  const inner = id ?? od - 2 * (wall ?? 0);
  mustBeBelow("id", inner, od, "od");
  return inner;
}

export function makeElbow(kernel: Kernel, params: PartParams<"elbow">): PartShape {
  const { feature, at, od, R, angle, leg } = params;
  const inner = innerDiameter(params);
  mustBeAbove("R", R, od / 2, "half of od");
  if (angle <= 0 || angle > 350) throw invalidInput(`angle is ${angle} and must be more than 0 and at most 350 degrees.`);
  return kernel.scope((own) => {
    const ring = { outer: circleLoop(od / 2, "outer", [R, 0]), holes: [circleLoop(inner / 2, "inner", [R, 0])] };
    // Drawn about Z at +X, turning towards +Y; that becomes up from the origin, turning towards +X.
    const assembly = new Assembly(kernel, own, feature, at).add(revolveRegion(kernel, own, ring, angle), {
      origin: [R, 0, leg],
      z: [0, 1, 0],
      x: [-1, 0, 0],
    });
    if (leg > 0) {
      const turn = degToRad(angle);
      const pipe = raised(kernel, own, { outer: circleLoop(od / 2, "outer"), holes: [circleLoop(inner / 2, "inner")] }, 0, leg);
      const end: Vec3 = [R - R * Math.cos(turn), 0, leg + R * Math.sin(turn)];
      assembly.add(pipe, { name: "leg[1]" }).add(pipe, { name: "leg[2]", origin: end, z: [Math.sin(turn), 0, Math.cos(turn)] });
    }
    return assembly.build("The elbow");
  });
}

export function makeTee(kernel: Kernel, params: PartParams<"tee">): PartShape {
  const { feature, at, od, run, branch, cross } = params;
  const inner = innerDiameter(params);
  mustBeAbove("run", run, od, "od");
  mustBeAbove("branch", branch, od / 2, "half of od: it is measured from the run's axis");
  return kernel.scope((own) => {
    const axis: Vec3 = [0, 0, od / 2];
    const alongX = { origin: axis, z: [1, 0, 0] as Vec3 };
    const alongY = { origin: axis, z: [0, 1, 0] as Vec3 };
    const back = cross ? branch : 0;
    return new Assembly(kernel, own, feature, at)
      .add(rod(kernel, own, od, -run / 2, run / 2, "outer"), { ...alongX, name: "run" })
      .add(rod(kernel, own, od, -back, branch, "outer"), { ...alongY, name: "branch" })
      .cut(rod(kernel, own, inner, -run / 2 - OVERSHOOT_MM, run / 2 + OVERSHOOT_MM, "inner"), { ...alongX, name: "run" })
      .cut(rod(kernel, own, inner, cross ? -branch - OVERSHOOT_MM : 0, branch + OVERSHOOT_MM, "inner"), { ...alongY, name: "branch" })
      .build(cross ? "The cross" : "The tee");
  });
}
