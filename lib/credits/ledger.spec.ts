import { describe, expect, it } from "vitest";
import { createGuest, FREE_CREDITS } from "@/lib/accounts";
import { db } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { balanceOf, grant, ledgerOf } from "./index";

withSpecDatabase();

describe("credits", () => {
  it("of a new account are the free ones, by an entry of the ledger", async () => {
    const { id, credits } = await createGuest();
    expect(credits).toBe(FREE_CREDITS);
    expect(await balanceOf(id)).toBe(FREE_CREDITS);
    expect((await ledgerOf(id)).map(({ kind, amount }) => [kind, amount])).toEqual([["grant", FREE_CREDITS]]);
  });

  it("are granted once for a unique key, however often and at once it is asked", async () => {
    const { id } = await createGuest();
    const granting = Array.from({ length: 40 }, () => grant({ accountId: id, amount: 100, reason: "Bought", uniqueKey: `pay:${id}` }));
    const outcomes = await Promise.all(granting);
    expect(outcomes.filter(({ granted }) => granted)).toHaveLength(1);
    expect(await balanceOf(id)).toBe(FREE_CREDITS + 100);
  });

  it("cannot be made negative even by a wrong statement", async () => {
    const { id } = await createGuest();
    await expect(db().account.update({ where: { id }, data: { credits: { decrement: 3 } } })).rejects.toThrow();
    expect(await balanceOf(id)).toBe(FREE_CREDITS);
  });

  it("are refused in amounts that are not whole and positive, and to accounts that do not exist", async () => {
    const { id } = await createGuest();
    for (const amount of [0, -1, 1.5, Number.NaN]) {
      await expect(grant({ accountId: id, amount, reason: "", uniqueKey: "x" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    }
    await expect(grant({ accountId: "acct_none", amount: 1, reason: "", uniqueKey: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
