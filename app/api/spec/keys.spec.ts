import { beforeAll, describe, expect, it } from "vitest";
import { verifyToken } from "@/lib/auth/token";
import { secrets } from "@/lib/core/secrets";
import { pool } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { owner } from "./accounts";
import { ask, codeOf, signIn } from "./client";

withSpecDatabase();

const EMAIL = "dev@example.com";
const PASSWORD = "correct horse";
let token = "";

beforeAll(async () => {
  await ask("POST", "/accounts", { email: EMAIL, password: PASSWORD });
  token = String((await ask("POST", "/auth/token", { email: EMAIL, password: PASSWORD })).body.token);
});

describe("accounts and sessions", () => {
  it("upgrades a guest in place, who keeps session, id and credits", async () => {
    const cookie = (await signIn("guest")) ?? "";
    const before = (await ask("GET", "/me", undefined, { cookie })).body.account as { id: string; credits: number };
    expect(before).toMatchObject({ kind: "guest", credits: 2, email: null });
    const upgraded = await ask("POST", "/accounts", { email: "Guest@Example.com", password: PASSWORD }, { cookie });
    expect(upgraded.status).toBe(201);
    expect((await ask("GET", "/me", undefined, { cookie })).body.account).toEqual({
      ...before,
      kind: "registered",
      email: "guest@example.com",
    });
  });

  it("makes no second guest for a browser that has one", async () => {
    const cookie = (await signIn("guest")) ?? "";
    const again = (await signIn("guest", {}, cookie)) ?? "";
    const id = async (session: string) => ((await ask("GET", "/me", undefined, { cookie: session })).body.account as { id: string }).id;
    expect(await id(again)).toBe(await id(cookie));
  });

  it("signs in with the right password only", async () => {
    expect(await signIn("password", { email: EMAIL, password: PASSWORD })).toMatch(/^next-auth\.session-token=/);
    expect(await signIn("password", { email: EMAIL, password: "wrong horse" })).toBeNull();
    expect(await signIn("password", { email: "nobody@example.com", password: PASSWORD })).toBeNull();
  });

  it("refuses a used e-mail with 409, and short passwords by name without repeating them", async () => {
    expect((await ask("POST", "/accounts", { email: EMAIL, password: PASSWORD })).status).toBe(409);
    const short = await ask("POST", "/accounts", { email: "new@example.com", password: "hunter2" });
    expect([short.status, codeOf(short)]).toEqual([400, "VALIDATION_ERROR"]);
    expect(short.text).toContain("password");
    expect(short.text).not.toContain("hunter2");
  });

  it("gives free credits once a call to the top-up, and only to a page of ours", async () => {
    const cookie = (await signIn("guest")) ?? "";
    expect((await ask("POST", "/billing/top-up", {}, { cookie })).body).toEqual({ credits: 102 });
    expect((await ask("POST", "/billing/top-up", {}, {}, { Cookie: cookie })).status).toBe(403);
  });
});

describe("tokens", () => {
  it("come by password and by session, for 15 minutes", async () => {
    const byPassword = await ask("POST", "/auth/token", { email: EMAIL, password: PASSWORD });
    const cookie = (await signIn("password", { email: EMAIL, password: PASSWORD })) ?? "";
    const bySession = await ask("GET", "/auth/token", undefined, { cookie });
    const of = (answer: typeof byPassword) => verifyToken(String(answer.body.token), secrets().NEXTAUTH_SECRET);
    expect(await of(bySession)).toBe(await of(byPassword));
    const lifeS = (Date.parse(String(bySession.body.expires_at)) - Date.now()) / 1_000;
    expect(lifeS).toBeGreaterThan(890);
    expect(lifeS).toBeLessThanOrEqual(900);
  });

  it("are refused for a wrong password in the same words as for an unknown e-mail", async () => {
    const wrong = await ask("POST", "/auth/token", { email: EMAIL, password: "wrong" });
    const unknown = await ask("POST", "/auth/token", { email: "nobody@example.com", password: "wrong" });
    expect(wrong.status).toBe(401);
    const plain = (text: string) => text.replace(/req_\w+/, "");
    expect(plain(wrong.text)).toBe(plain(unknown.text));
  });
});

