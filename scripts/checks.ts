import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Outcome {
  name: string;
  passed: number;
  failed: number;
  /** What failed and why, said again at the end: the output before it is long. */
  failures?: string[];
}

interface RunOptions {
  env?: Record<string, string>;
}

const BIN = "node_modules";
/** Of what is said again of one failure. */
const MAX_FAILURE_CHARACTERS = 2_000;

/** Runs with a file to report to, and reads what it reported; null when there is nothing to read. */
function withReport(work: (path: string) => number): { status: number; report: unknown } {
  const folder = mkdtempSync(join(tmpdir(), "partwright-report-"));
  const path = join(folder, "report.json");
  try {
    const status = work(path);
    return { status, report: JSON.parse(readFileSync(path, "utf8")) };
  } catch {
    return { status: 1, report: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(script: string, args: string[], options: RunOptions = {}): number {
  const { status } = spawnSync(process.execPath, [join(BIN, script), ...args], {
    stdio: "inherit",
    env: { ...process.env, ...options.env },
  });
  return status ?? 1;
}

/** A command that passes or fails as a whole. */
function single(name: string, script: string, args: string[]): Outcome {
  process.stdout.write(`\n── ${name}\n`);
  const ok = run(script, args) === 0;
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** Runs vitest and counts its tests; a file that cannot be loaded counts as a failure. */
export function vitest(name: string, args: string[], options: RunOptions = {}): Outcome {
  process.stdout.write(`\n── ${name}\n`);
  const { status, report } = withReport((path) =>
    run("vitest/vitest.mjs", ["run", ...args, "--reporter=default", "--reporter=json", `--outputFile.json=${path}`], options),
  );
  const { numPassedTests = 0, numFailedTests = 0, numFailedTestSuites = 0, testResults = [] } = (report ?? {}) as Partial<VitestReport>;
  const failures = testResults.flatMap(({ name: file, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return message ? [`${file}: ${message}`] : [];
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join("\n")}`);
  });
  return { name, passed: numPassedTests, failed: numFailedTests || numFailedTestSuites || (status === 0 ? 0 : 1), failures };
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Browser journeys by Playwright. */
export function playwright(name: string, args: string[], options: RunOptions = {}): Outcome {
  process.stdout.write(`\n── ${name}\n`);
  const { status, report } = withReport((path) =>
    run("playwright/cli.js", ["test", ...args, "--reporter=list,json"], { env: { ...options.env, PLAYWRIGHT_JSON_OUTPUT_NAME: path } }),
  );
  const { stats: { expected = 0, unexpected = 0, flaky = 0 } = {}, suites = [] } = (report ?? {}) as Partial<PlaywrightReport>;
  return { name, passed: expected, failed: unexpected + flaky || (status === 0 ? 0 : 1), failures: suites.flatMap(failedJourneys) };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[];
}

/** The part of Playwright's JSON report that is read here. */
interface PlaywrightReport {
  stats: Record<string, number>;
  suites: PlaywrightSuite[];
}

function failedJourneys({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, file, ok, tests }) => {
    const reasons = tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? []));
    return ok ? [] : [`${file}: ${title}\n${reasons.join("\n")}`];
  });
  return [...own, ...suites.flatMap(failedJourneys)];
}

/** What needs neither kernel, database nor server: generated code, types, lint, boundaries, pure tests. */
export function fastChecks(): Outcome[] {
  run("next/dist/bin/next", ["typegen"]); // the types of routes, which tsc needs on a fresh checkout
  return [
    single("types", "typescript/bin/tsc", ["--noEmit"]),
    single("generated files", "tsx/dist/cli.mjs", ["scripts/openapi.ts", "--check"]),
    single("operations built and tested", "tsx/dist/cli.mjs", ["scripts/ops.ts", "--check"]),
    single("lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]),
    single("boundaries", "dependency-cruiser/bin/dependency-cruise.mjs", [
      "--config",
      ".dependency-cruiser.cjs",
      "app",
      "components",
      "lib",
      "inngest",
      "e2e",
      "scripts",
      "server.ts",
      "instrumentation.ts",
    ]),
    vitest("unit tests", ["--project", "unit"]),
  ];
}

export function total(outcomes: Outcome[]): { passed: number; failed: number } {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Prints a line for each part and the closing line that counts; sets the exit code. */
export function conclude(outcomes: Outcome[]): void {
  process.stdout.write("\n");
  for (const { name, failures = [] } of outcomes) {
    for (const failure of failures) process.stdout.write(`${name}: ${failure.slice(0, MAX_FAILURE_CHARACTERS)}\n\n`);
  }
  for (const { name, passed, failed } of outcomes) {
    process.stdout.write(`${failed === 0 ? "ok  " : "FAIL"}  ${name}: ${passed} passed${failed ? `, ${failed} failed` : ""}\n`);
  }
  const { passed, failed } = total(outcomes);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
