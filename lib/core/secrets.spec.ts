import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "partwright-secrets-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a process of its own takes for its secrets. */
function secretsElsewhere(env: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  const program = `import { secrets } from "@/lib/core/secrets"; console.log(JSON.stringify(secrets()));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    env: { ...process.env, DATA_DIR: join(folder, "data"), NODE_OPTIONS: "", ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

describe("secrets", () => {
  it("are made once, also when several processes start at the same moment, and only their owner reads them", async () => {
    const seen = await Promise.all([secretsElsewhere(), secretsElsewhere(), secretsElsewhere()]);
    expect(new Set(seen.map(({ output }) => output)).size).toBe(1);
    const path = join(folder, "data", "secrets.json");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const values = Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, string>);
    expect(new Set(values).size).toBe(4);
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{64}$/);
  });

  it("of the environment win over those of the file", async () => {
    const { output } = await secretsElsewhere({ KEY_PEPPER: "a pepper of the operator" });
    expect(JSON.parse(output)).toMatchObject({ KEY_PEPPER: "a pepper of the operator" });
  });

  it("that are damaged are never replaced in silence", async () => {
    await secretsElsewhere();
    writeFileSync(join(folder, "data", "secrets.json"), "{");
    const { code, output } = await secretsElsewhere();
    expect(code).not.toBe(0);
    expect(output).toContain("secrets.json is damaged: restore it");
    expect(readFileSync(join(folder, "data", "secrets.json"), "utf8")).toBe("{");
  });
});
