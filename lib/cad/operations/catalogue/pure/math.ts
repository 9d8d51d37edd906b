import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { evaluateArithmetic } from "./arithmetic";
import { SERVICES } from "./base-services";
import { requireEntries } from "./bounded-result";
import { type PureFunction, pureNamespace } from "./pure-namespace";

interface OfNumber {
  number: number;
}

interface Range {
  min: number;
  max: number;
}

const OWN: Record<string, PureFunction> = {
  clamp: ({ number, min, max }: OfNumber & Range) => Math.max(ordered({ min, max }).min, Math.min(max, number)),
  ease: ({ x, min = 0, max = 1, ease }: Partial<Range> & { x?: number; ease?: string }) => {
    if (x === undefined || ease === undefined) throw invalidInput("x and ease are needed; one is missing.");
    return min + (max - min) * eased(ease, x);
  },
  evalArithmetic: ({ expression }: { expression: string }) => evaluateArithmetic(expression),
  fract: ({ number }: OfNumber) => number - Math.floor(number),
  inverseLerp: ({ start, end, value }: { start: number; end: number; value: number }) =>
    start === end ? 0 : (value - start) / (end - start),
  lerp: ({ start, end, t }: { start: number; end: number; t: number }) => start + (end - start) * t,
  moveTowards: ({ current, target, maxDelta }: { current: number; target: number; maxDelta: number }) =>
    Math.abs(target - current) <= maxDelta ? target : current + Math.sign(target - current) * maxDelta,
  pingPong: ({ t, length }: { t: number; length: number }) => {
    if (!(length > 0)) throw invalidInput(`length is ${length} and must be more than 0.`);
    const along = Math.abs(t) % (2 * length);
    return along > length ? 2 * length - along : along;
  },
  roundAndRemoveTrailingZeros: ({ number, decimalPlaces }: OfNumber & { decimalPlaces: number }) => Number(number.toFixed(decimalPlaces)),
  sign: ({ number }: OfNumber) => Math.sign(number),
  smoothstep: ({ number }: OfNumber) => {
    const t = Math.max(0, Math.min(1, number));
    return t * t * (3 - 2 * t);
  },
  wrap: ({ number, ...range }: OfNumber & Range) => {
    const { min, max } = ordered(range);
    const along = (number - min) % (max - min || 1);
    return max === min ? min : (along < 0 ? along + (max - min) : along) + min;
  },
};

function ordered(range: Range): Range {
  if (range.min > range.max) throw invalidInput(`min is ${range.min} and must be at most max, ${range.max}.`);
  return range;
}

/** Where an easing curve from 0 to 1 is at `x`; the schema knows the curves by name. */
export function eased(name: string, x: number): number {
  const service = SERVICES.math ?? {};
  const curve: unknown = /^ease[A-Z]/.test(name) ? Reflect.get(service, name) : undefined;
  const value: unknown = typeof curve === "function" ? Reflect.apply(curve, service, [x]) : undefined;
  if (typeof value !== "number") throw invalidInput(`ease is ${name}, which is no curve.`);
  return value;
}

function refuse(id: string, operation: string, { count, decimalPlaces }: Readonly<Record<string, unknown>>): void {
  if (operation === "randomNumbers") requireEntries(id, Number(count));
  if (decimalPlaces !== undefined && !(Number.isInteger(decimalPlaces) && Number(decimalPlaces) >= 0 && Number(decimalPlaces) <= 100)) {
    throw invalidInput(`decimalPlaces is ${decimalPlaces} and must be a whole number from 0 to 100.`);
  }
}

/** `math.*` */
export const MATH = pureNamespace({ name: "math", own: OWN, refuse });
