import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { onFace } from "../modelling/on-face";
import { circleLoop, polar } from "../modelling/region";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { raised, rod, turnedBody } from "./primitives";
import { mustBeAbove, mustBeBelow, tidy } from "./refuse";

/** The rings of a bearing take this share of its section each; the groove lies between them. */
const RING_SHARE = 0.3;

export function makeBearing(kernel: Kernel, { feature, at, d, D, B, recess }: PartParams<"bearing">): PartShape {
  mustBeBelow("d", d, D, "D");
  mustBeBelow("recess", recess, B / 2, "half of B");
  const ring = ((D - d) / 2) * RING_SHARE;
  const [inner, outer] = [d / 2 + ring, D / 2 - ring];
  return kernel.scope((own) => {
    const tube = (to: number, outside: number, inside: number) =>
      raised(kernel, own, { outer: circleLoop(outside, "outer"), holes: [circleLoop(inside, "inner")] }, 0, to);
    const assembly = new Assembly(kernel, own, feature, at).add(tube(B, D / 2, d / 2));
    if (recess > 0) {
      const groove = tube(recess + OVERSHOOT_MM, outer, inner);
      assembly
        .cut(groove, { name: "recess[1]", origin: [0, 0, -OVERSHOOT_MM] })
        .cut(groove, { name: "recess[2]", origin: [0, 0, B - recess] });
    }
    return assembly.build("The bearing");
  });
}

export function makeHoseBarb(
  kernel: Kernel,
  { feature, at, od, barb_d, n, pitch, bore, base_d, base_h }: PartParams<"hose_barb">,
): PartShape {
  mustBeBelow("bore", bore, od, "od");
  mustBeAbove("barb_d", barb_d, od, "od");
  mustBeAbove("base_d", base_d, barb_d, "barb_d");
  const barbs = Array.from({ length: n }, (_, index) => {
    const foot = base_h + index * pitch;
    return [
      [barb_d / 2, foot, `barb[${index + 1}]`],
      [od / 2, foot + pitch, index === n - 1 ? "top" : `step[${index + 1}]`],
    ] as const;
  }).flat();
  return kernel.scope((own) => {
    const body = turnedBody(kernel, own, [
      [bore / 2, 0, "bottom"],
      [base_d / 2, 0, "base"],
      [base_d / 2, base_h, "seat"],
      ...barbs,
      [bore / 2, base_h + n * pitch, "bore"],
    ]);
    return new Assembly(kernel, own, feature, at).add(body).build("The hose barb");
  });
}

export function makeKnob(kernel: Kernel, params: PartParams<"knob">): PartShape {
  const { feature, at, d, h, flutes, flute_d, stem_d, stem_h, bore, bore_depth } = params;
  const stem = stem_d > 0 && stem_h > 0;
  if (stem) mustBeBelow("stem_d", stem_d, d, "d");
  const foot = stem ? stem_h : 0;
  if (flutes > 0) {
    if (flute_d <= 0) throw invalidInput("flute_d is 0 and must be a size: flutes are asked for.");
    mustBeBelow("flute_d", flute_d, d * Math.sin(Math.PI / Math.max(flutes, 2)), "the distance from one flute to the next");
    mustBeBelow("bore", bore, d - flute_d, "what the flutes leave of the knob");
  }
  mustBeBelow("bore", bore, stem ? stem_d : d, stem ? "stem_d" : "d");
  if (bore > 0) mustBeBelow("bore_depth", bore_depth, foot + h, "the height of the knob");
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(rod(kernel, own, d, foot, foot + h));
    if (stem) assembly.add(rod(kernel, own, stem_d, 0, foot), { name: "stem" });
    for (let index = 0; index < flutes; index++) {
      const [x, y] = polar(d / 2, (2 * Math.PI * index) / flutes);
      assembly.cut(rod(kernel, own, flute_d, foot - OVERSHOOT_MM, foot + h + OVERSHOOT_MM, "wall"), {
        origin: [x, y, 0],
        name: `flute[${index + 1}]`,
      });
    }
    if (bore > 0) {
      const top = bore_depth > 0 ? bore_depth : foot + h + OVERSHOOT_MM;
      assembly.cut(rod(kernel, own, bore, -OVERSHOOT_MM, top, "wall"), { name: "bore" });
    }
    return assembly.build("The knob");
  });
}

export function makeWheel(kernel: Kernel, params: PartParams<"wheel">): PartShape {
  const { feature, at, d, w, rim_t, web_t, hub_d, bore, holes, hole_d } = params;
  const hubWidth = params.hub_w ?? w;
  const rimInner = d - 2 * rim_t;
  mustBeBelow("hub_d", hub_d, rimInner, "the inside of the rim");
  mustBeBelow("bore", bore, hub_d, "hub_d");
  mustBeBelow("web_t", web_t, Math.min(w, hubWidth) + 1e-9, "the width of rim and hub");
  const circle = (rimInner + hub_d) / 4;
  if (holes > 0) {
    mustBeBelow(
      "hole_d",
      hole_d,
      Math.min((rimInner - hub_d) / 2, 2 * circle * Math.sin(Math.PI / Math.max(holes, 2))),
      "the room in the web",
    );
    mustBeAbove("hole_d", hole_d, 0, "holes are asked for");
  }
  // Stands on the wider of rim and hub.
  const middle = Math.max(w, hubWidth) / 2;
  const [webLow, webHigh] = [middle - web_t / 2, middle + web_t / 2];
  const [rim, hub] = [[middle - w / 2, middle + w / 2] as const, [middle - hubWidth / 2, middle + hubWidth / 2] as const];
  return kernel.scope((own) => {
    const body = turnedBody(kernel, own, [
      [bore / 2, hub[0], "hub_bottom"],
      [hub_d / 2, hub[0], "hub"],
      [hub_d / 2, webLow, "web_bottom"],
      [rimInner / 2, webLow, "rim_inner"],
      [rimInner / 2, rim[0], "rim_bottom"],
      [d / 2, rim[0], "tread"],
      [d / 2, rim[1], "rim_top"],
      [rimInner / 2, rim[1], "rim_inner"],
      [rimInner / 2, webHigh, "web_top"],
      [hub_d / 2, webHigh, "hub"],
      [hub_d / 2, hub[1], "hub_top"],
      [bore / 2, hub[1], "bore"],
    ]);
    const assembly = new Assembly(kernel, own, feature, at).add(body);
    for (let index = 0; index < holes; index++) {
      const [x, y] = polar(circle, (2 * Math.PI * index) / holes);
      assembly.cut(rod(kernel, own, hole_d, webLow - OVERSHOOT_MM, webHigh + OVERSHOOT_MM, "wall"), {
        origin: [x, y, 0],
        name: `hole[${index + 1}]`,
      });
    }
    return assembly.build("The wheel");
  });
}

export function cutORingGland(kernel: Kernel, params: PartParams<"o_ring_gland">): PartShape {
  const { id, w, depth } = params;
  return onFace(kernel, params, {
    what: "The O-ring gland",
    kind: "cut",
    draw: (own, behind) => {
      if (depth >= behind) throw invalidInput(`depth is ${depth} and must be less than ${tidy(behind)}, the thickness behind the face.`);
      return turnedBody(kernel, own, [
        [id / 2, -depth, "floor"],
        [id / 2 + w, -depth, "outer"],
        [id / 2 + w, OVERSHOOT_MM, "mouth"],
        [id / 2, OVERSHOOT_MM, "inner"],
      ]);
    },
  });
}
