import { refreshKernelHost } from "@/lib/cad/host/bundle";
import { prepareSpecRun } from "@/lib/db/spec-database";

/**
 * Global set-up of the `spec` tests: the kernel host's programs, made from the sources as they are, and a folder for the
 * run's own PostgreSQL, which the first spec that needs it starts.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await refreshKernelHost("dist");
  return prepareSpecRun();
}
