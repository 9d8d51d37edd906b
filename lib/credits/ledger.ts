import "server-only";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { db, type Queryable, type Tx, transaction } from "@/lib/db";

/** Credits of an account; 0 for an unknown one. */
export async function balanceOf(accountId: string, on: Queryable = db()): Promise<number> {
  const account = await on.account.findUnique({ where: { id: accountId }, select: { credits: true } });
  return account?.credits ?? 0;
}

export interface Grant {
  accountId: string;
  /** Whole credits, > 0. */
  amount: number;
  reason: string;
  /** What the grant is for ("stripe:<session>"): the same key grants once, ever. */
  uniqueKey: string;
}

/**
 * Adds credits, once for each `uniqueKey`, however often and from however many processes it is called.
 * @returns whether they were added now, and the balance after
 * @throws NOT_FOUND no such account
 */
export async function grant(given: Grant, tx?: Tx): Promise<{ granted: boolean; credits: number }> {
  if (!Number.isSafeInteger(given.amount) || given.amount < 1 || given.amount > 1_000_000) {
    throw new ApiError("VALIDATION_ERROR", `amount is ${given.amount}: a grant is a whole number of credits from 1 to 1000000.`);
  }
  return tx ? grantIn(tx, given) : transaction((fresh) => grantIn(fresh, given));
}

async function grantIn(tx: Tx, { accountId, amount, reason, uniqueKey }: Grant): Promise<{ granted: boolean; credits: number }> {
  const owner = await tx.account.findUnique({ where: { id: accountId }, select: { id: true } });
  if (!owner) throw new ApiError("NOT_FOUND", "There is no such account.");
  // The unique key decides who adds; a second one waits here for the first and then finds it there.
  const inserted = await tx.ledgerEntry.createMany({
    data: [{ id: newId("ledgerEntry"), accountId, kind: "grant", amount, reason, uniqueKey }],
    skipDuplicates: true,
  });
  if (inserted.count === 0) return { granted: false, credits: await balanceOf(accountId, tx) };
  const account = await tx.account.update({
    where: { id: accountId },
    data: { credits: { increment: amount } },
    select: { credits: true },
  });
  return { granted: true, credits: account.credits };
}

interface Charge {
  accountId: string;
  taskId: string;
  /** Whole credits; 0 moves nothing. */
  amount: number;
  reason: string;
}

/**
 * Takes credits for a task, in the transaction that creates it.
 * @returns the balance after
 * @throws INSUFFICIENT_CREDITS nothing was taken, and the transaction must not commit
 */
export async function charge(tx: Tx, { accountId, taskId, amount, reason }: Charge): Promise<number> {
  if (amount === 0) return balanceOf(accountId, tx);
  // One conditional UPDATE: reading, comparing and then writing would let two requests spend the same credit.
  const rows = await tx.$queryRaw<{ credits: number }[]>`
    UPDATE accounts SET credits = credits - ${amount} WHERE id = ${accountId} AND credits >= ${amount} RETURNING credits`;
  const [after] = rows;
  if (!after) {
    const credits = await balanceOf(accountId, tx);
    throw new ApiError("INSUFFICIENT_CREDITS", `This needs ${creditWord(amount)} and you have ${credits}. Buy credits to go on.`, {
      details: { required: amount, available: credits },
    });
  }
  await tx.ledgerEntry.create({ data: { id: newId("ledgerEntry"), accountId, kind: "charge", amount: -amount, reason, taskId } });
  return after.credits;
}

const creditWord = (amount: number): string => (amount === 1 ? "1 credit" : `${amount} credits`);

/**
 * Gives back what a task was charged; once, because a task has at most one refund entry.
 * @returns credits given back, 0 when nothing was charged or it was given back before
 */
export async function refund(tx: Tx, taskId: string, reason: string): Promise<number> {
  const charged = await tx.ledgerEntry.findUnique({ where: { taskId_kind: { taskId, kind: "charge" } } });
  if (!charged) return 0;
  const amount = -charged.amount;
  const { accountId } = charged;
  const inserted = await tx.ledgerEntry.createMany({
    data: [{ id: newId("ledgerEntry"), accountId, kind: "refund", amount, reason, taskId }],
    skipDuplicates: true,
  });
  if (inserted.count === 0) return 0;
  await tx.account.update({ where: { id: accountId }, data: { credits: { increment: amount } }, select: { id: true } });
  return amount;
}

export interface LedgerMovement {
  kind: "grant" | "charge" | "refund";
  amount: number;
  reason: string;
  taskId: string | null;
  createdAt: Date;
}

/** Latest movements of an account, newest first. */
export async function ledgerOf(accountId: string, limit = 50): Promise<LedgerMovement[]> {
  return db().ledgerEntry.findMany({
    where: { accountId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: Math.min(Math.max(limit, 1), 200),
    select: { kind: true, amount: true, reason: true, taskId: true, createdAt: true },
  });
}
