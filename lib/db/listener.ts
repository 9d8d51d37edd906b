import pg from "pg";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";
import { onShutdown } from "@/lib/core/shutdown";
import { databaseUrl } from "./database-url";

type Handler = (payload: string) => void;

const RETRY_MS = 1_000;

/** One connection a process that hears every channel; it comes back by itself after the server was away. */
class Listener {
  readonly #handlers = new Map<string, Set<Handler>>();
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  async listen(channel: string, handler: Handler): Promise<() => void> {
    const handlers = this.#handlers.get(channel) ?? new Set();
    handlers.add(handler);
    this.#handlers.set(channel, handlers);
    await this.#connect();
    await this.#client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    return () => handlers.delete(handler);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#connecting?.catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
    this.#client = undefined;
  }

  #connect(): Promise<void> {
    if (this.#closed || this.#client) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #open(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl(), keepAlive: true, connectionTimeoutMillis: 10_000 });
    // Unheard, an error of a broken connection would end the process.
    client.on("error", () => undefined);
    client.on("notification", ({ channel, payload }) => this.#dispatch(channel, payload ?? ""));
    try {
      await client.connect();
      for (const channel of this.#handlers.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      log().warn("no connection for notifications", { error: messageOf(error) });
      this.#retryLater();
      return;
    }
    client.on("end", () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#retryLater();
    });
    this.#client = client;
    // Whatever was said while nobody listened is lost: let every handler look for itself.
    for (const channel of this.#handlers.keys()) this.#dispatch(channel, "");
  }

  #retryLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), RETRY_MS);
    this.#retry.unref();
  }

  #dispatch(channel: string, payload: string): void {
    for (const handler of [...(this.#handlers.get(channel) ?? [])]) handler(payload);
  }
}

interface Held {
  listener: Listener | undefined;
}

/**
 * Hears NOTIFY on a channel through the process's one listening connection.
 * After a reconnection the handler is called with an empty payload, since something may have been missed;
 * notifications are a means to be quick, so keep a slow poll as a net.
 * @returns a function that stops hearing
 */
export async function listen(channel: string, handler: Handler): Promise<() => void> {
  const held = processSingleton<Held>("database-listener", () => ({ listener: undefined }));
  if (!held.listener) {
    const listener = new Listener();
    held.listener = listener;
    onShutdown("database notifications", closeListener);
  }
  return held.listener.listen(channel, handler);
}

/** Closes the listening connection; the next `listen` opens another. */
export async function closeListener(): Promise<void> {
  const held = processSingleton<Held>("database-listener", () => ({ listener: undefined }));
  const { listener } = held;
  held.listener = undefined;
  await listener?.close();
}
