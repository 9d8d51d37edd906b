/** One server-sent event; `data` becomes one line of JSON. */
export interface StreamEvent {
  event: string;
  data: unknown;
  id?: number;
}

export interface EventSink {
  send(event: StreamEvent): void;
  /** Ends the stream after what was sent. */
  close(): void;
}

const HEARTBEAT_MS = 15_000;

/**
 * A Response of server-sent events. `start` gets the sink and returns what stops the source; it is called once, and
 * the source is stopped when the reader goes away. Comments keep proxies from cutting a silent stream.
 */
export function eventStream(start: (sink: EventSink) => () => void, heartbeatMs = HEARTBEAT_MS): Response {
  let stop: () => void = () => undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let closed = false;
  const end = () => {
    closed = true;
    clearInterval(heartbeat);
    stop();
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        if (!closed) controller.enqueue(new TextEncoder().encode(text));
      };
      // At once, because headers wait for the first bytes of the body.
      write(": here\n\n");
      heartbeat = setInterval(() => write(": still here\n\n"), heartbeatMs);
      heartbeat.unref();
      stop = start({
        send: ({ event, data, id }) => write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        close: () => {
          if (closed) return;
          end();
          controller.close();
        },
      });
      // A source that ended at once called `close` before `stop` was known.
      if (closed) stop();
    },
    cancel: end,
  });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // Compression would hold events back until its buffer is full.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

/** What HEAD gets: the headers of a stream, and nothing that would have to be stopped. */
export function emptyEventStream(): Response {
  return eventStream((sink) => {
    sink.close();
    return () => undefined;
  });
}

/** The number after which a client that lost its connection wants to continue. */
export function lastEventId(headers: Headers): number {
  const text = headers.get("last-event-id") ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
