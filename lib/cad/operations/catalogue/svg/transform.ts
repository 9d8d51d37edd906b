import { degToRad } from "@/lib/core/units";
import { type Affine, composed, SAME } from "../flat-path";

type Maker = (numbers: readonly number[]) => Affine;

const MAKERS: Readonly<Record<string, Maker>> = {
  matrix: ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]) => [a, b, c, d, e, f],
  translate: ([x = 0, y = 0]) => [1, 0, 0, 1, x, y],
  scale: ([x = 1, y = x]) => [x, 0, 0, y, 0, 0],
  rotate: ([angle = 0, x = 0, y = 0]) => {
    const [cosine, sine] = [Math.cos(degToRad(angle)), Math.sin(degToRad(angle))];
    return composed(composed([1, 0, 0, 1, x, y], [cosine, sine, -sine, cosine, 0, 0]), [1, 0, 0, 1, -x, -y]);
  },
  skewX: ([angle = 0]) => [1, 0, Math.tan(degToRad(angle)), 1, 0, 0],
  skewY: ([angle = 0]) => [1, Math.tan(degToRad(angle)), 0, 1, 0, 0],
};

/** The map that a `transform` attribute names; the last of several acts first. */
export function parseTransform(text: string | undefined): Affine {
  let whole = SAME;
  for (const [, name = "", list = ""] of (text ?? "").matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const numbers = list
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    const maker = MAKERS[name];
    if (maker && numbers.every(Number.isFinite)) whole = composed(whole, maker(numbers));
  }
  return whole;
}
