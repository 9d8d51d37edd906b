import { describe, expect, it } from "vitest";
import { createGuest, findOrCreateRegistered } from "@/lib/accounts";
import { DEFAULT_PERMISSIONS } from "@/lib/contract/permissions";
import { db, pool } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { authenticateKey, createKey, listKeys, revokeKey } from "./index";
import { mintKey } from "./key-hash";

withSpecDatabase();

let people = 0;
const person = async () => (await findOrCreateRegistered(`person${++people}@example.com`)).id;

describe("an API key", () => {
  it("authenticates as its account with the default permissions and the free tier", async () => {
    const accountId = await person();
    const made = await createKey({ accountId, name: " Production App " });
    expect(made.key).toMatch(/^pk_live_[0-9a-f]{32}$/);
    expect(made).toMatchObject({ name: "Production App", permissions: [...DEFAULT_PERMISSIONS], tier: "free" });
    expect(made.keyPreview).toBe(`pk_live_...${made.key.slice(-4)}`);
    const expected = { accountId, keyId: made.keyId, permissions: [...DEFAULT_PERMISSIONS], tier: "free" };
    expect(await authenticateKey(made.key)).toEqual(expected);
  });

  it("leaves no trace of its text in any table", async () => {
    const accountId = await person();
    const keys: string[] = [];
    for (let index = 0; index < 10; index += 1) keys.push((await createKey({ accountId, name: "spec" })).key);
    const { rows: tables } = await pool().query<{ name: string }>(
      "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const dumps = await Promise.all(tables.map(({ name }) => pool().query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)));
    const dump = dumps.flatMap(({ rows }) => rows.map(({ line }) => line)).join("\n");
    expect(dump).toContain(keys[0]?.slice(-4));
    for (const key of keys) {
      const secret = key.slice("pk_live_".length);
      for (let at = 0; at + 12 <= secret.length; at += 1) expect(dump).not.toContain(secret.slice(at, at + 12));
    }
  });

  it("that is malformed, unknown, revoked or expired is refused alike", async () => {
    const accountId = await person();
    const revoked = await createKey({ accountId, name: "spec" });
    await revokeKey(accountId, revoked.keyId);
    const expired = await createKey({ accountId, name: "spec", expiresAt: new Date(Date.now() - 1_000) });
    const good = await createKey({ accountId, name: "spec" });
    const bad = ["", "pk_live_", "x".repeat(100_000), mintKey().key, revoked.key, expired.key, good.key.toUpperCase(), `${good.key} `];
    for (const key of bad) expect(await authenticateKey(key)).toBeNull();
    expect(await authenticateKey(good.key)).not.toBeNull();
  });

  it("is one of at most ten active ones, also when 30 are asked for at once", async () => {
    const accountId = await person();
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => createKey({ accountId, name: "spec" })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toMatchObject({ code: "KEY_LIMIT_REACHED" });
    const [first] = await listKeys(accountId);
    await revokeKey(accountId, first?.keyId ?? "");
    await expect(createKey({ accountId, name: "spec" })).resolves.toBeDefined();
  });

  it("is not listed for, nor revoked by, another account", async () => {
    const [mine, theirs] = [await person(), await person()];
    const { keyId, key } = await createKey({ accountId: theirs, name: "spec" });
    expect(await listKeys(mine)).toEqual([]);
    await expect(revokeKey(mine, keyId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await authenticateKey(key)).not.toBeNull();
  });

  it("is refused to guests, without a proper name, and with permissions or tiers that do not exist", async () => {
    const guest = await createGuest();
    await expect(createKey({ accountId: guest.id, name: "spec" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const accountId = await person();
    for (const wrong of [{ name: " " }, { name: "x".repeat(51) }, { name: "a", permissions: [] }, { name: "a", permissions: ["root"] }]) {
      await expect(createKey({ accountId, ...wrong })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    }
    await expect(createKey({ accountId, name: "a", tier: "gold" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    expect(await db().apiKey.count({ where: { accountId } })).toBe(0);
  });
});
