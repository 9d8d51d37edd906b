import { readFileSync, writeFileSync } from "node:fs";
import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { openApi } from "@/lib/http/openapi";

// Writes docs/openapi.json from the contract; with --check it only says whether the file is up to date, so that a
// change of the public surface is a diff that someone reads.

const PATH = "docs/openapi.json";
const text = `${JSON.stringify(openApi(ENDPOINTS, "http://localhost:3000/api/v1"), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(PATH, text);
} else if (readFileSync(PATH, "utf8") !== text) {
  console.error(`${PATH} is not what the contract says. Run npm run generate and read the diff.`);
  process.exitCode = 1;
}
