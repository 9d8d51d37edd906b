/** A JSON answer before it becomes a Response; what idempotency keeps. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
