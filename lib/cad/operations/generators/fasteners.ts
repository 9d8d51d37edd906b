import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { circleLoop, type Loop } from "../modelling/region";
import { revolveRegion } from "../modelling/region-sweeps";
import type { RoledBody } from "../modelling/sweeps";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { hexLoop, prism, raised, rod, turnedBody } from "./primitives";
import { mustBeAbove, mustBeBelow, tidy } from "./refuse";
import { checkThread, minorDiameter, threadedBody } from "./thread-section";

/** A hexagon of `af` fits into a circle of this diameter. */
const acrossCorners = (af: number) => (2 * af) / Math.sqrt(3);

export function makeBolt(kernel: Kernel, params: PartParams<"bolt">): PartShape {
  const { feature, at, d, pitch, mode, hand, socket, head, head_size } = params;
  const { headHeight, tip } = boltHeights(params);
  const threadLength = params.thread_length ?? tip - headHeight;
  if (threadLength > tip - headHeight + 1e-9) {
    throw invalidInput(`thread_length is ${threadLength} and must be at most ${tidy(tip - headHeight)}, the shank's length.`);
  }
  checkThread({ d, pitch }, mode === "modelled" ? threadLength : 0);
  mustBeAbove("head_size", head_size, d, "the bolt's diameter");
  const threadStart = tip - threadLength;
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(headBody(kernel, own, params, headHeight), { name: "head" });
    if (mode === "modelled") {
      if (threadStart > headHeight + 1e-9) assembly.add(rod(kernel, own, d, headHeight, threadStart, "shank"));
      assembly.add(threadedBody(kernel, own, { d, pitch, hand }, threadStart, tip), { name: "thread" });
    } else {
      assembly.add(shank(kernel, own, d, headHeight, threadStart, tip));
    }
    if (socket > 0) {
      const socketDepth = params.socket_depth ?? headHeight / 2;
      const limit = head === "hex" ? head_size : head_size * 0.95;
      mustBeBelow("socket", acrossCorners(socket), limit, "across its corners, the head's size");
      mustBeBelow("socket_depth", socketDepth, tip, "the bolt's length");
      if (head === "countersunk" || socketDepth > headHeight)
        mustBeBelow("socket", acrossCorners(socket), minorDiameter(d, pitch), "the core of the thread");
      assembly.cut(prism(kernel, own, hexLoop(socket), -OVERSHOOT_MM, socketDepth), { name: "socket" });
    }
    return assembly.build("The bolt");
  });
}

/** Height of the head above Z = 0 and of the bolt's tip. */
function boltHeights({ head, head_h, head_size, d, length }: PartParams<"bolt">): { headHeight: number; tip: number } {
  if (head === "countersunk") {
    const headHeight = (head_size - d) / 2;
    mustBeAbove("length", length, headHeight, "the height of the countersunk head");
    return { headHeight, tip: length };
  }
  if (head_h === undefined) throw invalidInput(`head_h is missing; a ${head} head needs its height.`);
  return { headHeight: head_h, tip: head_h + length };
}

function headBody(kernel: Kernel, own: Own, { head, head_size, d }: PartParams<"bolt">, height: number): RoledBody {
  const r = head_size / 2;
  switch (head) {
    case "hex":
      return prism(kernel, own, hexLoop(head_size), 0, height);
    case "socket":
      return rod(kernel, own, head_size, 0, height);
    case "countersunk":
      return turnedBody(kernel, own, [
        [0, 0, "bottom"],
        [r, 0, "cone"],
        [d / 2, height, "top"],
        [0, height, "axis"],
      ]);
    case "button":
      return dome(kernel, own, r, height);
  }
}