describe("keys", () => {
  it("are shown once, work at once, stop at once", async () => {
    const made = await ask("POST", "/developer/keys", { name: "CI", permissions: ["generate", "export"] }, { token });
    expect(made.status).toBe(201);
    const { key, key_id, key_preview } = made.body as { key: string; key_id: string; key_preview: string };
    expect(key).toMatch(/^pk_live_[0-9a-f]{32}$/);
    expect(key_preview).toBe(`pk_live_...${key.slice(-4)}`);
    expect(made.body).toMatchObject({ name: "CI", permissions: ["generate", "export"], rate_limit_tier: "free" });
    expect((await ask("GET", "/developer/usage", undefined, { key })).status).toBe(200);
    const listed = await ask("GET", "/developer/keys", undefined, { token });
    expect(listed.text).toContain(key_preview);
    expect(listed.text).not.toContain(key);
    expect((await ask("DELETE", `/developer/keys/${key_id}`, undefined, { token })).body).toEqual({ key_id, revoked: true });
    expect((await ask("GET", "/developer/usage", undefined, { key })).status).toBe(403);
    expect((await ask("DELETE", `/developer/keys/${key_id}`, undefined, { token })).status).toBe(404);
  });

  it("are in no table in plain text, not even as the kept answer of an idempotent request", async () => {
    const made = await ask("POST", "/developer/keys", { name: "Kept" }, { token }, { "Idempotency-Key": "make-key-1" });
    const again = await ask("POST", "/developer/keys", { name: "Kept" }, { token }, { "Idempotency-Key": "make-key-1" });
    expect(again.body).toEqual(made.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const secret = String(made.body.key).slice("pk_live_".length);
    const { rows: tables } = await pool().query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const { rows } = await pool().query<{ text: string }>(`SELECT t::text AS text FROM "${name}" t`);
      const dump = rows.map(({ text }) => text).join("\n");
      for (let at = 0; at + 12 <= secret.length; at += 1) expect(dump.includes(secret.slice(at, at + 12)), name).toBe(false);
    }
  });

  it("are at most 10 an account", async () => {
    await ask("POST", "/accounts", { email: "many@example.com", password: PASSWORD });
    const many = String((await ask("POST", "/auth/token", { email: "many@example.com", password: PASSWORD })).body.token);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => ask("POST", "/developer/keys", { name: `k${index}` }, { token: many })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter((answer) => codeOf(answer) === "KEY_LIMIT_REACHED" && answer.status === 409)).toHaveLength(2);
  });

  it.each([
    { name: "" },
    { name: "x".repeat(51) },
    { name: "ok", permissions: [] },
    { name: "ok", permissions: ["root"] },
    { name: "ok", tier: "unlimited" },
    {},
  ])("are not made from %j", async (body) => {
    expect((await ask("POST", "/developer/keys", body, { token })).status).toBe(400);
  });

  it("of others can't be revoked, and look like missing ones", async () => {
    const other = await owner("other");
    const theirs = await ask("DELETE", `/developer/keys/${other.keyId}`, undefined, { token });
    const missing = await ask("DELETE", `/developer/keys/key_${"0".repeat(24)}`, undefined, { token });
    const plain = (text: string) => text.replace(/req_\w+/, "");
    expect(theirs.status).toBe(404);
    expect(plain(theirs.text)).toBe(plain(missing.text));
    expect((await ask("GET", "/developer/usage", undefined, { key: other.key })).status).toBe(200);
  });
});

describe("limits and usage", () => {
  it("let a free key ask 60 times a minute, tell so on every answer, and use nothing up beyond", async () => {
    const { key } = await owner("limited", { tier: "free" });
    const answers = [];
    for (let count = 0; count < 63; count += 1) answers.push(await ask("GET", "/parts", undefined, { key }));
    const refused = answers.filter(({ status }) => status === 403);
    // The minute may turn over in between, which allows more; never fewer than 60 in a row pass.
    expect(answers.slice(0, 60).filter(({ status }) => status === 200).length).toBe(60);
    for (const { headers } of answers) expect(headers.get("x-ratelimit-limit")).toBe("60");
    for (const answer of refused) {
      expect(codeOf(answer)).toBe("RATE_LIMITED");
      expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(Number(answer.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1_000 - 1);
    }
  });

  it("count as the guide shows, for one key and for all of an account", async () => {
    const { key } = await owner("counted", { tier: "free" });
    await ask("GET", "/parts", undefined, { key });
    const { body } = await ask("GET", "/developer/usage", undefined, { key });
    expect(body).toEqual({
      totals: { requests_today: 2, requests_this_month: 2, generations_this_month: 0 },
      limits: { requests_per_day: 1_000, generations_per_month: 100 },
      tier: "free",
      period: { month: expect.stringMatching(/^\d{4}-\d{2}$/), day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
    });
    const all = await ask("GET", "/developer/usage", undefined, { token });
    expect(all.body).toMatchObject({ tier: "free", keys: expect.any(Array) });
  });
});
