/** Kronrod's extension to fifteen points of Gauss's rule of seven, on −1 to 1, the positive half. */
const NODES: readonly (readonly [at: number, weight: number, gaussWeight: number])[] = [
  [0, 0.20948214108472782, 0.4179591836734694],
  [0.20778495500789848, 0.20443294007529889, 0],
  [0.4058451513773972, 0.19035057806478542, 0.3818300505051189],
  [0.5860872354676911, 0.1690047266392679, 0],
  [0.7415311855993945, 0.14065325971552592, 0.27970539148927664],
  [0.8648644233597691, 0.10479001032225019, 0],
  [0.9491079123427585, 0.06309209262997856, 0.1294849661688697],
  [0.9914553711208126, 0.022935322010529224, 0],
];

/**
 * Largest difference of the two rules, as a share of the scale, at which the longer one is taken as it is. Its own error
 * is smaller by many digits, since the difference is that of the shorter rule.
 */
const AGREEMENT = 1e-8;

/** Several integrals over one parameter at once, halved wherever they are not yet sure. */
export class GaussKronrod {
  /**
   * @param scales of each integral: errors are judged against them
   * @param maxHalvings of one stretch, after which its value is taken as it is
   * @param mayHalve whether there is time for more
   */
  constructor(
    private readonly scales: readonly number[],
    private readonly maxHalvings: number,
    private readonly mayHalve: () => boolean = () => true,
  ) {}

  /** Integrals over the stretches between ascending bounds. */
  over(breaks: readonly number[], valuesAt: (parameter: number) => ArrayLike<number>): Float64Array {
    const sum = new Float64Array(this.scales.length);
    for (const [index, from] of breaks.slice(0, -1).entries()) {
      const to = breaks[index + 1] ?? from;
      if (to > from) this.addStretch(sum, from, to, valuesAt, this.maxHalvings);
    }
    return sum;
  }

  private addStretch(
    sum: Float64Array,
    from: number,
    to: number,
    valuesAt: (parameter: number) => ArrayLike<number>,
    halvings: number,
  ): void {
    const middle = (from + to) / 2;
    const half = (to - from) / 2;
    const kronrod = new Float64Array(sum.length);
    const gauss = new Float64Array(sum.length);
    for (const [at, weight, gaussWeight] of NODES) {
      for (const parameter of at === 0 ? [middle] : [middle - half * at, middle + half * at]) {
        const values = valuesAt(parameter);
        for (let index = 0; index < sum.length; index++) {
          const value = (values[index] ?? 0) * half;
          kronrod[index] = (kronrod[index] ?? 0) + weight * value;
          gauss[index] = (gauss[index] ?? 0) + gaussWeight * value;
        }
      }
    }
    if (halvings > 0 && !this.agree(kronrod, gauss) && this.mayHalve()) {
      this.addStretch(sum, from, middle, valuesAt, halvings - 1);
      this.addStretch(sum, middle, to, valuesAt, halvings - 1);
      return;
    }
    for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (kronrod[index] ?? 0);
  }

  private agree(kronrod: Float64Array, gauss: Float64Array): boolean {
    return this.scales.every((scale, index) => Math.abs((kronrod[index] ?? 0) - (gauss[index] ?? 0)) <= AGREEMENT * scale);
  }
}
