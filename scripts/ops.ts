import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE_IMPLEMENTATIONS } from "@/lib/cad/operations/catalogue-operations";
import builtOperations from "@/lib/contract/operations/built-operations.json";
import { listOperations } from "@/lib/contract/operations/catalogue";
import { tierOf } from "@/lib/contract/operations/tiers";

// `npm run ops`: every operation, whether it is built, and whether a property test names it.
//   -- --write   writes the list of built operations, from which the API answers
//   -- --check   fails when that list is not what is implemented, or a built operation has no test
//   -- --csv     rows instead of a table

const OPERATIONS = join(import.meta.dirname, "../lib/cad/operations");
const BUILT_FILE = join(import.meta.dirname, "../lib/contract/operations/built-operations.json");

/** Ids that property tests name, in full; `part.*` also by their names alone. */
function testedIds(): ReadonlySet<string> {
  const specs = readdirSync(OPERATIONS, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(spec|test)\.ts$/.test(entry.name),
  );
  const ids = new Set<string>();
  for (const { parentPath, name } of specs) {
    const source = readFileSync(join(parentPath, name), "utf8");
    for (const [, id] of source.matchAll(/["'`]([a-zA-Z][\w.]*\.\w+)["'`]/g)) if (id) ids.add(id);
    if (/[\\/](part|generators)$/.test(parentPath))
      for (const [, word] of source.matchAll(/["'`]([a-z][a-z_]*)["'`]/g)) ids.add(`part.${word}`);
  }
  return ids;
}

interface Row {
  id: string;
  tier: string;
  built: boolean;
  tested: boolean;
}

function rows(): Row[] {
  const tested = testedIds();
  return listOperations().map(({ id, family }) => ({
    id,
    tier: family === "part" ? "part" : `tier ${tierOf(id)}`,
    built: family === "part" || Object.hasOwn(CATALOGUE_IMPLEMENTATIONS, id),
    tested: tested.has(id),
  }));
}

function summarise(all: readonly Row[]): void {
  for (const tier of [...new Set(all.map((row) => row.tier))].toSorted()) {
    const of = all.filter((row) => row.tier === tier);
    const count = (keep: (row: Row) => boolean) => of.filter(keep).length;
    process.stdout.write(
      `${tier}: ${of.length} operations, ${count((row) => row.built)} built, ${count((row) => row.built && row.tested)} tested\n`,
    );
  }
}

function check(all: readonly Row[]): void {
  const faults = [
    ...(JSON.stringify(implemented) === JSON.stringify(builtOperations)
      ? []
      : ["built-operations.json is out of date: npm run ops -- --write"]),
    ...all.filter(({ built, tested }) => built && !tested).map(({ id }) => `${id} is built and no test names it`),
  ];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

const implemented = Object.keys(CATALOGUE_IMPLEMENTATIONS).toSorted();
const has = (flag: string) => process.argv.includes(flag);
const all = rows();
if (has("--write")) writeFileSync(BUILT_FILE, `[\n${implemented.map((id) => `  ${JSON.stringify(id)}`).join(",\n")}\n]\n`);
else if (has("--check")) check(all);
else {
  const yes = (claim: boolean) => (claim ? "yes" : "no");
  if (has("--csv")) process.stdout.write("id,tier,built,tested\n");
  for (const { id, tier, built, tested } of all) {
    const cells = [id, tier, `built ${yes(built)}`, `tested ${yes(built && tested)}`];
    process.stdout.write(has("--csv") ? `${id},${tier},${yes(built)},${yes(built && tested)}\n` : `${cells.join(" · ")}\n`);
  }
  if (!has("--csv")) summarise(all);
}
