import { describe, expect, it } from "vitest";
import { parseDurationMs, parseMoment, retryMoment } from "./duration";

const now = new Date("2030-01-01T00:00:00.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);

describe("durations", () => {
  it.each([
    ["", 0],
    ["1s", 1_000],
    ["1h30m", 5_400_000],
    ["1d2h3m4s", 93_784_000],
    ["2w", 1_209_600_000],
    ["250ms", 250],
  ])("%j is %d ms", (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });

  it.each(["soon", "1y", "-1s", "1 s", "s", "1s2030-01-01"])("%j is refused with what is allowed", (text) => {
    expect(() => parseDurationMs(text)).toThrow(/allowed/);
  });
});

describe("moments", () => {
  it("a duration counts from now, a date is itself, also when it has passed", () => {
    expect(parseMoment("90s", now)).toEqual(later(90_000));
    expect(parseMoment("2029-12-31T23:59:59.000Z", now)).toEqual(later(-1_000));
  });
});

describe("the next attempt", () => {
  const table = [1_000, 5_000];

  it("follows the table, whose last entry holds for all later attempts", () => {
    expect([0, 1, 2, 9].map((attempt) => retryMoment(null, attempt, table, now))).toEqual([1_000, 5_000, 5_000, 5_000].map(later));
  });

  it("is when Retry-After says, in seconds or as a date; nonsense is as if it were not there", () => {
    expect(retryMoment("30", 0, table, now)).toEqual(later(30_000));
    expect(retryMoment("2030-01-01T01:00:00.000Z", 0, table, now)).toEqual(later(3_600_000));
    expect(retryMoment("whenever", 0, table, now)).toEqual(later(1_000));
  });
});
