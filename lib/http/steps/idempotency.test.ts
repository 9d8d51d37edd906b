import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/core/errors";
import type { Exchange } from "../exchange";
import { exchangeFor } from "../exchange.fixture";
import { createSealer } from "../seal";
import { type AnswerStore, answerOnce, type Begun, type IdempotentRequest, readIdempotencyKey } from "./idempotency";

/** Keeps answers in memory, by the same rules as the database. */
function memoryStore() {
  const kept = new Map<string, IdempotentRequest & { answer?: { status: number; body: unknown } }>();
  const id = ({ accountId, key }: IdempotentRequest) => `${accountId}/${key}`;
  const store: AnswerStore = {
    hashBody: (body) => JSON.stringify(body),
    begin: async (request): Promise<Begun> => {
      const found = kept.get(id(request));
      if (!found) {
        kept.set(id(request), request);
        return { state: "new" };
      }
      if (found.bodyHash !== request.bodyHash || found.path !== request.path || found.method !== request.method)
        return { state: "mismatch" };
      return found.answer ? { state: "replay", ...found.answer } : { state: "in_progress" };
    },
    finish: async (request, answer) => void kept.set(id(request), { ...request, answer }),
    abandon: async (request) => void kept.delete(id(request)),
  };
  return { store, kept };
}

function exchange(key: string | null, body: unknown = { a: 1 }, accountId = "acct_1", url?: string): Exchange {
  const made = exchangeFor({}, { headers: key === null ? {} : { "idempotency-key": key }, ...(url && { url }) });
  made.principal = { via: "key", accountId, accountKind: "registered", keyId: "key_1", tier: "free", permissions: null };
  made.body = body;
  readIdempotencyKey(made);
  return made;
}

const sealer = createSealer("secret");

function counting() {
  let count = 0;
  return async () => ({ status: 200, body: { count: ++count } });
}

describe("answerOnce", () => {
  it("answers a repeat with the first answer and says so", async () => {
    const { store } = memoryStore();
    const make = counting();
    await answerOnce(exchange("k"), store, sealer, make);
    const again = await answerOnce(exchange("k"), store, sealer, make);
    expect(again).toMatchObject({ status: 200, body: { count: 1 }, headers: { "Idempotent-Replayed": "true" } });
  });

  it("takes /v1 and /api/v1 for the same path", async () => {
    const { store } = memoryStore();
    const make = counting();
    await answerOnce(exchange("k", {}, "acct_1", "http://localhost/v1/things"), store, sealer, make);
    expect((await answerOnce(exchange("k", {}, "acct_1", "http://localhost/api/v1/things"), store, sealer, make)).body).toEqual({
      count: 1,
    });
  });

  it("refuses another body, and lets another account use the same key", async () => {
    const { store } = memoryStore();
    const make = counting();
    await answerOnce(exchange("k"), store, sealer, make);
    await expect(answerOnce(exchange("k", { a: 2 }), store, sealer, make)).rejects.toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
    expect((await answerOnce(exchange("k", { a: 1 }, "acct_2"), store, sealer, make)).body).toEqual({ count: 2 });
  });

  it("refuses a repeat while the first still runs", async () => {
    const { store } = memoryStore();
    let end: () => void = () => undefined;
    const first = new Promise<{ status: number; body: unknown }>((resolve) => {
      end = () => resolve({ status: 200, body: null });
    });
    const running = answerOnce(exchange("k"), store, sealer, () => first);
    await expect(answerOnce(exchange("k"), store, sealer, counting())).rejects.toMatchObject({ code: "IDEMPOTENCY_IN_PROGRESS" });
    end();
    await running;
  });

  it("keeps a refusal, and forgets failures of ours and limits", async () => {
    const { store } = memoryStore();
    const refuse = (code: "INSUFFICIENT_CREDITS" | "RATE_LIMITED" | "SERVICE_UNAVAILABLE") => async () => {
      throw new ApiError(code, "no");
    };
    await expect(answerOnce(exchange("a"), store, sealer, refuse("INSUFFICIENT_CREDITS"))).rejects.toMatchObject({
      code: "INSUFFICIENT_CREDITS",
    });
    expect(await answerOnce(exchange("a"), store, sealer, counting())).toMatchObject({ status: 402 });
    for (const [key, fail] of [
      ["b", refuse("RATE_LIMITED")],
      ["c", refuse("SERVICE_UNAVAILABLE")],
      ["d", async () => Promise.reject(new TypeError("bug"))],
    ] as const) {
      await expect(answerOnce(exchange(key), store, sealer, fail)).rejects.toThrow();
      expect(await answerOnce(exchange(key), store, sealer, counting())).toMatchObject({ status: 200 });
    }
  });

  it("stores nothing that can be read without the secret", async () => {
    const { store, kept } = memoryStore();
    await answerOnce(exchange("k"), store, sealer, async () => ({ status: 201, body: { key: "pk_live_0123456789abcdef" } }));
    expect(JSON.stringify([...kept.values()])).not.toContain("pk_live");
    expect(() => createSealer("another").open(String(kept.get("acct_1/k")?.answer?.body))).toThrow();
  });

  it("does without a key", async () => {
    const { store, kept } = memoryStore();
    const make = counting();
    await answerOnce(exchange(null), store, sealer, make);
    expect((await answerOnce(exchange(null), store, sealer, make)).body).toEqual({ count: 2 });
    expect(kept.size).toBe(0);
  });
});

describe("readIdempotencyKey", () => {
  it("takes 255 characters and refuses 256, none, and what is not printable ASCII", () => {
    expect(exchange("k".repeat(255)).idempotencyKey).toHaveLength(255);
    for (const key of ["k".repeat(256), "", "caf\u00e9"]) expect(() => exchange(key)).toThrow(ApiError);
  });
});
