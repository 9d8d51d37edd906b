import { describe, expect, it } from "vitest";
import { Quarantine } from "./quarantine";

describe("quarantine", () => {
  it("lets an input run until its second strike, then refuses it for ten minutes", () => {
    let nowMs = 0;
    const quarantine = new Quarantine(() => nowMs);
    quarantine.strike("a");
    expect(quarantine.refusedForMinutes("a")).toBe(0);
    quarantine.strike("a");
    expect(quarantine.refusedForMinutes("a")).toBe(10);
    expect(quarantine.refusedForMinutes("b")).toBe(0);
    nowMs = 9 * 60_000 + 1;
    expect(quarantine.refusedForMinutes("a")).toBe(1);
    nowMs = 10 * 60_000;
    expect(quarantine.refusedForMinutes("a")).toBe(0);
  });

  it("forgets strikes of an input that works after all", () => {
    const quarantine = new Quarantine(() => 0);
    quarantine.strike("a");
    quarantine.forgive("a");
    quarantine.strike("a");
    expect(quarantine.refusedForMinutes("a")).toBe(0);
  });

  it("holds a thousand inputs and drops the oldest", () => {
    const quarantine = new Quarantine(() => 0);
    for (const hash of ["old", "old"]) quarantine.strike(hash);
    for (let n = 0; n < 1_000; n++) quarantine.strike(`input ${n}`);
    expect(quarantine.refusedForMinutes("old")).toBe(0);
    quarantine.strike("input 999");
    expect(quarantine.refusedForMinutes("input 999")).toBe(10);
  });
});
