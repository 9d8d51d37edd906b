import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { type Clock, systemClock } from "@/lib/core/clock";
import { messageOf } from "@/lib/core/errors";
import type { Logger } from "@/lib/core/logger";
import { answerSdk } from "./api";
import type { QueueItem } from "./apply";
import { type Endpoint, type Handler, syncFunctions } from "./calls";
import { indexFunctions, type RunnerContext, WAKE_CHANNEL } from "./context";
import { sendEvents } from "./events";
import { DEFAULT_BACKOFF_MS } from "./limits";
import { Presence } from "./presence";
import { forgetOld } from "./retention";
import { workItem } from "./work";

export interface RunnerOptions {
  pool: Pool;
  /** The `serve()` handler of the app's functions. */
  handler: Handler;
  /** The client's signing key; calls are signed with it. */
  signingKey: string;
  log: Logger;
  clock?: Clock;
  /** Waits before attempts 2, 3, … in milliseconds; the last holds for all later ones. */
  backoffMs?: readonly number[];
  /** How long a silent process keeps its work. */
  leaseMs?: number;
  /** Net under wake-ups, in milliseconds. */
  pollMs?: number;
  /** Items worked on at once. */
  capacity?: number;
}

/** Drives Inngest functions in this process, with their state in PostgreSQL. Any number of processes may share a database. */
export class EmbeddedRunner {
  readonly #context: RunnerContext;
  readonly #endpoint: Endpoint;
  readonly #presence: Presence;
  readonly #leaseMs: number;
  readonly #pollMs: number;
  readonly #capacity: number;
  readonly #active = new Map<string, Promise<void>>();
  #state: "new" | "running" | "stopped" = "new";
  #looping: Promise<void> | undefined;
  #pending = false;
  #nextLook: NodeJS.Timeout | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: RunnerOptions) {
    this.#context = {
      pool: options.pool,
      owner: randomUUID(),
      clock: options.clock ?? systemClock,
      log: options.log,
      backoffMs: options.backoffMs ?? DEFAULT_BACKOFF_MS,
      ...indexFunctions([]),
      emit: (tx, events) => sendEvents(this.#context, tx, events),
    };
    this.#endpoint = { handler: options.handler, url: "http://inngest.embedded/api/inngest", signingKey: options.signingKey };
    this.#leaseMs = options.leaseMs ?? 30_000;
    this.#pollMs = options.pollMs ?? 1_000;
    this.#capacity = options.capacity ?? 16;
    this.#presence = new Presence(this.#context, () => this.wake());
  }

  /** Reads the functions, refuses those it can't drive, and begins to work. */
  async start(): Promise<void> {
    Object.assign(this.#context, indexFunctions(await syncFunctions(this.#endpoint)));
    await this.#presence.open();
    this.#state = "running";
    this.#every(this.#leaseMs / 4, () => this.#heartbeat());
    this.#every(this.#pollMs, async () => {
      if (await this.#presence.endLeasesOfTheDead()) this.wake();
    });
    this.#every(600_000, () => forgetOld(this.#context));
    this.wake();
  }

  /** Stops claiming and waits for what is under way; what takes longer is left to its lease. */
  async stop(graceMs = 5_000): Promise<void> {
    this.#state = "stopped";
    clearTimeout(this.#nextLook);
    await this.#looping;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([Promise.all(this.#active.values()), late]);
    clearTimeout(timer);
    for (const every of this.#timers) clearInterval(every);
    this.#presence.close();
  }

  /** Answers a request of the SDK to its server; the client's `fetch` comes here. */
  async fetch(request: Request): Promise<Response> {
    if (this.#state === "new") return Response.json({ error: "The embedded runner has not started.", status: 503 }, { status: 503 });
    return answerSdk(this.#context, request, () => {
      this.wake();
      if (this.#active.size >= this.#capacity || this.#state === "stopped") void this.#wakeOthers();
    });
  }

  /** Looks for work now. */
  wake(): void {
    this.#pending = true;
    if (this.#state === "running" && !this.#looping) {
      this.#looping = this.#loop().finally(() => {
        this.#looping = undefined;
        if (this.#pending && this.#state === "running" && this.#active.size < this.#capacity) this.wake();
        else void this.#sleepUntilDue();
      });
    }
  }

  async #loop(): Promise<void> {
    try {
      while (this.#pending && this.#state === "running") {
        const free = this.#capacity - this.#active.size;
        if (free <= 0) return; // the next item that ends wakes the loop
        this.#pending = false;
        const items = await this.#claim(free);
        for (const item of items) this.#begin(item);
        if (items.length === free) this.#pending = true;
      }
    } catch (error) {
      this.#pending = false; // the poll tries again
      this.#context.log.warn("embedded runner: could not look for work", { error: messageOf(error) });
    }
  }

  async #claim(limit: number): Promise<QueueItem[]> {
    const { rows } = await this.#context.pool.query<QueueItem>(
      "SELECT id, run_id, step_id, kind, attempt, crashes, generation FROM jobs.claim($1, $2 * interval '1 millisecond', $3, $4)",
      [this.#context.owner, this.#leaseMs, this.#context.clock.now(), limit],
    );
    return rows;
  }

  #begin(item: QueueItem): void {
    // An item whose lease was lost here and then claimed again here waits for its first call to end.
    const before = this.#active.get(item.id) ?? Promise.resolve();
    const done = before
      .then(() => workItem(this.#context, this.#endpoint, item))
      .then(async ({ capped }) => {
        if (capped) await this.#wakeOthers();
      })
      .catch((error) => this.#context.log.error("embedded runner: work failed", { run: item.run_id, error }))
      .finally(() => {
        if (this.#active.get(item.id) === done) this.#active.delete(item.id);
        this.wake();
      });
    this.#active.set(item.id, done);
  }

  async #wakeOthers(): Promise<void> {
    await this.#context.pool.query("SELECT pg_notify($1, $2)", [WAKE_CHANNEL, this.#context.owner]).catch(() => undefined);
  }

  /** Looks again when the next timer is due, after `pollMs` at the latest. */
  async #sleepUntilDue(): Promise<void> {
    const now = this.#context.clock.now();
    const due = await this.#context.pool
      .query<{ run_at: Date | null }>("SELECT min(run_at) AS run_at FROM jobs.queue WHERE run_at > $1 AND owner IS NULL", [now])
      .then(({ rows }) => rows[0]?.run_at)
      .catch(() => undefined);
    if (this.#state !== "running") return;
    const waitMs = due ? Math.min(this.#pollMs, due.getTime() - now.getTime()) : this.#pollMs;
    clearTimeout(this.#nextLook);
    this.#nextLook = setTimeout(() => this.wake(), Math.max(1, waitMs));
    this.#nextLook.unref();
  }

  /** Only leases that still hold are renewed: one that has ended may be another's already. */
  async #heartbeat(): Promise<void> {
    if (this.#active.size === 0) return;
    await this.#context.pool.query(
      `UPDATE jobs.queue SET lease_until = clock_timestamp() + $3 * interval '1 millisecond'
       WHERE owner = $1 AND id = ANY ($2) AND lease_until > clock_timestamp()`,
      [this.#context.owner, [...this.#active.keys()], this.#leaseMs],
    );
  }

  #every(periodMs: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((error) => this.#context.log.warn("embedded runner: upkeep failed", { error: messageOf(error) }))
        .finally(() => {
          busy = false;
        });
    }, periodMs);
    timer.unref();
    this.#timers.push(timer);
  }
}
