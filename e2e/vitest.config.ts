import { defineConfig } from "vitest/config";

const root = `${import.meta.dirname}/..`;

/** Black-box tests over HTTP; `BASE_URL` and the keys come from `npm test`. */
export default defineConfig({
  root,
  resolve: { alias: [{ find: /^@\//, replacement: `${root}/` }] },
  test: {
    // Vitest has a BASE_URL of its own ("/"), which would hide ours.
    env: { BASE_URL: process.env.BASE_URL ?? "" },
    include: ["e2e/**/*.spec.ts"],
    exclude: ["e2e/studio/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
