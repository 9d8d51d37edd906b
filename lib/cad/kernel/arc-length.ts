import { add, multiply, type Vec3 } from "./vector";

/** Gauss's rule of eight points on −1 to 1, the positive half. */
const NODES: readonly (readonly [at: number, weight: number])[] = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
];

const RELATIVE_ERROR = 1e-13;
const MAX_HALVINGS = 18;

/** A stretch of the parameter short enough for one application of the rule. */
interface Span {
  from: number;
  to: number;
  length: number;
  /** Length of the spans before it. */
  before: number;
}

/**
 * Lengths along a curve, from its speed.
 * The kernel's own linear properties integrate an ellipse of 3 by 1 to 13.424 where 13.365 is right; halving until
 * the rule agrees with itself costs a few hundred evaluations and is exact to the last digits.
 */
export class ArcLength {
  private readonly spans: Span[] = [];
  readonly length: number;

  /** @param breaks where the curve is not smooth, with its ends, ascending */
  constructor(
    private readonly speedAt: (parameter: number) => number,
    breaks: readonly number[],
  ) {
    let length = 0;
    for (const [index, from] of breaks.slice(0, -1).entries()) {
      const to = breaks[index + 1] ?? from;
      if (to > from) length = this.measure(from, to, this.integrate(from, to), length, 0);
    }
    this.length = length;
  }

  /** Parameter at which so much of the curve lies behind; beyond the ends at the speed that it has there. */
  parameterAt(length: number): number {
    const span = this.spanAt(length);
    const { from, to } = span;
    const wanted = length - span.before;
    if (wanted <= 0) return from + wanted / this.speedAt(from);
    if (wanted >= span.length) return to + (wanted - span.length) / this.speedAt(to);
    let low = from;
    let high = to;
    let parameter = from + ((to - from) * wanted) / span.length;
    // Newton's steps, kept between bounds that a bisection tightens.
    for (let step = 0; step < 40; step++) {
      const excess = this.integrate(from, parameter) - wanted;
      if (Math.abs(excess) <= RELATIVE_ERROR * (this.length + 1)) break;
      if (excess > 0) high = parameter;
      else low = parameter;
      const next = parameter - excess / this.speedAt(parameter);
      parameter = next > low && next < high ? next : (low + high) / 2;
    }
    return parameter;
  }

  /** Mean of the points of the curve, by length. */
  centroid(at: (parameter: number) => Vec3): Vec3 {
    let sum: Vec3 = [0, 0, 0];
    for (const { from, to } of this.spans) {
      for (const [parameter, weight] of samples(from, to)) sum = add(sum, multiply(at(parameter), weight * this.speedAt(parameter)));
    }
    return multiply(sum, 1 / this.length);
  }

  private measure(from: number, to: number, whole: number, before: number, halvings: number): number {
    const middle = (from + to) / 2;
    const left = this.integrate(from, middle);
    const right = this.integrate(middle, to);
    const error = Math.abs(left + right - whole);
    if (halvings >= MAX_HALVINGS || error <= RELATIVE_ERROR * (left + right) + 1e-15) {
      this.spans.push({ from, to, length: left + right, before });
      return before + left + right;
    }
    return this.measure(middle, to, right, this.measure(from, middle, left, before, halvings + 1), halvings + 1);
  }

  private integrate(from: number, to: number): number {
    return samples(from, to).reduce((sum, [parameter, weight]) => sum + weight * this.speedAt(parameter), 0);
  }

  private spanAt(length: number): Span {
    let low = 0;
    let high = this.spans.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.spans[middle]?.before ?? 0) <= length) low = middle;
      else high = middle - 1;
    }
    const span = this.spans[low];
    if (!span) throw new Error("A curve has no length.");
    return span;
  }
}

/** Parameters of the rule between two bounds, with their weights. */
function samples(from: number, to: number): [parameter: number, weight: number][] {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  return NODES.flatMap(([at, weight]): [number, number][] => [
    [middle - half * at, half * weight],
    [middle + half * at, half * weight],
  ]);
}
