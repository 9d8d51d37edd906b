import { describe, expect, it } from "vitest";
import { findOrCreateRegistered } from "@/lib/accounts";
import { db } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { createKey } from "@/lib/keys";
import { peekAnonymous, pruneAddressWindows, takeAnonymous, takeGeneration, takeRequest, usageOf, usageOfAccount } from "./index";

withSpecDatabase();

let keys = 0;
async function newKey(tier = "free"): Promise<string> {
  const { id: accountId } = await findOrCreateRegistered(`limits${++keys}@example.com`);
  return (await createKey({ accountId, name: "spec", tier })).keyId;
}

const at = (time: string) => new Date(`2026-06-${time}Z`);

describe("requests of a key", () => {
  it("are accepted exactly up to the limit when 200 come at once", async () => {
    const keyId = await newKey();
    const now = at("06T12:00:30.000");
    const states = await Promise.all(Array.from({ length: 200 }, () => takeRequest(keyId, "free", now)));
    const accepted = states.filter(({ allowed }) => allowed);
    expect(accepted).toHaveLength(60);
    expect(accepted.map(({ remaining }) => remaining).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index));
    const resetAtS = at("06T12:01:00.000").getTime() / 1_000;
    for (const state of states) expect(state).toMatchObject({ limit: 60, resetAtS, retryAfterS: 30 });
  });

  it("that are refused use nothing up, and the next minute begins anew", async () => {
    const keyId = await newKey();
    for (let count = 0; count < 70; count += 1) await takeRequest(keyId, "free", at("06T12:00:59.999"));
    expect(await usageOf(keyId, at("06T12:00:59.999"))).toMatchObject({ requestsToday: 60, requestsThisMonth: 60 });
    expect(await takeRequest(keyId, "free", at("06T12:01:00.000"))).toMatchObject({ allowed: true, remaining: 59 });
  });

  it("end at 1000 a UTC day, say when the day ends, and begin anew at midnight", async () => {
    const keyId = await newKey();
    let accepted = 0;
    for (let minute = 0; minute < 20; minute += 1) {
      const now = new Date(at("30T23:30:00.000").getTime() + minute * 60_000);
      const states = await Promise.all(Array.from({ length: 60 }, () => takeRequest(keyId, "free", now)));
      accepted += states.filter(({ allowed }) => allowed).length;
    }
    expect(accepted).toBe(1_000);
    const refused = await takeRequest(keyId, "free", at("30T23:59:00.000"));
    const midnightS = Date.UTC(2026, 6, 1) / 1_000;
    expect(refused).toMatchObject({ allowed: false, limit: 1_000, remaining: 0, resetAtS: midnightS, retryAfterS: 60 });
    const july = new Date("2026-07-01T00:00:00.000Z");
    expect(await takeRequest(keyId, "free", july)).toMatchObject({ allowed: true, limit: 60 });
    expect(await usageOf(keyId, july)).toMatchObject({
      requestsToday: 1,
      requestsThisMonth: 1,
      period: { month: "2026-07", day: "2026-07-01" },
    });
  });

  it("of a process whose clock is behind count into the newer window", async () => {
    const keyId = await newKey();
    for (let count = 0; count < 59; count += 1) await takeRequest(keyId, "free", at("06T12:01:00.000"));
    const late = await Promise.all(Array.from({ length: 5 }, () => takeRequest(keyId, "free", at("06T12:00:59.000"))));
    expect(late.filter(({ allowed }) => allowed)).toHaveLength(1);
  });

  it("of the unlimited tier pass by the thousand and are counted", async () => {
    const keyId = await newKey("unlimited");
    const now = at("06T12:00:00.000");
    const states = await Promise.all(Array.from({ length: 1_200 }, () => takeRequest(keyId, "unlimited", now)));
    expect(states.every(({ allowed }) => allowed)).toBe(true);
    expect(await usageOf(keyId, now)).toMatchObject({ tier: "unlimited", requestsToday: 1_200 });
  });
});

describe("generations of a key", () => {
  it("end at 100 a UTC month and begin anew with the next", async () => {
    const keyId = await newKey();
    const june = at("30T23:59:59.000");
    const outcomes = await Promise.allSettled(Array.from({ length: 130 }, () => takeGeneration(db(), keyId, june)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(100);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "RATE_LIMITED", retryAfterS: 1 });
    expect(String(refused?.reason)).toContain("2026-07-01");
    await takeGeneration(db(), keyId, new Date("2026-07-01T00:00:00.000Z"));
    expect(await usageOf(keyId, new Date("2026-07-01T00:00:00.000Z"))).toMatchObject({ generationsThisMonth: 1, requestsThisMonth: 0 });
  });

  it("and requests of a new key are zero", async () => {
    const { id } = await findOrCreateRegistered("fresh@example.com");
    const { keyId } = await createKey({ accountId: id, name: "spec" });
    expect(await usageOfAccount(id)).toMatchObject([{ keyId, requestsToday: 0, generationsThisMonth: 0, lastUsedAt: null }]);
    expect(await usageOf("key_none")).toBeNull();
  });
});

describe("attempts of an address", () => {
  it("are accepted exactly up to the limit in a window, then anew", async () => {
    const now = at("06T12:00:00.000");
    const states = await Promise.all(Array.from({ length: 40 }, () => takeAnonymous("sign-in", "192.0.2.1", 10, 60, now)));
    expect(states.filter(({ allowed }) => allowed)).toHaveLength(10);
    expect(await takeAnonymous("sign-in", "192.0.2.2", 10, 60, now)).toMatchObject({ allowed: true });
    expect(await takeAnonymous("job", "192.0.2.1", 10, 60, now)).toMatchObject({ allowed: true });
    expect(await takeAnonymous("sign-in", "192.0.2.1", 10, 60, at("06T12:00:59.999"))).toMatchObject({ allowed: false, retryAfterS: 1 });
    expect(await takeAnonymous("sign-in", "192.0.2.1", 10, 60, at("06T12:01:00.000"))).toMatchObject({ allowed: true, remaining: 9 });
  });

  it("from anywhere in one IPv6 /64 are one client's", async () => {
    const now = at("06T12:00:00.000");
    const states = [];
    for (let host = 1; host <= 5; host += 1) states.push(await takeAnonymous("v6", `2001:db8:1:2::${host}`, 3, 60, now));
    expect(states.filter(({ allowed }) => allowed)).toHaveLength(3);
    expect(await takeAnonymous("v6", "2001:db8:1:3::1", 3, 60, now)).toMatchObject({ allowed: true });
  });

  it("can be looked at without counting, are stored without the address, and are forgotten when over", async () => {
    const now = at("06T12:00:00.000");
    for (let look = 0; look < 9; look += 1) await peekAnonymous("look", "192.0.2.9", 3, 60, now);
    expect(await takeAnonymous("look", "192.0.2.9", 3, 60, now)).toMatchObject({ allowed: true, remaining: 2 });
    const rows = await db().addressWindow.findMany({ where: { bucket: "look" } });
    expect(JSON.stringify(rows)).not.toContain("192.0.2");
    expect(await pruneAddressWindows(at("07T00:00:00.000"))).toBeGreaterThan(0);
    expect(await db().addressWindow.count()).toBe(0);
  });
});
