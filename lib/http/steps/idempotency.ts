import { ApiError, statusOf } from "@/lib/core/errors";
import type { Answer } from "../answer";
import type { Exchange } from "../exchange";
import { renderError } from "./render";

export interface IdempotentRequest {
  accountId: string;
  key: string;
  method: string;
  path: string;
  /** Of the JSON value, whatever the order of its fields. */
  bodyHash: string;
}

export type Begun =
  | { state: "new" }
  | { state: "mismatch" }
  | { state: "in_progress" }
  | { state: "replay"; status: number; body: unknown };

/** Keeps answers for a day, per account and key. Bodies are sealed text. */
export interface AnswerStore {
  hashBody(body: unknown): string;
  begin(request: IdempotentRequest): Promise<Begun>;
  finish(request: IdempotentRequest, answer: { status: number; body: unknown }): Promise<void>;
  /** Forgets a request whose answer is not worth keeping, so that it may be tried again. */
  abandon(request: IdempotentRequest): Promise<void>;
}

const MAX_KEY_CHARACTERS = 255;

/** Reads the header; of printable ASCII so that it can be logged, compared and stored as it is. */
export function readIdempotencyKey(exchange: Exchange): void {
  const { endpoint, request, principal } = exchange;
  const key = request.headers.get("idempotency-key");
  if (key === null || endpoint.method !== "POST") return;
  if (!/^[\x20-\x7e]+$/.test(key) || key.length > MAX_KEY_CHARACTERS) {
    const message = `must be 1 to ${MAX_KEY_CHARACTERS} printable ASCII characters`;
    throw new ApiError("VALIDATION_ERROR", `Idempotency-Key: ${message}`, {
      details: [{ path: "Idempotency-Key", message, allowed: { minimum: 1, maximum: MAX_KEY_CHARACTERS } }],
    });
  }
  // Without an account there is nobody to keep an answer for.
  if (principal) exchange.idempotencyKey = key;
}

/** Runs `answer` at most once for a key: a repeat with the same body gets the first answer, with another body a 409. */
export async function answerOnce(
  exchange: Exchange,
  store: AnswerStore,
  sealer: { seal(text: string): string; open(sealed: string): string },
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const { idempotencyKey, principal } = exchange;
  if (idempotencyKey === null || !principal) return await answer();
  const request = describeRequest(exchange, store, principal.accountId, idempotencyKey);
  const begun = await store.begin(request);
  switch (begun.state) {
    case "mismatch":
      throw new ApiError("IDEMPOTENCY_MISMATCH", "This Idempotency-Key was used with another request. Use a new key for a new request.");
    case "in_progress":
      throw new ApiError("IDEMPOTENCY_IN_PROGRESS", "The first request with this Idempotency-Key is still running.", { retryAfterS: 1 });
    case "replay":
      return {
        status: begun.status,
        body: JSON.parse(sealer.open(String(begun.body))) as unknown,
        headers: { "Idempotent-Replayed": "true" },
      };
    case "new":
      return await keepAnswer(exchange, request, store, sealer, answer);
  }
}

async function keepAnswer(
  exchange: Exchange,
  request: IdempotentRequest,
  store: AnswerStore,
  sealer: { seal(text: string): string },
  answer: () => Promise<Answer>,
): Promise<Answer> {
  let given: Answer;
  try {
    given = await answer();
  } catch (error) {
    if (!(error instanceof ApiError) || !isKept(error, exchange)) {
      await store.abandon(request);
      throw error;
    }
    // A refusal is an answer too: the same request gets the same one, with its own requestId inside.
    given = renderError(error, exchange.endpoint.half, exchange.requestId);
    await store.finish(request, { status: given.status, body: sealer.seal(JSON.stringify(given.body)) });
    throw error;
  }
  await store.finish(request, { status: given.status, body: sealer.seal(JSON.stringify(given.body)) });
  return given;
}

/** Trouble of ours and limits pass; what they answered must not stick for a day. */
function isKept(error: ApiError, { endpoint }: Exchange): boolean {
  return error.code !== "RATE_LIMITED" && statusOf(error.code, endpoint.half) < 500;
}

function describeRequest(exchange: Exchange, store: AnswerStore, accountId: string, key: string): IdempotentRequest {
  const { endpoint, body } = exchange;
  return { accountId, key, method: endpoint.method, path: pathOf(exchange), bodyHash: store.hashBody(body) };
}

/** The same whether the caller came by /v1 or /api/v1. */
function pathOf({ request }: Exchange): string {
  return new URL(request.url).pathname.replace(/^\/api(?=\/v1\/)/, "");
}
