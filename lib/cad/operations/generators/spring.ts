import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { circleLoop } from "../modelling/region";
import { type Screw, screwSweep } from "../modelling/screw-sweep";
import { Assembly } from "./assembly";
import { mustBeBelow, tidy } from "./refuse";

/** Pitch of closed ends, in wires: a gap stays, since coils that touch are no solid. */
const CLOSED_PITCH = 1.05;

export function makeSpring(kernel: Kernel, params: PartParams<"spring">): PartShape {
  const { feature, at, d, mean_d, pitch, hand } = params;
  mustBeBelow("d", d, mean_d, "mean_d");
  const least = CLOSED_PITCH * d;
  if (pitch < least) throw invalidInput(`pitch is ${pitch} and must be at least ${tidy(least)}, or the coils touch.`);
  const sense = hand === "left" ? -1 : 1;
  const { turns, rise } = windingOf(params);
  const radius = mean_d / 2;
  // Across the helix at its start; every later section is this one, turned and lifted.
  const lead = Math.atan2(pitch, 2 * Math.PI * radius);
  const [cosine, sine] = [Math.cos(lead), Math.sin(lead)];
  const foot = (d / 2) * cosine;
  return kernel.scope((own) => {
    const plane = {
      origin: [radius, 0, foot] as [number, number, number],
      u: [1, 0, 0] as [number, number, number],
      v: [0, -sense * sine, cosine] as [number, number, number],
    };
    const body = screwSweep(kernel, own, circleLoop(d / 2, "wire"), plane, { turnRad: sense * 2 * Math.PI * turns, rise });
    return new Assembly(kernel, own, feature, at).add(body).build("The spring");
  });
}

/** Turns with the ends', and the rise along them: even, or slow at both ends with a smooth change between. */
function windingOf({ d, turns, pitch, ends }: PartParams<"spring">): { turns: number; rise: Screw["rise"] } {
  if (ends === "open") return { turns, rise: pitch * turns };
  const whole = turns + 2;
  const slow = CLOSED_PITCH * d;
  // The pitch as a function of the turn n: slow to 3/4, to full by 5/4, and mirrored at the other end.
  const ramp = (n: number): readonly [number, number, number] => {
    const x = Math.min(1, Math.max(0, (n - 0.75) / 0.5));
    // Smoothstep, its integral over n and its slope.
    const share = x * x * (3 - 2 * x);
    const integral = 0.5 * (x ** 3 - x ** 4 / 2) + Math.max(0, n - 1.25);
    return [integral, share, (6 * x * (1 - x)) / 0.5];
  };
  const heightAt = (n: number): readonly [number, number, number] => {
    // The second half is the first, seen from the other end.
    const fromEnd = ramp(whole - n);
    const blend = n <= whole / 2 ? ramp(n) : ([2 * ramp(whole / 2)[0] - fromEnd[0], fromEnd[1], -fromEnd[2]] as const);
    return [slow * n + (pitch - slow) * blend[0], slow + (pitch - slow) * blend[1], (pitch - slow) * blend[2]];
  };
  return {
    turns: whole,
    rise: (share) => {
      const [z, slope, bend] = heightAt(share * whole);
      return [z, slope * whole, bend * whole ** 2];
    },
  };
}
