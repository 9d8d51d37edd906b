import { defineConfig } from "vitest/config";

const root = `${import.meta.dirname}/../..`;

/** The API's black-box tests alone, against a running server: `BASE_URL=http://localhost:3000 npx vitest run --config e2e/api/vitest.config.ts`. */
export default defineConfig({
  root,
  resolve: { alias: [{ find: /^@\//, replacement: `${root}/` }] },
  test: {
    include: ["e2e/api/**/*.spec.ts"],
    // Vitest has a BASE_URL of its own ("/"), which would hide ours.
    env: { BASE_URL: process.env.BASE_URL ?? "" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
