import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// `npm start`: builds when the sources changed since the last build, then becomes the server.
const dev = process.argv.includes("--dev");
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });

const { buildAll, bundleServer, isBuilt } = await import("./build");
if (dev) {
  const { bundleKernelHost } = await import("@/lib/cad/host/bundle");
  await Promise.all([bundleServer(), bundleKernelHost("dist")]);
} else if (!isBuilt()) {
  process.stdout.write("Building, once for these sources (about a minute)…\n");
  await buildAll();
}
await import(pathToFileURL(resolve("dist/server.mjs")).href);
