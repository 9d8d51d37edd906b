import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import { hermiteSpline, type Jet } from "../modelling/hermite-spline";
import { type Curve2, type Loop, mapPiece, polar, reversed, turned } from "../modelling/region";
import { tidy } from "./refuse";

/** A toothed outline across the axis. */
export interface ToothForm {
  z: number;
  pitchRadius: number;
  /** Transverse pressure angle. */
  pressureAngleRad: number;
  tipRadius: number;
  rootRadius: number;
  /** Arc length of a tooth on the pitch circle. */
  thicknessMm: number;
  /** Wanted radius of the root's fillets; less where the root is too narrow. */
  filletMm: number;
}

/** inv α = tan α − α. */
export function involute(angleRad: number): number {
  return Math.tan(angleRad) - angleRad;
}

/** The involute of a base circle that starts on +u and unwinds anticlockwise, by roll angle. */
function involuteJet(baseRadius: number): (t: number) => Jet<Point2dMm> {
  return (t) => {
    const [c, s] = [Math.cos(t), Math.sin(t)];
    return [
      [baseRadius * (c + t * s), baseRadius * (s - t * c)],
      [baseRadius * t * c, baseRadius * t * s],
      [baseRadius * (c - t * s), baseRadius * (s + t * c)],
    ];
  };
}

/** Roll angle at which the involute reaches a radius. */
function rollAt(baseRadius: number, radius: number): number {
  return Math.sqrt(Math.max(0, (radius / baseRadius) ** 2 - 1));
}

/**
 * The outline of a gear with a tooth on +u, anticlockwise: root, fillet, flank, tip, flank, fillet, tooth by tooth.
 * Below the base circle the flank runs on radially, as the involute begins.
 */
export function gearLoop(form: ToothForm): Loop {
  const { z, tipRadius } = form;
  const half = Math.PI / z;
  const baseHalf = baseHalfAngle(form);
  const tipHalf = baseHalf - involute(Math.acos(Math.min(1, baseRadiusOf(form) / tipRadius)));
  if (tipHalf <= 1e-6) {
    throw invalidInput(
      `A gear of ${z} teeth with these sizes has pointed teeth: they end below the tip diameter of ${tidy(2 * tipRadius)} mm. A smaller shift or more teeth leave a top land.`,
    );
  }
  const flank = lowerFlank(form, fittingFillet(form, baseHalf, half));
  // From the middle of the space below the tooth, along its lower flank to the tip.
  const lower = flank.pieces.map((piece) => mapPiece(piece, (at) => turned(at, -baseHalf)));
  const upper = lower.toReversed().map((piece) => reversed(mapPiece(piece, ([x, y]) => [x, -y], piece.role)));
  const tip: Curve2 = { kind: "arc", from: polar(tipRadius, -tipHalf), via: [tipRadius, 0], to: polar(tipRadius, tipHalf), role: "tip" };
  const rootFrom = baseHalf - flank.rootAngle;
  const rootTo = 2 * half - rootFrom;
  const root: Curve2[] =
    rootTo - rootFrom > 1e-7
      ? [
          {
            kind: "arc",
            from: polar(form.rootRadius, rootFrom),
            via: polar(form.rootRadius, half),
            to: polar(form.rootRadius, rootTo),
            role: "root",
          },
        ]
      : [];
  const tooth = [...lower, tip, ...upper, ...root];
  return Array.from({ length: z }, (_, index) =>
    tooth.map((piece) => mapPiece(piece, (at) => turned(at, 2 * half * index), `tooth[${index + 1}]/${piece.role ?? "flank"}`)),
  ).flat();
}

function baseRadiusOf({ pitchRadius, pressureAngleRad }: ToothForm): number {
  return pitchRadius * Math.cos(pressureAngleRad);
}

/** Half the angle that a tooth takes on the base circle. */
function baseHalfAngle({ thicknessMm, pitchRadius, pressureAngleRad }: ToothForm): number {
  return thicknessMm / (2 * pitchRadius) + involute(pressureAngleRad);
}

interface Flank {
  /** From the root circle to the tip, of the involute that starts on +u; material at greater angles. */
  pieces: Curve2[];
  /** Angle, on the root circle, where it starts; below 0 where a fillet reaches into the space. */
  rootAngle: number;
}

/** The largest fillet up to the wanted one that leaves the two fillets of a space apart. */
function fittingFillet(form: ToothForm, baseHalf: number, half: number): number {
  const fits = (fillet: number) => baseHalf - lowerFlank(form, fillet).rootAngle < half;
  if (!fits(0)) throw invalidInput("These teeth are thicker at their roots than the pitch; a smaller shift or more teeth fit.");
  if (fits(form.filletMm)) return form.filletMm;
  let [low, high] = [0, form.filletMm];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  // A little less, so that a root land is left between them.
  return low * 0.98;
}

/**
 * A curve parallel to an involute is an involute of the same base circle, which places the fillet's centre exactly.
 */
function lowerFlank(form: ToothForm, fillet: number): Flank {
  const base = baseRadiusOf(form);
  const { rootRadius: root, tipRadius: tip } = form;
  const center = root + fillet;
  const string = Math.sqrt(Math.max(0, center ** 2 - base ** 2));
  const endRoll = rollAt(base, tip);
  const involutePiece = (from: number): Curve2 => hermiteSpline(involuteJet(base), from, endRoll, spansFor(endRoll - from), "flank");
  if (center >= base && string >= fillet) {
    const roll = (string - fillet) / base;
    if (roll >= endRoll) return { pieces: [], rootAngle: Infinity };
    // Centre on the tangent of the base circle at `roll`, beyond the flank by the fillet's radius.
    const middle: Point2dMm = [base * Math.cos(roll) + string * Math.sin(roll), base * Math.sin(roll) - string * Math.cos(roll)];
    const [foot] = involuteJet(base)(roll);
    const rootAngle = Math.atan2(middle[1], middle[0]);
    const arc = filletArc(middle, fillet, polar(root, rootAngle), foot);
    return { pieces: [...arc, involutePiece(roll)], rootAngle };
  }
  const reach = Math.sqrt(Math.max(0, center ** 2 - fillet ** 2));
  const rootAngle = -Math.asin(fillet / center);
  const arc = filletArc(polar(center, rootAngle), fillet, polar(root, rootAngle), [reach, 0]);
  const radial: Curve2[] = base - reach > 1e-9 ? [{ kind: "line", from: [reach, 0], to: [base, 0], role: "flank_foot" }] : [];
  return { pieces: [...arc, ...radial, involutePiece(0)], rootAngle };
}

/** From the root circle to the flank, around the fillet's centre. */
function filletArc(center: Point2dMm, radius: number, from: Point2dMm, to: Point2dMm): Curve2[] {
  if (radius < 1e-9) return [];
  const chord: Point2dMm = [(from[0] + to[0]) / 2 - center[0], (from[1] + to[1]) / 2 - center[1]];
  const scale = radius / Math.hypot(...chord);
  return [{ kind: "arc", from, via: [center[0] + chord[0] * scale, center[1] + chord[1] * scale], to, role: "fillet" }];
}

/** Half a radian of roll a span keeps a flank true to 1e-8 of its base radius. */
function spansFor(rollRad: number): number {
  return Math.max(2, Math.ceil(rollRad / 0.25));
}
