// Prints a new API key of an account, made if need be, and nothing else on standard output.
import { parseArgs } from "node:util";
import { findOrCreateRegistered } from "@/lib/accounts";
import { messageOf } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { grant } from "@/lib/credits";
import { startDatabase } from "@/lib/db/start-database";
import { createKey } from "@/lib/keys";

const USAGE = `npm run -s key:create -- --email you@example.com [--credits 100] [--tier free|unlimited]
                          [--permissions generate,export] [--name "My key"]`;

function readArguments(): { email: string; credits: number; tier?: string; permissions?: string[]; name: string } {
  const { values } = parseArgs({
    options: {
      email: { type: "string" },
      credits: { type: "string", default: "0" },
      tier: { type: "string" },
      permissions: { type: "string" },
      name: { type: "string", default: "Operator's key" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help || values.email === undefined) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(values.help ? 0 : 2);
  }
  const credits = Number(values.credits);
  if (!Number.isInteger(credits) || credits < 0 || credits > 1_000_000) {
    throw new Error(`--credits is "${values.credits}": give a whole number from 0 to 1000000.`);
  }
  return {
    email: values.email,
    credits,
    name: values.name,
    ...(values.tier !== undefined && { tier: values.tier }),
    ...(values.permissions !== undefined && { permissions: values.permissions.split(",").map((text) => text.trim()) }),
  };
}

async function main(): Promise<void> {
  const { email, credits, ...wanted } = readArguments();
  const database = await startDatabase({ role: "tool" });
  try {
    const account = await findOrCreateRegistered(email);
    const { key, keyId } = await createKey({ accountId: account.id, ...wanted });
    if (credits > 0) {
      await grant({ accountId: account.id, amount: credits, reason: "Given by the operator", uniqueKey: `operator:${newId("request")}` });
    }
    process.stderr.write(`${keyId} of ${account.email}\n`);
    process.stdout.write(`${key}\n`);
  } finally {
    await database.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
