import type { Geom_Curve } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { add, multiply, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { bSpline } from "./build-spline";
import { mustBePositive } from "./check-number";
import { groundAxes } from "./ground-axes";
import type { Placed } from "./params";

/** A curve that turns about an axis while its radius and its height change evenly with the angle. */
export interface Winding extends Placed {
  startRadius: number;
  endRadius: number;
  height: number;
  turns: number;
  /** Seen against `direction`, from above. */
  clockwise: boolean;
  /** How far the curve may be from the true one, mm. */
  tolerance: number;
}

const MAX_TURNS = 1_000;
const LEAST_SPANS_A_TURN = 12;
const MOST_SPANS_A_TURN = 96;

/** Position and its first two derivatives by the angle. */
interface Sample {
  at: Vec3;
  speed: Vec3;
  acceleration: Vec3;
}

/**
 * Polynomials of degree five that meet the true curve at even angles in position, speed and curvature, as one B-spline
 * that is smooth to the second derivative. Between them it is off by R h⁶ / 46080, h being the angle from one to the next.
 */
export function winding(kernel: Kernel, own: Own, params: Winding): Geom_Curve {
  const { startRadius, endRadius, turns, tolerance } = params;
  mustBePositive({ tolerance });
  if (!(turns > 0) || turns > MAX_TURNS)
    throw invalidInput(`The curve has ${turns} turns and must have more than 0 and at most ${MAX_TURNS}.`);
  const widest = Math.max(startRadius, endRadius);
  const allowed = (2 * Math.PI) / ((46_080 * tolerance) / widest) ** (1 / 6);
  const aTurn = Math.min(MOST_SPANS_A_TURN, Math.max(LEAST_SPANS_A_TURN, Math.ceil(allowed)));
  const spans = Math.max(1, Math.ceil(turns * aTurn));
  const step = (turns * 2 * Math.PI) / spans;
  const samples = Array.from({ length: spans + 1 }, (_, index) => sampleAt(params, index * step));
  const knots = samples.map((_, index) => index * step);
  const multiplicities = knots.map((_, index) => (index === 0 || index === spans ? 6 : 3));
  return bSpline(kernel, own, { poles: polesOf(samples, step), knots, multiplicities, degree: 5, periodic: false });
}

function sampleAt({ startRadius, endRadius, height, turns, clockwise, center, direction }: Winding, angle: number): Sample {
  const { x, z: start } = groundAxes(direction);
  // The kernel's frame: its X is the image of Z, its Y that of X.
  const sideways = clockwise ? multiply(x, -1) : x;
  const up = multiply(direction, 1 / Math.hypot(...direction));
  const whole = turns * 2 * Math.PI;
  const growth = (endRadius - startRadius) / whole;
  const radius = startRadius + growth * angle;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const along = (a: number, b: number, c: number) => add(multiply(start, a), add(multiply(sideways, b), multiply(up, c)));
  return {
    at: add(center, along(radius * cosine, radius * sine, (height * angle) / whole)),
    speed: along(growth * cosine - radius * sine, growth * sine + radius * cosine, height / whole),
    acceleration: along(-2 * growth * sine - radius * cosine, 2 * growth * cosine - radius * sine, 0),
  };
}

/** Poles of the B-spline with threefold inner knots that the spans' own Bézier poles make up. */
function polesOf(samples: readonly Sample[], step: number): Vec3[] {
  const spans = samples.slice(0, -1).flatMap((from, index) => {
    const to = samples[index + 1];
    return to ? [bezierOf(from, to, step)] : [];
  });
  const last = spans.at(-1);
  const [first] = spans;
  if (!first || !last) throw new Error("A winding has no spans.");
  const inner = spans.slice(0, -1).flatMap(([, , c, d, e]) => [c, d, subtract(multiply(e, 2), d)]);
  return [first[0], first[1], ...inner, last[2], last[3], last[4], last[5]];
}

/** The six Bézier poles of one span. */
function bezierOf(from: Sample, to: Sample, step: number): [Vec3, Vec3, Vec3, Vec3, Vec3, Vec3] {
  const first = multiply(from.speed, step / 5);
  const last = multiply(to.speed, step / 5);
  const bend = (sample: Sample) => multiply(sample.acceleration, (step * step) / 20);
  return [
    from.at,
    add(from.at, first),
    add(from.at, add(multiply(first, 2), bend(from))),
    add(to.at, subtract(bend(to), multiply(last, 2))),
    subtract(to.at, last),
    to.at,
  ];
}
