/** The two halves of the API differ in how they render refusals: "part" is flat, "cloud" is enveloped. */
export type Half = "part" | "cloud";

/** Every error code a caller can see, with its HTTP status. The only list: docs and SDK classes come from it. */
export const ERRORS = {
  VALIDATION_ERROR: 400,
  INVALID_JSON: 400,
  UNKNOWN_OPERATION: 400,
  INVALID_REFERENCE: 400,
  LIMIT_EXCEEDED: 400,
  UNAUTHORIZED: 401, // nothing presented, or a session that has ended
  INVALID_API_KEY: { part: 403, cloud: 401 }, // malformed, unknown, revoked, expired: one answer for all
  INSUFFICIENT_CREDITS: 402,
  INSUFFICIENT_SCOPE: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404, // missing and not yours: identical bytes but for requestId
  FORMAT_NOT_AVAILABLE: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  KEY_LIMIT_REACHED: 409,
  NOTHING_TO_EXPORT: 409,
  RESULT_NOT_READY: 409,
  TASK_NOT_COMPLETED: 409,
  RESULT_EXPIRED: 409,
  TASK_NOT_CANCELLABLE: 409,
  TASK_NOT_RETRYABLE: 409,
  FILE_NOT_CONFIRMED: 409,
  FILE_MISMATCH: 409,
  FILE_IN_USE: 409,
  IDEMPOTENCY_MISMATCH: 409,
  IDEMPOTENCY_IN_PROGRESS: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  KERNEL_FAILED: 422,
  TIME_LIMIT: 422,
  MEMORY_LIMIT: 422,
  RATE_LIMITED: { part: 403, cloud: 429 },
  INTERNAL_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<string, number | Record<Half, number>>;

export type ErrorCode = keyof typeof ERRORS;

/** HTTP status of a code on one half of the API. */
export function statusOf(code: ErrorCode, half: Half): number {
  const status = ERRORS[code];
  return typeof status === "number" ? status : status[half];
}

/** One fault of a request: the field, what was sent and what is allowed. */
export interface FieldFault {
  path: string;
  message: string;
  value?: unknown;
  allowed?: unknown;
}

interface ApiErrorOptions {
  details?: unknown;
  /** For the log only; never rendered. */
  cause?: unknown;
  /** Seconds until it is worth trying again; becomes `Retry-After`. */
  retryAfterS?: number;
}

/** The one error a caller may see. The message says what is wrong and what to do. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly details: unknown;
  readonly retryAfterS: number | undefined;

  constructor(code: ErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
    this.retryAfterS = options.retryAfterS;
  }
}

/** Text of anything thrown, for logs. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
