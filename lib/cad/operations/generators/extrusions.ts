import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { circleLoop, polygonLoop, rectangleLoop, turned } from "../modelling/region";
import { Assembly } from "./assembly";
import { prism, raised } from "./primitives";
import { mustBeBelow, tidy } from "./refuse";

export function makeHeatSink(kernel: Kernel, params: PartParams<"heat_sink">): PartShape {
  const { feature, at, x, y, base, fin_h, fin_t } = params;
  const n = finCount(params);
  const step = n > 1 ? (y - fin_t) / (n - 1) : 0;
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, rectangleLoop(x, y), 0, base));
    for (let index = 0; index < n; index++) {
      const middle = n > 1 ? -(y - fin_t) / 2 + index * step : 0;
      assembly.add(prism(kernel, own, rectangleLoop(x, fin_t), base, base + fin_h), { origin: [0, middle, 0], name: `fin[${index + 1}]` });
    }
    return assembly.build("The heat sink");
  });
}

function finCount({ n, gap, y, fin_t }: PartParams<"heat_sink">): number {
  if ((n === undefined) === (gap === undefined))
    throw invalidInput("A heat sink needs either n fins or the gap between them, and not both.");
  mustBeBelow("fin_t", fin_t, y, "y");
  if (n === undefined) return Math.floor((y + (gap ?? 0)) / (fin_t + (gap ?? 0)) + 1e-9);
  const most = Math.ceil(y / fin_t - 1e-9) - 1;
  if (n > 1 && n > most)
    throw invalidInput(`n is ${n} and must be at most ${most}: fins of ${fin_t} mm fill ${y} mm.`, { feasible: { param: "n", max: most } });
  return n;
}

/** One slot of the extrusion, open to +Y, and its area; the flanks of two slots are parallel, `web` apart. */
function slotCorners({ size, slot, lip, inner, depth, web }: PartParams<"t_slot">): Point2dMm[] {
  const [outside, floor] = [size / 2, size / 2 - depth];
  // Flanks run along y − x = offset.
  const offset = web / Math.SQRT2;
  const [shoulder, floorHalf] = [inner / 2 + offset, floor - offset];
  mustBeBelow("slot", slot, inner, "inner");
  mustBeBelow("lip", lip, depth, "depth");
  if (shoulder > outside - lip) {
    const limit = 2 * (outside - lip - offset);
    throw invalidInput(`inner is ${inner} and must be at most ${tidy(limit)}, or the slots meet in the corners.`, {
      feasible: { param: "inner", max: limit },
    });
  }
  if (floorHalf <= 0) throw invalidInput(`depth is ${depth} and must be less than ${tidy(outside - offset)}, or no floor is left.`);
  const right: Point2dMm[] = [
    [slot / 2, outside - lip],
    [inner / 2, outside - lip],
    [inner / 2, shoulder],
    [floorHalf, floor],
  ];
  return right;
}

export function makeTSlot(kernel: Kernel, params: PartParams<"t_slot">): PartShape {
  const { feature, at, size, length, slot, depth, web, bore } = params;
  const right = slotCorners(params);
  mustBeBelow("bore", bore, size - 2 * depth, "the core between the slots");
  mustBeBelow("web", web, size - 2 * depth, "the core between the slots");
  const mirrored = right.map(([x, y]): Point2dMm => [-x, y]);
  const half = size / 2;
  // Anticlockwise along the +Y side, from its right corner: into the slot, round it, and out.
  const side: Point2dMm[] = [[half, half], [slot / 2, half], ...right, ...mirrored.toReversed(), [-slot / 2, half]];
  const roles = ["+", "lip", "lip", "shoulder", "flank", "floor", "flank", "shoulder", "lip", "lip", "+"];
  const corners = [0, 1, 2, 3].flatMap((quarter) => side.map((at) => turned(at, (quarter * Math.PI) / 2)));
  const names = [0, 1, 2, 3].flatMap((quarter) => roles.map((role) => `slot[${quarter + 1}]/${role === "+" ? "outside" : role}`));
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(raised(kernel, own, { outer: polygonLoop(corners, names), holes: bore > 0 ? [circleLoop(bore / 2, "bore")] : [] }, 0, length))
      .build("The extrusion"),
  );
}

export function makeTSlotCover(kernel: Kernel, params: PartParams<"t_slot_cover">): PartShape {
  const { feature, at, length, slot, lip, w, cap_t, hook, clearance } = params;
  mustBeBelow("slot", slot, w, "w");
  mustBeBelow("clearance", 2 * clearance, slot, "half of the slot's opening");
  const stem = slot / 2 - clearance;
  const [neck, widest] = [cap_t + lip + clearance, slot / 2 + hook];
  // The hook slopes in at 45° behind its widest place, so that it can be pressed in.
  const taper = widest - stem / 2;
  const right: Point2dMm[] = [
    [w / 2, 0],
    [w / 2, cap_t],
    [stem, cap_t],
    [stem, neck],
    [widest, neck],
    [stem / 2, neck + taper],
  ];
  const corners = [...right, ...right.toReversed().map(([x, y]): Point2dMm => [-x, y])];
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(prism(kernel, own, polygonLoop(corners), -length / 2, length / 2), { z: [0, -1, 0], x: [1, 0, 0] })
      .build("The cover"),
  );
}
