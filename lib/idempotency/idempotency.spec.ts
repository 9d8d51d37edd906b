import { describe, expect, it } from "vitest";
import { createGuest } from "@/lib/accounts";
import { db } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { abandon, begin, finish, hashBody, type IdempotentRequest, pruneIdempotency } from "./index";

withSpecDatabase();

async function request(more: Partial<IdempotentRequest> = {}): Promise<IdempotentRequest> {
  const accountId = more.accountId ?? (await createGuest()).id;
  return { key: "k", method: "POST", path: "/generate", bodyHash: hashBody({ prompt: "a cube" }), ...more, accountId };
}

describe("an idempotency key", () => {
  it("lets exactly one of 50 requests at once work", async () => {
    const asked = await request();
    const states = (await Promise.all(Array.from({ length: 50 }, () => begin(asked)))).map(({ state }) => state);
    expect(states.filter((state) => state === "new")).toHaveLength(1);
    expect(states.filter((state) => state === "in_progress")).toHaveLength(49);
  });

  it("gives the same answer again", async () => {
    const asked = await request();
    await begin(asked);
    await finish(asked, { status: 200, body: { job_id: "j", credits_remaining: 1 } });
    expect(await begin(asked)).toEqual({ state: "replay", status: 200, body: { job_id: "j", credits_remaining: 1 } });
  });

  it("is refused for another body, path or method, and is another account's own", async () => {
    const asked = await request();
    await begin(asked);
    await finish(asked, { status: 201, body: null });
    for (const other of [{ bodyHash: hashBody({ prompt: "a ball" }) }, { path: "/export" }, { method: "PUT" }]) {
      expect(await begin({ ...asked, ...other })).toEqual({ state: "mismatch" });
    }
    expect(await begin(await request())).toEqual({ state: "new" });
  });

  it("given back after a failure of ours may be used again; an answer is not given back", async () => {
    const asked = await request();
    await begin(asked);
    await abandon(asked);
    expect(await begin(asked)).toEqual({ state: "new" });
    await finish(asked, { status: 200, body: {} });
    await abandon(asked);
    expect((await begin(asked)).state).toBe("replay");
  });

  it("of a request that died is taken over by the same request only", async () => {
    const asked = await request();
    await begin(asked);
    await db().idempotencyRecord.updateMany({ where: { accountId: asked.accountId }, data: { startedAt: new Date(Date.now() - 121_000) } });
    expect(await begin({ ...asked, bodyHash: hashBody({}) })).toEqual({ state: "mismatch" });
    expect(await begin(asked)).toEqual({ state: "new" });
    expect(await begin(asked)).toEqual({ state: "in_progress" });
  });

  it("is forgotten after a day", async () => {
    const asked = await request();
    await begin(asked);
    await finish(asked, { status: 200, body: {} });
    await db().idempotencyRecord.updateMany({ where: { accountId: asked.accountId }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect(await begin({ ...asked, bodyHash: hashBody({}) })).toEqual({ state: "new" });
    expect(await pruneIdempotency(new Date(Date.now() + 86_500_000))).toBeGreaterThan(0);
  });

  it("has 1 to 255 characters", async () => {
    for (const key of ["", "x".repeat(256)])
      await expect(begin(await request({ key }))).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    expect(await begin(await request({ key: "x".repeat(255) }))).toEqual({ state: "new" });
  });

  it("compares bodies by content, not by the order of fields", () => {
    expect(hashBody({ a: 1, b: [2] })).toBe(hashBody({ b: [2], a: 1 }));
    expect(hashBody({ a: 1 })).not.toBe(hashBody({ a: "1" }));
  });
});
