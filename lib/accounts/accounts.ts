import "server-only";
import { z } from "zod";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { grant } from "@/lib/credits";
import { db, isUniqueViolation, type Tx, transaction } from "@/lib/db";
import { hashPassword, passwordMatches } from "./password";

/** Credits of a new account. */
export const FREE_CREDITS = 2;

export interface Account {
  id: string;
  kind: "guest" | "registered";
  email: string | null;
  name: string | null;
  credits: number;
  createdAt: Date;
}

const fields = { id: true, kind: true, email: true, name: true, credits: true, createdAt: true } as const;

const emailAddress = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.toLowerCase())
  .pipe(z.email());
const password = z.string().min(8).max(200);

function readEmail(text: string): string {
  const parsed = emailAddress.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ApiError("VALIDATION_ERROR", "email is not an e-mail address of at most 254 characters.", {
    details: [{ path: "email", message: "must be an e-mail address" }],
  });
}

function readPassword(text: string): string {
  const parsed = password.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ApiError("VALIDATION_ERROR", "password must have 8 to 200 characters.", {
    details: [{ path: "password", message: "must have 8 to 200 characters" }],
  });
}

interface NewAccount {
  kind: Account["kind"];
  email?: string;
  name?: string | null;
  passwordHash?: string;
}

async function create(tx: Tx, fresh: NewAccount): Promise<Account> {
  const id = newId("account");
  const account = await tx.account.create({ data: { id, ...fresh }, select: fields });
  const { credits } = await grant({ accountId: id, amount: FREE_CREDITS, reason: "Welcome", uniqueKey: `welcome:${id}` }, tx);
  return { ...account, credits };
}

/** A new account without a name, with the free credits. */
export function createGuest(): Promise<Account> {
  return transaction((tx) => create(tx, { kind: "guest" }));
}

export async function findAccount(id: string): Promise<Account | null> {
  return db().account.findUnique({ where: { id }, select: fields });
}

/**
 * Turns a guest into a registered account, on the same row: conversations, parts and credits stay.
 * @returns null when it is no guest (any more)
 */
async function upgrade(
  tx: Tx,
  id: string,
  values: { email: string; passwordHash?: string; name?: string | null },
): Promise<Account | null> {
  const { count } = await tx.account.updateMany({ where: { id, kind: "guest" }, data: { ...values, kind: "registered" } });
  return count === 0 ? null : tx.account.findUnique({ where: { id }, select: fields });
}

/**
 * Registers with e-mail and password: the given guest in place, or a new account.
 * @throws CONFLICT the e-mail has an account, or the given account is registered already
 * @throws VALIDATION_ERROR
 */
export async function register(person: { accountId: string | null; email: string; password: string; name?: string }): Promise<Account> {
  const email = readEmail(person.email);
  const passwordHash = await hashPassword(readPassword(person.password));
  const name = person.name?.trim().slice(0, 100) || null;
  try {
    return await transaction(async (tx) => {
      if (person.accountId === null) return create(tx, { kind: "registered", email, passwordHash, name });
      const upgraded = await upgrade(tx, person.accountId, { email, passwordHash, name });
      if (!upgraded) throw new ApiError("CONFLICT", "This account is registered already. Sign out to register another.");
      return upgraded;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError("CONFLICT", "There is an account with this e-mail address. Sign in instead.");
  }
}

/** The account of these credentials, or null; takes as long either way. */
export async function verifyPassword(email: string, attempt: string): Promise<Account | null> {
  const parsed = emailAddress.safeParse(email);
  const found = parsed.success
    ? await db().account.findUnique({ where: { email: parsed.data }, select: { ...fields, passwordHash: true } })
    : null;
  const matches = await passwordMatches(attempt.slice(0, 200), found?.passwordHash ?? null);
  if (!found || !matches) return null;
  const { passwordHash: _, ...account } = found;
  return account;
}

/**
 * The registered account of an e-mail address whose owner is proved otherwise (GitHub, Google, the operator's shell);
 * made, or upgraded from the given guest, when there is none.
 */
export async function findOrCreateRegistered(email: string, more: { name?: string | null; guestId?: string } = {}): Promise<Account> {
  const address = readEmail(email);
  const find = () => db().account.findUnique({ where: { email: address }, select: fields });
  const found = await find();
  if (found) return found;
  const { guestId, name = null } = more;
  try {
    return await transaction(async (tx) => {
      const upgraded = guestId === undefined ? null : await upgrade(tx, guestId, { email: address, name });
      return upgraded ?? create(tx, { kind: "registered", email: address, name });
    });
  } catch (error) {
    // Someone else made it in between.
    const winner = isUniqueViolation(error) ? await find() : null;
    if (!winner) throw error;
    return winner;
  }
}
