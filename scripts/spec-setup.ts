import { prepareSpecRun } from "@/lib/db/spec-database";

/** Global set-up of the `spec` tests: a folder for the run's own PostgreSQL, which the first spec that needs it starts. */
export default function setup(): Promise<() => Promise<void>> {
  return prepareSpecRun();
}
