/** One channel from STEP's and CSS' sRGB to the linear light of glTF and the kernel, 0 to 1. @source IEC 61966-2-1 */
export function sRgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The way back. */
export function linearToSrgb(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
