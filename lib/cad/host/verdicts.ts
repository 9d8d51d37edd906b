/** Why the host ended a job. */
export type Verdict = "TIME_LIMIT" | "MEMORY_LIMIT" | "CANCELLED";

/** What the person who asked reads. */
export const VERDICTS: Record<Verdict, (timeoutMs: number) => string> = {
  TIME_LIMIT: (timeoutMs) =>
    `The geometry kernel needed more than ${timeoutMs / 1_000} s for this and was stopped. Try something simpler: fewer holes, pattern copies or fillets.`,
  MEMORY_LIMIT: () => "This needs more memory than one job may use. Try something simpler: fewer holes or copies, or a coarser mesh.",
  CANCELLED: () => "Cancelled.",
};
