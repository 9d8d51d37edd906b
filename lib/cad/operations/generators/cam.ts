import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { hermiteSpline } from "../modelling/hermite-spline";
import { type Curve2, circleLoop, type Loop, polar } from "../modelling/region";
import { Assembly } from "./assembly";
import { raised } from "./primitives";
import { mustBeBelow } from "./refuse";

/** Radius and its first two derivatives by the angle. */
type RadiusJet = (angle: number) => readonly [number, number, number];

export function makeCam(kernel: Kernel, params: PartParams<"cam">): PartShape {
  const { feature, at, b, bore, base_d, lift, radii } = params;
  const harmonic = base_d !== undefined && lift !== undefined;
  if (harmonic === (radii !== undefined)) throw invalidInput("A cam needs either base_d and lift, or radii, and not both.");
  const least = radii ? 2 * Math.min(...radii) : (base_d ?? 0);
  mustBeBelow("bore", bore, least, "the smallest diameter of the cam");
  const outer = radii ? throughRadii(radii) : harmonicLoop(params, (base_d ?? 0) / 2, lift ?? 0);
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(raised(kernel, own, { outer, holes: bore > 0 ? [circleLoop(bore / 2, "bore")] : [] }, 0, b))
      .build("The cam"),
  );
}

/** A curve of a radius over an angle, from polar to plane coordinates. */
function polarSpline(radius: RadiusJet, from: number, to: number, role: string): Curve2 {
  const spans = Math.max(2, Math.ceil(Math.abs(to - from) / 0.2));
  return hermiteSpline(
    (angle) => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const [r, slope, bend] = radius(angle);
      return [
        [r * c, r * s],
        [slope * c - r * s, slope * s + r * c],
        [(bend - r) * c - 2 * slope * s, (bend - r) * s + 2 * slope * c],
      ];
    },
    from,
    to,
    spans,
    role,
  );
}

/** Rises from +X anticlockwise: r = base + lift/2 · (1 − cos(π · share)). */
function harmonicLoop({ rise, dwell, fall }: PartParams<"cam">, base: number, lift: number): Loop {
  const rest = 360 - rise - dwell - fall;
  if (rest < 0) throw invalidInput(`rise, dwell and fall are ${rise + dwell + fall} degrees together and must be at most 360.`);
  const [a, top, end] = [degToRad(rise), degToRad(rise + dwell), degToRad(rise + dwell + fall)];
  const swing =
    (from: number, length: number, sense: 1 | -1): RadiusJet =>
    (angle) => {
      const [rate, phase] = [Math.PI / length, (Math.PI * (angle - from)) / length];
      const [c, s] = [sense * Math.cos(phase), sense * Math.sin(phase)];
      return [base + (lift / 2) * (1 - c), (lift / 2) * rate * s, (lift / 2) * rate ** 2 * c];
    };
  const arc = (radius: number, from: number, to: number, role: string): Curve2[] =>
    to - from > 1e-9 ? [{ kind: "arc", from: polar(radius, from), via: polar(radius, (from + to) / 2), to: polar(radius, to), role }] : [];
  return [
    polarSpline(swing(0, a, 1), 0, a, "rise"),
    ...arc(base + lift, a, top, "dwell"),
    polarSpline(swing(top, end - top, -1), top, end, "fall"),
    ...arc(base, end, 2 * Math.PI, "rest"),
  ];
}

/** A closed curve whose radius is the periodic cubic spline through the given radii, the first on +X. */
function throughRadii(radii: readonly number[]): Loop {
  const step = (2 * Math.PI) / radii.length;
  const bends = periodicBends(radii, step);
  const at = (list: readonly number[], index: number) => list[((index % list.length) + list.length) % list.length] ?? 0;
  return radii.map((_, index) => {
    const [r0, r1, b0, b1] = [at(radii, index), at(radii, index + 1), at(bends, index), at(bends, index + 1)];
    const radius: RadiusJet = (angle) => {
      const t = angle / step - index;
      const s = 1 - t;
      return [
        s * r0 + t * r1 + (step ** 2 / 6) * ((s ** 3 - s) * b0 + (t ** 3 - t) * b1),
        (r1 - r0) / step + (step / 6) * ((1 - 3 * s ** 2) * b0 + (3 * t ** 2 - 1) * b1),
        s * b0 + t * b1,
      ];
    };
    return polarSpline(radius, index * step, (index + 1) * step, `side[${index + 1}]`);
  });
}

/** Second derivatives of the periodic cubic spline: each balances its neighbours; solved by Gauss–Seidel, which halves the error a round. */
function periodicBends(values: readonly number[], step: number): number[] {
  const n = values.length;
  const at = (list: readonly number[], index: number) => list[(index + n) % n] ?? 0;
  const bends = values.map(() => 0);
  for (let round = 0; round < 80; round++) {
    for (let index = 0; index < n; index++) {
      const curvature = (6 * (at(values, index + 1) - 2 * at(values, index) + at(values, index - 1))) / step ** 2;
      bends[index] = (curvature - at(bends, index - 1) - at(bends, index + 1)) / 4;
    }
  }
  return bends;
}
