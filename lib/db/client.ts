import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";
import { databaseUrl } from "./database-url";
import { type Prisma, PrismaClient } from "./generated/client";

/** Prisma inside a transaction; services pass it on so that transactions never nest. */
export type Tx = Prisma.TransactionClient;
/** Prisma itself or a transaction of it: for queries that are right in both. */
export type Queryable = Tx | PrismaClient;

interface Connections {
  prisma: PrismaClient | undefined;
  pool: pg.Pool | undefined;
}

const connections = () => processSingleton<Connections>("database", () => ({ prisma: undefined, pool: undefined }));

/** An idle connection that breaks is replaced at the next query; unheard, its error would end the process. */
function reportIdleError(error: Error): void {
  log().warn("idle database connection lost", { error: error.message });
}

const poolConfig = (): pg.PoolConfig => ({
  connectionString: databaseUrl(),
  max: env().DATABASE_POOL,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
});

/** A query of ours takes milliseconds: one that hangs, or a transaction left open, must not hold its locks for ever. */
const PATIENCE = { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 };

/** Prisma of this process. */
export function db(): PrismaClient {
  const held = connections();
  held.prisma ??= new PrismaClient({
    adapter: new PrismaPg({ ...poolConfig(), ...PATIENCE }, { onPoolError: reportIdleError, onConnectionError: reportIdleError }),
  });
  return held.prisma;
}

/** Plain connections of this process, for SQL that Prisma has no words for: claims, advisory locks, LISTEN. */
export function pool(): pg.Pool {
  const held = connections();
  if (!held.pool) {
    held.pool = new pg.Pool(poolConfig());
    held.pool.on("error", reportIdleError);
  }
  return held.pool;
}

/** Closes this process's connections; the next use opens them again. */
export async function closeConnections(): Promise<void> {
  const held = connections();
  const { prisma, pool: plain } = held;
  held.prisma = undefined;
  held.pool = undefined;
  await Promise.all([prisma?.$disconnect(), plain?.end()]);
}

interface TransactionOptions {
  isolationLevel?: Prisma.TransactionIsolationLevel;
  /** How long the work may take. */
  timeoutMs?: number;
}

/** How often work is done again after a deadlock or a serialization failure, neither of which left a trace. */
const MAX_ATTEMPTS = 4;

/** Runs `work` in one transaction; a deadlock or write conflict runs it again, so it must have no other effects. */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db().$transaction(work, {
        timeout: options.timeoutMs ?? 15_000,
        // Waiting for a free connection: long, because a burst should queue rather than fail.
        maxWait: 30_000,
        ...(options.isolationLevel && { isolationLevel: options.isolationLevel }),
      });
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || prismaCode(error) !== "P2034") throw error;
    }
  }
}

/** Prisma's error code ("P2002"). By shape: bundles hold several copies of its error classes. */
export function prismaCode(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** Whether an insert met a row that was there already. */
export function isUniqueViolation(error: unknown): boolean {
  return prismaCode(error) === "P2002" || prismaCode(error) === "23505";
}
