import { createInterface } from "node:readline";
import { closeConnections, db, pool } from "./client";
import { startDatabase } from "./start-database";

/*
 * Stands for the app in `start-database.spec.ts`, which kills it. Arguments: role, and "write" to insert rows without
 * end, each reported once it is acknowledged. "stop" on standard input stops it in order.
 */
const say = (event: string, more: object = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
const [role, work] = process.argv.slice(2);
let stopping = false;

async function writeRows(): Promise<void> {
  await pool().query("CREATE TABLE IF NOT EXISTS spec_rows (n INTEGER PRIMARY KEY)");
  for (let n = 1; !stopping; n += 1) {
    try {
      // In turn through both ways to the database: each must find its way back.
      if (n % 2 === 0) await pool().query("INSERT INTO spec_rows VALUES ($1)", [n]);
      else await db().$executeRaw`INSERT INTO spec_rows VALUES (${n}::int)`;
      say("acknowledged", { n });
    } catch {
      say("refused", { n });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

try {
  const database = await startDatabase({ role: role === "tool" ? "tool" : "server" });
  say("ready", { url: database.url });
  createInterface({ input: process.stdin }).on("line", () => {
    stopping = true;
    void database.stop().then(() => {
      say("stopped");
      process.exit(0);
    });
  });
  if (work === "write") await writeRows();
} catch (error) {
  say("failed", { message: error instanceof Error ? error.message : String(error) });
  await closeConnections();
  process.exit(1);
}
