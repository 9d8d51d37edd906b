import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { createGuest, findAccount, findOrCreateRegistered, register, verifyPassword } from "./index";

withSpecDatabase();

const password = "correct horse battery";

describe("accounts", () => {
  it("turn from guest to registered on the same row, keeping their credits", async () => {
    const guest = await createGuest();
    const registered = await register({ accountId: guest.id, email: " Ada@Example.COM ", password });
    expect(registered).toMatchObject({ id: guest.id, kind: "registered", email: "ada@example.com", credits: guest.credits });
    expect(await verifyPassword("ADA@example.com", password)).toMatchObject({ id: guest.id });
  });

  it("get the free credits once: not again at registration", async () => {
    const guest = await createGuest();
    await register({ accountId: guest.id, email: "once@example.com", password });
    expect((await findAccount(guest.id))?.credits).toBe(2);
    expect((await register({ accountId: null, email: "new@example.com", password })).credits).toBe(2);
  });

  it("keep no password, only a salted hash", async () => {
    const [a, b] = [
      await register({ accountId: null, email: "salt-a@example.com", password }),
      await register({ accountId: null, email: "salt-b@example.com", password }),
    ];
    const rows = await db().account.findMany({ where: { id: { in: [a.id, b.id] } }, select: { passwordHash: true } });
    expect(new Set(rows.map(({ passwordHash }) => passwordHash)).size).toBe(2);
    for (const { passwordHash } of rows) expect(passwordHash).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
  });

  it("are refused to wrong passwords, unknown addresses, guests and those without a password", async () => {
    await register({ accountId: null, email: "wrong@example.com", password });
    await findOrCreateRegistered("no-password@example.com");
    expect(await verifyPassword("wrong@example.com", `${password} `)).toBeNull();
    expect(await verifyPassword("nobody@example.com", password)).toBeNull();
    expect(await verifyPassword("no-password@example.com", "")).toBeNull();
    expect(await verifyPassword("not an address", password)).toBeNull();
  });

  it("have one owner for an e-mail address, also when two register at once", async () => {
    const tries = Array.from({ length: 4 }, () => register({ accountId: null, email: "race@example.com", password }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toMatchObject({ code: "CONFLICT" });
    const guest = await createGuest();
    await expect(register({ accountId: guest.id, email: "race@example.com", password })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await findAccount(guest.id))?.kind).toBe("guest");
  });

  it("proved by another provider are found, upgraded or made, once", async () => {
    const guest = await createGuest();
    const upgraded = await findOrCreateRegistered("Octo@example.com", { guestId: guest.id, name: "Octo" });
    expect(upgraded).toMatchObject({ id: guest.id, kind: "registered", name: "Octo" });
    expect((await findOrCreateRegistered("octo@example.com")).id).toBe(guest.id);
    const many = await Promise.all(Array.from({ length: 8 }, () => findOrCreateRegistered("many@example.com")));
    expect(new Set(many.map(({ id }) => id)).size).toBe(1);
  });

  it("are not made from what is no e-mail address or no password", async () => {
    await expect(register({ accountId: null, email: "a@b", password })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    await expect(register({ accountId: null, email: "short@example.com", password: "1234567" })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
    });
  });
});