/** A cap of a sphere, `r` wide at Z = `height`, its pole in the origin cut flat at half the width. */
function dome(kernel: Kernel, own: Own, r: number, height: number): RoledBody {
  const flat = r / 2;
  // Sphere through (flat, 0) and (r, height), centred on the axis.
  const centre = (r ** 2 - flat ** 2 + height ** 2) / (2 * height);
  const radius = Math.hypot(flat, centre);
  const middle = (Math.atan2(-centre, flat) + Math.atan2(height - centre, r)) / 2;
  const outer: Loop = [
    { kind: "line", from: [0, 0], to: [flat, 0], role: "bottom" },
    { kind: "arc", from: [flat, 0], via: [radius * Math.cos(middle), centre + radius * Math.sin(middle)], to: [r, height], role: "dome" },
    { kind: "line", from: [r, height], to: [0, height], role: "top" },
    { kind: "line", from: [0, height], to: [0, 0], role: "axis" },
  ];
  return revolveRegion(kernel, own, { outer, holes: [] });
}

/** A plain shank whose threaded end bears the thread's name. */
function shank(kernel: Kernel, own: Own, d: number, from: number, threadStart: number, tip: number): RoledBody {
  return turnedBody(kernel, own, [
    [0, from, "foot"],
    [d / 2, from, "shank"],
    [d / 2, threadStart, "thread"],
    [d / 2, tip, "tip"],
    [0, tip, "axis"],
  ]);
}

export function makeNut(kernel: Kernel, { feature, at, d, pitch, af, h, mode, hand }: PartParams<"nut">): PartShape {
  mustBeAbove("af", af, d, "the thread's diameter");
  checkThread({ d, pitch }, mode === "modelled" ? h : 0);
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at);
    if (mode === "cosmetic") {
      return assembly
        .add(raised(kernel, own, { outer: hexLoop(af), holes: [circleLoop(minorDiameter(d, pitch) / 2, "thread")] }, 0, h))
        .build("The nut");
    }
    // A whole pitch beyond both faces, so that the section at Z = 0 is the one that a rod has there.
    const tool = threadedBody(kernel, own, { d, pitch, hand }, -pitch, h + pitch);
    return assembly
      .add(prism(kernel, own, hexLoop(af), 0, h))
      .cut(tool, { name: "thread" })
      .build("The nut");
  });
}

export function makeWasher(kernel: Kernel, { feature, at, id, od, h }: PartParams<"washer">): PartShape {
  mustBeBelow("id", id, od, "od");
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(raised(kernel, own, { outer: circleLoop(od / 2, "outer"), holes: [circleLoop(id / 2, "inner")] }, 0, h))
      .build("The washer"),
  );
}

export function makeSpacer(kernel: Kernel, params: PartParams<"spacer">): PartShape {
  const { feature, at, shape, od, h, hole_d, hole_depth, stud_d, stud_length } = params;
  mustBeBelow("hole_d", hole_d, od, "od");
  const stud = stud_d > 0 && stud_length > 0;
  if (stud) mustBeBelow("stud_d", stud_d, od, "od");
  if (stud && hole_depth === undefined)
    throw invalidInput("A spacer with a stud needs hole_depth: a hole through it would cut the stud off.");
  if (hole_depth !== undefined) mustBeBelow("hole_depth", hole_depth, stud ? h : h / 2, stud ? "h" : "half of h, or the two holes meet");
  const outer = shape === "hex" ? hexLoop(od) : circleLoop(od / 2);
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, outer, 0, h));
    if (stud) assembly.add(rod(kernel, own, stud_d, h, h + stud_length), { name: "stud" });
    const from = -OVERSHOOT_MM;
    const cuts: [string, number, number][] =
      hole_depth === undefined
        ? [["hole", from, h + OVERSHOOT_MM]]
        : [["hole[1]", from, hole_depth], ...(stud ? [] : [["hole[2]", h - hole_depth, h + OVERSHOOT_MM] as [string, number, number]])];
    for (const [name, low, high] of cuts) assembly.cut(rod(kernel, own, hole_d, low, high, "wall"), { name });
    return assembly.build("The spacer");
  });
}
