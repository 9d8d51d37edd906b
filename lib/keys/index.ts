import "server-only";

export {
  type AuthenticatedKey,
  authenticateKey,
  type CreatedKey,
  createKey,
  type KeySummary,
  listKeys,
  MAX_ACTIVE_KEYS,
  revokeKey,
} from "./keys";
