import { describe, expect, it } from "vitest";
import { decideOnMemory } from "./memory-watchdog";
import type { MemoryUser } from "./pool";

const MIB = 1_048_576;
const user = (heapMib: number, runningMs?: number): MemoryUser => ({ heapBytes: heapMib * MIB, runningMs, end: () => undefined });
const decide = (rssMib: number, users: MemoryUser[]) => decideOnMemory(rssMib * MIB, 1_000 * MIB, users);

describe("over the memory limit", () => {
  it("nothing happens below it", () => {
    expect(decide(1_000, [user(900, 1)])).toEqual({ end: [], restart: false });
  });

  it("the job with the largest heap goes, though another runs longer", () => {
    const [large, small] = [user(800, 10), user(100, 5_000)];
    expect(decide(1_100, [small, large]).end).toEqual([large]);
  });

  it("between equal heaps the job that runs longest goes", () => {
    const [old, young] = [user(100, 500), user(100, 5)];
    expect(decide(1_100, [young, old]).end).toEqual([old]);
  });

  it("heavy idle workers go first, and no job with them when they cover the excess", () => {
    const [idle, busy] = [user(600), user(700, 10)];
    expect(decide(1_100, [idle, busy]).end).toEqual([idle]);
    expect(decide(1_900, [idle, busy]).end).toEqual([idle, busy]);
  });

  it("the process goes when no job runs and no idle worker is heavy", () => {
    expect(decide(1_100, [user(100), user(100)])).toEqual({ end: [], restart: true });
  });
});
