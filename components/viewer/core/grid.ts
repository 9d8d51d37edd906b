/** Lines of a ground grid, fading to nothing at its rim. */
export interface GroundGrid {
  /** Distance of neighbouring lines: 1, 2 or 5 times a power of ten of the unit, in mm. */
  stepMm: number;
  /** x, y, z of segment ends; z is 0. */
  positions: Float32Array;
  /** Strength of each segment end, 0 to 1. */
  strengths: Float32Array;
}

const STEPS_TO_RIM = 20;
/** Every fifth line is stronger. */
const MAJOR = 5;

/**
 * A step that divides an extent into about ten: 1, 2 or 5 times a power of ten of the unit.
 * @param unitMm what people count in: 1, or 25.4 for inches
 */
export function gridStep(extentMm: number, unitMm: number): number {
  const rough = Math.max(extentMm, 1e-6) / unitMm / 10;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => rough <= candidate * decade * 1.000001) ?? 10;
  return factor * decade * unitMm;
}

/**
 * A square grid on the plane z = 0, on whole multiples of the step.
 * @param extentMm larger side of what stands on it
 */
export function groundGrid(extentMm: number, centre: { x: number; y: number }, unitMm: number): GroundGrid {
  const stepMm = gridStep(extentMm, unitMm);
  const middleX = Math.round(centre.x / stepMm);
  const middleY = Math.round(centre.y / stepMm);
  const positions: number[] = [];
  const strengths: number[] = [];
  const add = (i: number, j: number, weight: number) => {
    positions.push((middleX + i) * stepMm, (middleY + j) * stepMm, 0);
    const rim = Math.min(1, Math.hypot(i, j) / STEPS_TO_RIM);
    strengths.push(weight * (1 - rim) ** 1.5);
  };
  for (let line = -STEPS_TO_RIM; line <= STEPS_TO_RIM; line += 1) {
    for (let at = -STEPS_TO_RIM; at < STEPS_TO_RIM; at += 1) {
      if (Math.hypot(line, Math.min(Math.abs(at), Math.abs(at + 1))) > STEPS_TO_RIM) continue;
      const weightX = (middleX + line) % MAJOR === 0 ? 1 : 0.45;
      add(line, at, weightX);
      add(line, at + 1, weightX);
      const weightY = (middleY + line) % MAJOR === 0 ? 1 : 0.45;
      add(at, line, weightY);
      add(at + 1, line, weightY);
    }
  }
  return { stepMm, positions: Float32Array.from(positions), strengths: Float32Array.from(strengths) };
}
