import { mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "../../..");
/** What the programs are made of. */
const SOURCES = ["lib/cad", "lib/contract", "lib/core"];
const PROGRAMS = { "kernel-host": "lib/cad/host/host-main.ts", "kernel-worker": "lib/cad/host/worker-main.ts" };

/** Packages that must be bundled: their modules import directories, which Node can't resolve. */
const BUNDLED_PACKAGES = /^@bitbybit-dev\/base$/;
const bundledPackages: Plugin = {
  name: "bundled-packages",
  setup: ({ onResolve }) => onResolve({ filter: BUNDLED_PACKAGES }, ({ path }) => ({ path: createRequire(import.meta.url).resolve(path) })),
};

/**
 * Bundles programs that run outside the web process; all other packages stay in node_modules, kernels above all.
 * @param entryPoints name of the output, without `.mjs`, to source file
 */
export async function bundlePrograms(outDir: string, entryPoints: Record<string, string>): Promise<void> {
  const { outputFiles } = await build({
    entryPoints,
    outdir: resolve(outDir),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    plugins: [bundledPackages],
    absWorkingDir: ROOT,
    sourcemap: true,
    logLevel: "warning",
    write: false,
  });
  // Renamed into place: a host that is being started at this moment reads the old program or the new one, never half of one.
  for (const { path, contents } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
    await writeFile(draft, contents);
    await rename(draft, path);
  }
}

/** Writes `kernel-host.mjs` and `kernel-worker.mjs`. `outDir` must lie where node_modules can be found from. */
export function bundleKernelHost(outDir: string): Promise<void> {
  return bundlePrograms(outDir, PROGRAMS);
}

/** The same, only when a source is newer than what is there. */
export async function refreshKernelHost(outDir: string): Promise<void> {
  const times = await Promise.all(SOURCES.map((source) => newestMs(join(ROOT, source))));
  const outputs = Object.keys(PROGRAMS).map((name) => modifiedMs(join(resolve(outDir), `${name}.mjs`)));
  if (Math.max(...times) > Math.min(...(await Promise.all(outputs)))) await bundleKernelHost(outDir);
}

/** 0 when there is no such file. */
async function modifiedMs(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

async function newestMs(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sources = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
  return Math.max(...(await Promise.all(sources.map(({ parentPath, name }) => modifiedMs(join(parentPath, name))))));
}
