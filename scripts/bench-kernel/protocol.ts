/** Processor milliseconds of a conversion by stage. */
export interface Stages {
  read: number;
  mesh: number;
  write: number;
}

/** What one repetition of a case gave; both peers must agree on it. Zero: the case has no such number. */
export interface CaseResult {
  volume: number;
  triangles: number;
  bytes: number;
  stages?: Stages;
}

/** A peer's answer to `case repetitions arguments…`, one line of JSON. */
export interface CaseAnswer extends CaseResult {
  /** Processor time of each repetition. */
  cpuMs: number[];
}
