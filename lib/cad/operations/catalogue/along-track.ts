import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { type Track, trackOf } from "@/lib/cad/kernel/track";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { SAME_POINT_MM } from "./distinct-points";
import { edgeIn, wireIn } from "./expect-kind";
import type { Divisions, OfShape, OfShapes } from "./params";

/*
 * What edges and wires tell of the points along them. Shares of the parameter run from 0 at the start to 1 at the end;
 * lengths are from the start.
 */

/** Asks a shape that must be of one kind by a track that lives as long as the question. */
type Ask = <Answer>(kernel: Kernel, part: PartShape, ask: (track: Track, own: Own) => Answer, field?: string) => Answer;

export const askEdge: Ask = (kernel, part, ask, field = "shape") =>
  kernel.scope((own) => ask(trackOf(kernel, own, edgeIn(kernel, own, part, field), field), own));

export const askWire: Ask = (kernel, part, ask, field = "shape") =>
  kernel.scope((own) => ask(trackOf(kernel, own, wireIn(kernel, own, part, field), field), own));

/** Makes operations out of questions: one that asks the shape, one that asks every shape of a list. */
export function operationsThatAsk(askOne: Ask) {
  return {
    ofOne:
      <Answer, More>(ask: (track: Track, params: More) => Answer) =>
      (kernel: Kernel, params: OfShape & More): Answer =>
        askOne(kernel, params.shape, (track) => ask(track, params)),
    ofEach:
      <Answer, More>(ask: (track: Track, params: More) => Answer) =>
      (kernel: Kernel, params: OfShapes & More): Answer[] =>
        params.shapes.map((shape, index) => askOne(kernel, shape, (track) => ask(track, params), `shapes[${index}]`)),
  };
}

/** Of an edge or a wire. */
export function askEither<Answer>(kernel: Kernel, part: PartShape, ask: (track: Track, own: Own) => Answer, field = "shape"): Answer {
  return kernel.scope((own) => ask(trackOf(kernel, own, part.shape, field), own));
}

export function startOf(track: Track): Vec3 {
  return track.at(track.first);
}

export function endOf(track: Track): Vec3 {
  return track.at(track.last);
}

export function isClosedTrack(track: Track): boolean {
  return distance(startOf(track), endOf(track)) <= SAME_POINT_MM;
}

export interface AtParam {
  /** Share of the parameter. */
  param: number;
}

export interface AtLength {
  length: number;
}

export function pointAtParam(track: Track, { param }: AtParam): Vec3 {
  return track.at(parameterAtShare(track, param));
}

/** The first derivative: its direction is the tangent's, its size that of the curve's parameter. */
export function tangentAtParam(track: Track, { param }: AtParam): Vec3 {
  return track.derivative(parameterAtShare(track, param));
}

export function pointAtLength(track: Track, { length }: AtLength): Vec3 {
  return track.at(parameterAtLength(track, length));
}

/** As `tangentAtParam`. */
export function tangentAtLength(track: Track, { length }: AtLength): Vec3 {
  return track.derivative(parameterAtLength(track, length));
}

/** Parameter at a share of the range. */
export function parameterAtShare(track: Track, share: number): number {
  if (!(share >= 0 && share <= 1)) throw invalidInput(`param is ${share} and must be from 0, the start, to 1, the end.`);
  return track.parameterAt(share);
}

/** Parameter at a length, which must lie on the curve. */
export function parameterAtLength(track: Track, length: number, name = "length"): number {
  const whole = track.length;
  if (!(length >= -SAME_POINT_MM && length <= whole + SAME_POINT_MM))
    throw invalidInput(`${name} is ${length} and must be from 0 to the length of the curve, ${Number(whole.toPrecision(12))}.`);
  if (length <= 0) return track.first;
  return length >= whole ? track.last : track.parameterAtLength(length);
}

/** Points at even steps of the parameter. */
export function dividedByParameter(track: Track, divisions: Divisions): Vec3[] {
  return sharesOf(divisions).map((param) => pointAtParam(track, { param }));
}

/** Points at even lengths. */
export function dividedByLength(track: Track, divisions: Divisions): Vec3[] {
  const whole = track.length;
  return sharesOf(divisions).map((share) => pointAtLength(track, { length: share * whole }));
}

function sharesOf({ nrOfDivisions, removeStartPoint, removeEndPoint }: Divisions): number[] {
  const shares = Array.from({ length: nrOfDivisions + 1 }, (_, index) => index / nrOfDivisions);
  return shares.slice(removeStartPoint ? 1 : 0, removeEndPoint ? -1 : undefined);
}
