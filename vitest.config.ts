import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const resolve = {
  alias: [
    { find: /^@\//, replacement: `${root}/` },
    // Guards the bundler's client graph; means nothing here.
    { find: "server-only", replacement: `${root}/node_modules/server-only/empty.js` },
  ],
};
/** Its modules import directories, which Node alone can't resolve. */
const server = { deps: { inline: ["@bitbybit-dev/base"] } };
/** Specs that share one kernel: loading it takes longer than most of them, and a warm one is several times faster. */
const GEOMETRY = ["operations", "pipeline", "mesh", "measure", "kernel", "job", "exchange"].map(
  (folder) => `lib/cad/${folder}/**/*.spec.ts`,
);
const exclude = ["**/node_modules/**", "**/.next/**", "**/dist/**", "**/.data/**"];

export default defineConfig({
  test: {
    projects: [
      { resolve, test: { name: "unit", sequence: { groupOrder: 0 }, include: ["**/*.test.ts"], exclude, server } },
      {
        resolve,
        test: {
          name: "spec",
          sequence: { groupOrder: 1 },
          include: ["**/*.spec.ts"],
          exclude: [...exclude, "e2e/**", ...GEOMETRY],
          server,
          globalSetup: ["scripts/spec-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        resolve,
        test: {
          name: "geometry",
          sequence: { groupOrder: 2 },
          include: GEOMETRY,
          exclude,
          isolate: false,
          server,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
