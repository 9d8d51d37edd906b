/** Why the host ended a job. */
export type Verdict = "TIME_LIMIT" | "MEMORY_LIMIT" | "CANCELLED";

/** What the person who asked reads. */
export const VERDICTS: Record<Verdict, (timeoutMs: number) => string> = {
  TIME_LIMIT: (timeoutMs) =>
    `The geometry kernel needed more than ${timeoutMs / 1_000} s for this and was stopped. Something simpler may work: fewer holes, copies or fillets, or a smaller file.`,
  MEMORY_LIMIT: () =>
    "This needs more memory than one job may use. Something simpler may work: fewer holes or copies, a coarser mesh, or a smaller file.",
  CANCELLED: () => "Cancelled.",
};
