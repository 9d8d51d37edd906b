/** Colours of the first nine numbers of the AutoCAD colour index. */
const FIRST: [red: number, green: number, blue: number][] = [
  [255, 0, 0],
  [255, 255, 0],
  [0, 255, 0],
  [0, 255, 255],
  [0, 0, 255],
  [255, 0, 255],
  [255, 255, 255],
  [128, 128, 128],
  [192, 192, 192],
];

/** Number of the nearest colour: the first nine, or one of the 24 full hues (10, 20, … 240), on which all programs agree. */
export function nearestColorIndex(color: string): number {
  const wanted = channelsOf(color);
  // Number 7 is drawn black on white paper and white on a black screen.
  if (wanted.every((channel) => channel === 0)) return 7;
  const distance = (other: readonly number[]) => other.reduce((sum, channel, i) => sum + (channel - (wanted[i] ?? 0)) ** 2, 0);
  const hues = Array.from({ length: 24 }, (_, step) => ({ index: 10 + 10 * step, rgb: hueOf(15 * step) }));
  const all = [...FIRST.map((rgb, i) => ({ index: i + 1, rgb })), ...hues];
  return all.reduce((best, entry) => (distance(entry.rgb) < distance(best.rgb) ? entry : best)).index;
}

/** Red, green and blue as one number, as DXF has true colours. */
export function trueColor(color: string): number {
  return Number.parseInt(color.slice(1), 16);
}

function channelsOf(color: string): [red: number, green: number, blue: number] {
  const value = trueColor(color);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hueOf(degrees: number): [red: number, green: number, blue: number] {
  const channel = (shift: number) => {
    const from = Math.abs(((degrees + shift) % 360) - 180) / 60 - 1;
    return Math.round(255 * Math.min(1, Math.max(0, from)));
  };
  return [channel(0), channel(240), channel(120)];
}
