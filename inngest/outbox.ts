import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { listen } from "@/lib/db";
import { claimOutbox, OUTBOX_CHANNEL } from "@/lib/tasks";
import { inngest } from "./client";

const BATCH = 50;
const POLL_MS = 1_000;

/**
 * Sends the events that transactions left in the outbox. The event id is the row's id: a row that is sent twice, because
 * a process died between sending and deleting, starts one run.
 */
export class OutboxSender {
  #pending = false;
  #sending: Promise<void> | undefined;
  #stopped = false;
  #poll: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  async start(): Promise<void> {
    this.#unlisten = await listen(OUTBOX_CHANNEL, () => this.wake());
    this.#poll = setInterval(() => this.wake(), POLL_MS);
    this.#poll.unref();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    this.#unlisten?.();
    await this.#sending;
  }

  /** Looks for rows now. */
  wake(): void {
    this.#pending = true;
    if (this.#stopped) return;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
      if (this.#pending && !this.#stopped) this.wake();
    });
  }

  async #send(): Promise<void> {
    while (this.#pending && !this.#stopped) {
      this.#pending = false;
      try {
        const sent = await claimOutbox(BATCH, async (events) => {
          await inngest.send(events.map(({ id, name, data }) => ({ id, name, data })));
        });
        if (sent === BATCH) this.#pending = true;
      } catch (error) {
        log().warn("outbox: events not sent", { error: messageOf(error) });
        return; // the poll tries again
      }
    }
  }
}
