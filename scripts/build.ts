import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { bundleKernelHost } from "@/lib/cad/host/bundle";

const DIST = "dist";
const STAMP = join(DIST, "build-stamp");
const SOURCES = [
  "app",
  "components",
  "lib",
  "inngest",
  "prisma/schema",
  "public",
  "server.ts",
  "instrumentation.ts",
  "next.config.ts",
  "tailwind.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];
const NOT_BUILT = /\.(test|spec)\.tsx?$|^lib\/db\/generated\/|\.md$/;

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

/** Changes exactly when something that is built from changes. */
function sourceStamp(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesUnder)) {
    if (NOT_BUILT.test(file)) continue;
    hash.update(file).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

const nextDir = () => process.env.NEXT_DIST_DIR ?? ".next";

/** True when the last build was made from the sources as they are. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && existsSync(join(nextDir(), "BUILD_ID")) && readFileSync(STAMP, "utf8") === sourceStamp();
}

/** The server's entry as one file; packages stay in node_modules. */
export async function bundleServer(): Promise<void> {
  await build({
    entryPoints: ["server.ts"],
    outfile: join(DIST, "server.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "server-only": resolve("node_modules/server-only/empty.js") },
    sourcemap: true,
    logLevel: "warning",
  });
}

/** Builds what `npm start` runs: kernel host, server entry, Next app. */
export async function buildAll(): Promise<void> {
  const stamp = sourceStamp();
  mkdirSync(DIST, { recursive: true });
  await Promise.all([bundleServer(), bundleKernelHost(DIST)]);
  const { status } = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) throw new Error("next build failed");
  writeFileSync(STAMP, stamp);
}

if (process.argv[1] === import.meta.filename) await buildAll();
