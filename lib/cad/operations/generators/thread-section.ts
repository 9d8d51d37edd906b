import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { hermiteSpline } from "../modelling/hermite-spline";
import { XY_PLANE } from "../modelling/profile-face";
import { type Curve2, type Loop, polar } from "../modelling/region";
import { screwSweep } from "../modelling/screw-sweep";
import type { RoledBody } from "../modelling/sweeps";

/** A 60° thread; its ridge is cut off at the two radii, which the basic profile sets at d/2 and d/2 − 5/8 H. */
export interface Thread {
  /** Nominal diameter and pitch. */
  d: number;
  pitch: number;
  hand: "right" | "left";
  /** Inner radius where a wider hole cuts the profile off; the basic minor radius by default. */
  innerRadius?: number;
}

/** Height of the fundamental triangle for a pitch of 1. */
const TRIANGLE = Math.sqrt(3) / 2;
const TAN_30 = 1 / Math.sqrt(3);
/** A turn costs the kernel about 0.15 s and four faces. */
const MAX_TURNS = 120;

/** d − 1.0825 P, ISO 68-1. */
export function minorDiameter(d: number, pitch: number): number {
  return d - 1.25 * TRIANGLE * pitch;
}

/** Refuses a pitch that leaves no core, and a modelled thread with more turns than are built. */
export function checkThread({ d, pitch }: Pick<Thread, "d" | "pitch">, lengthMm = 0, copies = 1): void {
  const largest = d / 2 / TRIANGLE;
  if (pitch > largest) {
    throw invalidInput(`pitch is ${pitch} and must be at most ${largest} for a thread of d ${d} mm.`, {
      feasible: { param: "pitch", max: largest },
    });
  }
  const turns = (lengthMm / pitch) * copies;
  if (turns > MAX_TURNS) {
    throw invalidInput(
      `A modelled thread ${lengthMm} mm long at a pitch of ${pitch} mm${copies > 1 ? `, ${copies} times,` : ""} has ${Math.ceil(turns)} turns; up to ${MAX_TURNS} are built. A cosmetic thread has no such limit.`,
      { feasible: { param: "length", max: (MAX_TURNS * pitch) / copies } },
    );
  }
}

/**
 * The section of a thread across its axis: root arc, flank, crest arc, flank. A flank straight along the axis is an
 * Archimedean spiral across it.
 */
export function threadLoop({ d, pitch, innerRadius }: Thread): Loop {
  const outer = d / 2;
  const inner = innerRadius ?? minorDiameter(d, pitch) / 2;
  const basicInner = minorDiameter(d, pitch) / 2;
  const angleOf = (z: number) => (2 * Math.PI * z) / pitch;
  // Half the root's flat: P/8 at the basic minor radius, wider by tan 30° a millimetre outwards.
  const rootHalf = pitch / 8 + (inner - basicInner) * TAN_30;
  const crestStart = pitch / 2 - pitch / 16;
  const arc = (radius: number, from: number, to: number, role: string): Curve2 => ({
    kind: "arc",
    from: polar(radius, angleOf(from)),
    via: polar(radius, angleOf((from + to) / 2)),
    to: polar(radius, angleOf(to)),
    role,
  });
  return [
    arc(inner, -rootHalf, rootHalf, "root"),
    spiral(inner, outer, angleOf(rootHalf), angleOf(crestStart), "flank"),
    arc(outer, crestStart, pitch - crestStart, "crest"),
    spiral(outer, inner, angleOf(pitch - crestStart), angleOf(pitch - rootHalf), "flank"),
  ];
}

/** The radius grows evenly with the angle. */
function spiral(fromRadius: number, toRadius: number, from: number, to: number, role: string): Curve2 {
  const slope = (toRadius - fromRadius) / (to - from);
  const jet = (t: number) => {
    const [r, c, s] = [fromRadius + slope * (t - from), Math.cos(t), Math.sin(t)];
    return [
      [r * c, r * s],
      [slope * c - r * s, slope * s + r * c],
      [-2 * slope * s - r * c, 2 * slope * c - r * s],
    ] as const satisfies readonly (readonly [number, number])[];
  };
  return hermiteSpline((t) => jet(t).map(([x, y]) => [x, y]) as [[number, number], [number, number], [number, number]], from, to, 5, role);
}

/** A threaded body from Z = `from` up to `to`, flat at both ends. */
export function threadedBody(kernel: Kernel, own: Own, thread: Thread, from: number, to: number): RoledBody {
  const plane = { ...XY_PLANE, origin: [0, 0, from] as [number, number, number] };
  const turns = (to - from) / thread.pitch;
  const turnRad = 2 * Math.PI * turns * (thread.hand === "left" ? -1 : 1);
  return screwSweep(kernel, own, threadLoop(thread), plane, { turnRad, rise: to - from });
}
