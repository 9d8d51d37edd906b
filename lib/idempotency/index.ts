import "server-only";

export {
  abandon,
  type Begun,
  begin,
  finish,
  hashBody,
  type IdempotentRequest,
  MAX_IDEMPOTENCY_KEY_CHARS,
  pruneIdempotency,
} from "./idempotency";
