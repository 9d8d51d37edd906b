import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { buildAll, isBuilt } from "./build";
import { conclude, fastChecks, type Outcome, playwright, vitest } from "./checks";
import { chromiumPath } from "./chromium";
import { startServer, temporaryDataDir } from "./server-process";

// `npm test`: all of it. Ends with a line "N passed, N failed".

const { dataDir, parent } = temporaryDataDir("test");

function createKey(args: string[]): string {
  return execFileSync("npm", ["run", "-s", "key:create", "--", ...args], {
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir },
  }).trim();
}

/** Black-box tests against a running server: HTTP, the guide's program, the corpus, the browser. */
async function againstServer(): Promise<Outcome[]> {
  const server = await startServer({ dataDir });
  try {
    const env = {
      BASE_URL: server.url,
      DATA_DIR: dataDir,
      API_KEY: createKey(["--email", "owner@example.com", "--credits", "1000", "--tier", "unlimited"]),
      OTHER_API_KEY: createKey(["--email", "other@example.com", "--credits", "1000", "--tier", "unlimited"]),
      FREE_TIER_API_KEY: createKey(["--email", "free@example.com", "--credits", "100"]),
    };
    const outcomes = [vitest("API over HTTP", ["--config", "e2e/vitest.config.ts"], { env })];
    const chromium = chromiumPath();
    if (chromium)
      outcomes.push(playwright("browser journeys", ["--config", "e2e/playwright.config.ts"], { env: { ...env, CHROMIUM_PATH: chromium } }));
    else {
      process.stdout.write("No Chromium here and none could be installed: the browser journeys count as failed. Set CHROMIUM_PATH.\n");
      outcomes.push({ name: "browser journeys", passed: 0, failed: 1 });
    }
    return outcomes;
  } finally {
    const code = await server.stop();
    process.stdout.write(`server stopped with code ${code}\n`);
  }
}

const outcomes: Outcome[] = [...fastChecks(), vitest("kernel and database specs", ["--project", "spec", "--project", "geometry"])];
try {
  if (!isBuilt()) await buildAll();
  outcomes.push({ name: "build", passed: 1, failed: 0 }, ...(await againstServer()));
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  outcomes.push({ name: "build and server", passed: 0, failed: 1 });
}
rmSync(parent, { recursive: true, force: true });
conclude(outcomes);
