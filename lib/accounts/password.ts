import "server-only";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { processSingleton } from "@/lib/core/process-singleton";

/** OWASP's equivalent of N = 2^17, p = 1 with 16 MiB instead of 128 MiB: many sign-ins at once must not exhaust memory. */
const COST = { N: 2 ** 14, r: 8, p: 5 };
const KEY_BYTES = 32;
/** Hashing runs on the thread pool that also serves files; it never takes more than this many of its threads. */
const MAX_PARALLEL = 2;

interface Queue {
  running: number;
  waiting: (() => void)[];
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const queue = processSingleton<Queue>("password-queue", () => ({ running: 0, waiting: [] }));
  if (queue.running >= MAX_PARALLEL) await new Promise<void>((resolve) => queue.waiting.push(resolve));
  else queue.running += 1;
  try {
    return await work();
  } finally {
    const next = queue.waiting.shift();
    // The place goes to the next in line without becoming free in between.
    if (next) next();
    else queue.running -= 1;
  }
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}

/** `scrypt$N$r$p$salt$hash`, so that the cost can rise without breaking old hashes. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether the password is the one that was hashed. Without a hash it takes as long and says no: timing must not tell who has an account. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const [scheme, n, r, p, salt, expected] = (hash ?? "").split("$");
  if (scheme !== "scrypt" || !salt || !expected) {
    await derive(password, randomBytes(16), COST);
    return false;
  }
  const key = await derive(password, Buffer.from(salt, "base64url"), { N: Number(n), r: Number(r), p: Number(p) });
  const wanted = Buffer.from(expected, "base64url");
  return wanted.length === key.length && timingSafeEqual(wanted, key);
}
