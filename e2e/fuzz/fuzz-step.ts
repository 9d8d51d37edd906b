import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { refreshKernelHost } from "@/lib/cad/host/bundle";
import { runFuzz } from "@/lib/cad/host/spec-fuzz";

/*
 * `npm run fuzz:step -- --count 10000 --seed 1`: mutated STEP, STPZ, IGES and BREP files through the real kernel host.
 * Prints one line of JSON and ends with 1 when the claim does not hold. `--from 417 --count 1` repeats mutant 417 alone;
 * `--verbose` tells of each unusual outcome as it comes.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    lanes: { type: "string", default: String(Math.min(availableParallelism(), 4)) },
    timeout: { type: "string", default: "3000" },
    verbose: { type: "boolean", default: false },
  },
});

await refreshKernelHost("dist");
const report = await runFuzz({
  count: Number(values.count),
  seed: Number(values.seed),
  from: Number(values.from),
  lanes: Number(values.lanes),
  timeoutMs: Number(values.timeout),
  onUnusual: (index, story, outcome, elapsedMs) => {
    if (values.verbose) console.error(`${index} ${Math.round(elapsedMs)} ms ${outcome} <= ${story}`);
  },
});
console.log(JSON.stringify(report));
process.exitCode = report.pass ? 0 : 1;
