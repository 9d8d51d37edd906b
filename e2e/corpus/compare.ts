import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import type { Expectation } from "./cases";
import { compareHoles } from "./compare-holes";

/** What a comparison found: failures are wrong, notes are worth a look. */
export interface Comparison {
  failures: string[];
  notes: string[];
}

const BBOX_TOL_MM = 0.05;
const VOLUME_TOL = 0.001;
const RADIUS_TOL_MM = 0.05;

const near = (left: number, right: number, tolerance: number) => Math.abs(left - right) <= tolerance;
const relative = (value: number, wanted: number, tolerance: number) => Math.abs(value - wanted) <= tolerance * Math.abs(wanted);
const ascending = (values: readonly number[]) => [...values].sort((left, right) => left - right);

/**
 * Compares a measured part with what its case expects.
 * @param measured of the finished part, at best read back from its exported STEP file
 * @param faces for `spherical_faces`; without them that field is a note
 */
export function compareMeasured(expect: Expectation, measured: Measurements, faces?: readonly FaceRecord[]): Comparison {
  const failures: string[] = [];
  const notes: string[] = [];
  const fail = (holds: boolean, message: string) => {
    if (!holds) failures.push(message);
  };
  fail(measured.solids === 1, `one solid is wanted, ${measured.solids} are there`);
  fail(measured.valid, "the shape is not valid");
  failures.push(...compareBox(expect, measured), ...compareVolume(expect, measured.volume_mm3));
  if (expect.volume_hint !== undefined && !relative(measured.volume_mm3, expect.volume_hint.value, expect.volume_hint.tol)) {
    notes.push(`volume ${measured.volume_mm3} is not near the hint ${expect.volume_hint.value}`);
  }
  if (expect.faces !== undefined) fail(measured.faces === expect.faces, `${expect.faces} faces are wanted, ${measured.faces} are there`);
  if (expect.faces_min !== undefined)
    fail(measured.faces >= expect.faces_min, `at least ${expect.faces_min} faces are wanted, ${measured.faces} are there`);
  if (expect.spherical_faces !== undefined) {
    const spheres = faces?.filter(({ type }) => type === "sphere");
    const distinct = new Set(
      spheres?.map(({ center, radius }) => `${center.map((value) => value.toFixed(2)).join()}|${radius?.toFixed(3)}`),
    );
    if (spheres === undefined) notes.push("spherical faces were not measured");
    else fail(distinct.size === expect.spherical_faces, `${expect.spherical_faces} spheres are wanted, ${distinct.size} are there`);
  }
  failures.push(...compareHoles(expect, measured));
  failures.push(...compareFillets(expect, measured));
  if (expect.chamfers !== undefined) notes.push("chamfers were judged by volume and faces alone");
  return { failures, notes };
}

function compareBox(expect: Expectation, { bounding_box: { size } }: Measurements): string[] {
  const failures: string[] = [];
  const tolerance = expect.bbox_tol ?? BBOX_TOL_MM;
  const text = size.map((value) => value.toFixed(3)).join(" × ");
  if (expect.bbox !== undefined) {
    const [wanted, found] = expect.bbox_axis_order === true ? [expect.bbox, size] : [ascending(expect.bbox), ascending(size)];
    if (!wanted.every((value, index) => near(value, found[index] ?? Number.NaN, tolerance))) {
      failures.push(`bounding box ${expect.bbox.join(" × ")} is wanted, ${text} is there`);
    }
  }
  if (expect.bbox_contains !== undefined && !matchEach(expect.bbox_contains, size, (wanted, extent) => near(wanted, extent, tolerance))) {
    failures.push(`extents ${expect.bbox_contains.join(", ")} are wanted among ${text}`);
  }
  if (expect.bbox_any !== undefined && !expect.bbox_any.some((wanted) => size.some((extent) => near(wanted, extent, tolerance)))) {
    failures.push(`one of ${expect.bbox_any.join(", ")} is wanted among ${text}`);
  }
  if (expect.bbox_range !== undefined && !matchEach(expect.bbox_range, size, ([low, high], extent) => extent >= low && extent <= high)) {
    failures.push(`extents within ${expect.bbox_range.map((range) => range.join("…")).join(", ")} are wanted, ${text} is there`);
  }
  return failures;
}

/** True when each wanted thing has an extent of its own. */
function matchEach<Wanted>(
  wanted: readonly Wanted[],
  extents: readonly number[],
  fits: (wanted: Wanted, extent: number) => boolean,
): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  return extents.some((extent, index) => fits(first, extent) && matchEach(rest, extents.toSpliced(index, 1), fits));
}

function compareVolume(expect: Expectation, volume: number): string[] {
  const failures: string[] = [];
  const tolerance = expect.tol ?? VOLUME_TOL;
  if (expect.volume !== undefined && !relative(volume, expect.volume, tolerance))
    failures.push(`volume ${expect.volume} is wanted, ${volume.toFixed(3)} is there`);
  if (expect.volume_any !== undefined && !expect.volume_any.some((wanted) => relative(volume, wanted, tolerance))) {
    failures.push(`one of the volumes ${expect.volume_any.join(", ")} is wanted, ${volume.toFixed(3)} is there`);
  }
  if (expect.volume_range !== undefined && (volume < expect.volume_range[0] || volume > expect.volume_range[1])) {
    failures.push(`a volume of ${expect.volume_range.join("…")} is wanted, ${volume.toFixed(3)} is there`);
  }
  return failures;
}

function compareFillets({ fillets }: Expectation, measured: Measurements): string[] {
  if (fillets === undefined) return [];
  const { count, min, radius } = fillets;
  const found = measured.fillets
    .filter((fillet) => radius === undefined || near(fillet.radius, radius, RADIUS_TOL_MM))
    .reduce((sum, fillet) => sum + fillet.count, 0);
  if (count !== undefined && found !== count) return [`${count} fillets are wanted, ${found} are there`];
  if (min !== undefined && found < min) return [`at least ${min} fillets are wanted, ${found} are there`];
  return [];
}

/**
 * Compares an error, a refusal or a question with what its case expects.
 * @param text what was answered; undefined when a part came instead
 */
export function compareError(expect: Expectation, text: string | undefined, partHasAssumptions = false): Comparison {
  const failures: string[] = [];
  if (text === undefined) {
    const allowed = expect.clarify_ok === true && partHasAssumptions && (expect.error === undefined || expect.error.kind === "question");
    if (!allowed) failures.push("a part came where a question or an error is wanted");
    return { failures, notes: [] };
  }
  for (const token of expect.error?.must_mention ?? [])
    if (!mentions(text, token)) failures.push(`"${token}" is not mentioned in: ${text}`);
  return { failures, notes: [] };
}

/** A number counts as a whole number only: 0 is not found in 10. */
function mentions(text: string, token: string): boolean {
  if (!/^[\d.]+$/.test(token)) return text.includes(token);
  return [...text.matchAll(/\d+(?:\.\d+)?/g)].some(([number]) => Number(number) === Number(token));
}
