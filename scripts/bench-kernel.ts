import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, exchangeItems, MODELLING } from "./bench-kernel/compare";
import { holeCurve, memory, parameterChange, throughput } from "./bench-kernel/host-sections";
import { startNative, startOurs } from "./bench-kernel/peers";
import { comparisonLines, type Form, machineLine } from "./bench-kernel/report";

// `npm run bench:kernel`: our kernel host against the same work in C++, then throughput, cost, memory and rebuilds.
// Prints Markdown for docs/benchmarks.md. `-- --csv` and `-- --json` print the comparison as rows or lines of JSON;
// `-- --only modelling|mesh|exchange|throughput|holes|memory|parameter` runs one part (several by commas).

const { argv } = process;
const after = (flag: string) => argv[argv.indexOf(flag) + 1];
const only = argv.includes("--only") ? new Set(after("--only")?.split(",")) : undefined;
const wanted = (section: string) => only === undefined || only.has(section);
const form: Form = argv.includes("--json") ? "json" : argv.includes("--csv") ? "csv" : "table";
const rounds = Number(process.env.ROUNDS ?? 3);
const say = (lines: readonly string[]) => console.log(`${lines.join("\n")}`);

async function comparison(folder: string): Promise<void> {
  const ours = await startOurs();
  const built = startNative();
  const native = typeof built === "string" ? undefined : built;
  if (typeof built === "string") console.error(`No comparison, our times only: ${built}.`);
  try {
    const versions = [await ours.version(), ...(native ? [`native ${await native.version()}`] : [])];
    const items = [...MODELLING, ...(wanted("exchange") ? await exchangeItems(ours, folder) : [])].filter(({ group }) => wanted(group));
    const found = await compare(ours, native, items, rounds, (name) => console.error(`… ${name}`));
    if (form === "table")
      say(["## Kernel against native", "", `${machineLine(versions)}; medians of ${rounds} rounds by turns, processor time.`, ""]);
    say(comparisonLines(found, form));
  } finally {
    ours.end();
    native?.end();
  }
}

const folder = mkdtempSync(join(tmpdir(), "partwright-bench-"));
try {
  if (["modelling", "mesh", "exchange"].some(wanted)) await comparison(folder);
  // Rows and lines of JSON are the comparison's alone.
  const sections = { throughput, holes: holeCurve, memory, parameter: parameterChange };
  for (const [name, section] of Object.entries(sections)) {
    if (form === "table" && wanted(name)) say(["", ...(await section())]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
