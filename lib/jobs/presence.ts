import type { PoolClient } from "pg";
import { messageOf } from "@/lib/core/errors";
import { type RunnerContext, WAKE_CHANNEL } from "./context";

const RECONNECT_MS = 250;

/**
 * The runner's standing connection. It hears the wake-ups of other processes, and it holds a session lock in the runner's
 * name: when the process dies the server frees the lock at once, and others need not wait for its leases to end.
 */
export class Presence {
  readonly #context: RunnerContext;
  readonly #onWake: () => void;
  #client: PoolClient | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  /** Owners whose lock was free at the last look. */
  #suspects = new Set<string>();

  constructor(context: RunnerContext, onWake: () => void) {
    this.#context = context;
    this.#onWake = onWake;
  }

  async open(): Promise<void> {
    if (this.#closed) return;
    const client = await this.#context.pool.connect();
    client.on("error", (error) => this.#lost(client, error));
    client.on("notification", ({ payload }) => {
      if (payload !== this.#context.owner) this.#onWake();
    });
    try {
      await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [lockName(this.#context.owner)]);
      await client.query(`LISTEN ${WAKE_CHANNEL}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#client = client;
  }

  #lost(client: PoolClient, error: Error): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.release(true);
    this.#context.log.warn("embedded runner: standing connection lost", { error: messageOf(error) });
    this.#reopenLater();
  }

  #reopenLater(): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.open().then(this.#onWake, () => this.#reopenLater());
    }, RECONNECT_MS);
    this.#retry.unref();
  }

  /**
   * Ends the leases of processes that are gone. One look is not enough: a process may be reconnecting, so that an owner
   * counts as gone when its lock was free at two looks in a row.
   * @returns whether there is work to take over
   */
  async endLeasesOfTheDead(): Promise<boolean> {
    const { rows } = await this.#context.pool.query<{ owner: string }>(
      `SELECT owner FROM (SELECT DISTINCT owner FROM jobs.queue WHERE owner IS NOT NULL AND owner <> $1 AND lease_until > clock_timestamp()) leasing
       WHERE pg_try_advisory_xact_lock_shared(hashtextextended('jobs.owner.' || owner, 0))`,
      [this.#context.owner],
    );
    const free = rows.map((row) => row.owner);
    const dead = free.filter((owner) => this.#suspects.has(owner));
    this.#suspects = new Set(free);
    if (dead.length === 0) return false;
    await this.#context.pool.query(
      "UPDATE jobs.queue SET lease_until = clock_timestamp() WHERE owner = ANY ($1) AND lease_until > clock_timestamp()",
      [dead],
    );
    this.#context.log.info("embedded runner: took over the work of a process that is gone", { owners: dead });
    return true;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#client?.release(true);
    this.#client = undefined;
  }
}

function lockName(owner: string): string {
  return `jobs.owner.${owner}`;
}
