import { describe, expect, it } from "vitest";
import { formatAge, formatArea, formatLength, formatMass, formatSeconds, formatSize, formatVolume, readableName } from "./format";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("numbers for people", () => {
  it("shows lengths to 0.01 mm and 0.001 in, without idle zeros", () => {
    expect(plain(formatLength(50, "mm"))).toBe("50 mm");
    expect(plain(formatLength(3.456, "mm"))).toBe("3.46 mm");
    expect(plain(formatLength(-0.001, "mm"))).toBe("0 mm");
    expect(plain(formatLength(25.4 * 0.375, "in"))).toBe("0.375 in");
    expect(plain(formatLength(25.4, "in"))).toBe("1 in");
  });

  it("keeps whole hundreds whole", () => {
    expect(plain(formatLength(100, "mm"))).toBe("100 mm");
    expect(plain(formatLength(12_000, "mm"))).toBe("12 000 mm");
  });

  it("writes a size with one unit", () => {
    expect(plain(formatSize([50, 30, 10], "mm"))).toBe("50 × 30 × 10 mm");
    expect(plain(formatSize([25.4, 50.8, 12.7], "in"))).toBe("1 × 2 × 0.5 in");
  });

  it("shows volume, area and mass to four digits", () => {
    expect(plain(formatVolume(14_818.416, "mm"))).toBe("14.82 cm³");
    expect(plain(formatVolume(125.5, "mm"))).toBe("125.5 mm³");
    expect(plain(formatVolume(16_387.064, "in"))).toBe("1 in³");
    expect(plain(formatArea(1_500, "mm"))).toBe("1500 mm²");
    expect(plain(formatArea(645.16, "in"))).toBe("1 in²");
    expect(plain(formatMass(1_000_000, 7.85, "mm"))).toBe("7.85 kg");
    expect(plain(formatMass(14_818.416, 2.7, "mm"))).toBe("40.01 g");
    expect(plain(formatMass(453.592_37 * 1_000, 1, "in"))).toBe("1 lb");
  });

  it("counts tenths of seconds, then minutes", () => {
    expect(plain(formatSeconds(1_250))).toBe("1.3 s");
    expect(plain(formatSeconds(61_900))).toBe("1 min 1 s");
  });

  it("reads names of parameters as words", () => {
    expect(readableName("edge_margin")).toBe("Edge margin");
    expect(readableName("hole_d")).toBe("Hole diameter");
    expect(readableName("od")).toBe("Outer diameter");
  });

  it("tells ages coarsely", () => {
    const now = new Date("2026-05-01T12:00:00Z");
    expect(formatAge(new Date("2026-05-01T11:59:40Z"), now)).toBe("just now");
    expect(formatAge(new Date("2026-05-01T11:15:00Z"), now)).toBe("45 min ago");
    expect(formatAge(new Date("2026-04-29T11:15:00Z"), now)).toBe("2 d ago");
    expect(formatAge(new Date("2026-01-29T11:15:00Z"), now)).toBe("2026-01-29");
  });
});
