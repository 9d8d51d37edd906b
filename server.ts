import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import next from "next";
import { type Env, env, SettingsError } from "@/lib/core/env";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { readiness } from "@/lib/core/readiness";
import { onShutdown, runShutdown } from "@/lib/core/shutdown";
import { startDatabase } from "@/lib/db/start-database";
import { answerObject, isObjectRequest } from "@/lib/http/node-objects";

/** How long open requests may take to end once the server was told to stop. */
const DRAIN_MS = 5_000;

/**
 * A caller's own X-Forwarded-For would pass for its address. With no proxy in front the socket's address stands
 * there; behind n trusted proxies, only what they appended.
 */
function fixForwardedFor(request: IncomingMessage, trustedHops: number): void {
  const peer = request.socket.remoteAddress ?? "";
  const claimed = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const trusted = trustedHops > 0 ? claimed.at(-trustedHops)?.trim() : undefined;
  request.headers["x-forwarded-for"] = trusted || peer;
  if (trustedHops === 0) {
    delete request.headers["x-forwarded-host"];
    delete request.headers["x-forwarded-proto"];
  }
}

/** Listens at once, so that a taken port is known before anything else starts; until `ready` it answers 503. */
async function listen({
  HOST,
  PORT,
  TRUSTED_PROXY_HOPS,
}: Env): Promise<{ server: Server; port: number; ready: (handle: RequestListener) => void }> {
  let handle: RequestListener | undefined;
  const server = createServer((request, response) => {
    if (handle) {
      fixForwardedFor(request, TRUSTED_PROXY_HOPS);
      handle(request, response);
      return;
    }
    response.writeHead(503, { "content-type": "application/json", "retry-after": "2" });
    response.end(
      JSON.stringify({
        ok: false,
        error: { code: "SERVICE_UNAVAILABLE", message: "Partwright is starting. Try again in a few seconds.", requestId: "" },
      }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(PORT, HOST, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new SettingsError(`Port ${PORT} is taken by another program. Choose another: PORT=3001 npm start`);
    if (error.code === "EACCES")
      throw new SettingsError(`Port ${PORT} may not be used by this user. Choose one above 1023: PORT=3000 npm start`);
    throw error;
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : PORT;
  return {
    server,
    port,
    ready: (listener) => {
      handle = listener;
    },
  };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(force);
}

/** When the server was told to stop, by the clock of `performance`. */
let stoppingSinceMs: number | null = null;

/** Ctrl-C in a terminal arrives twice: from the terminal, and from npm, which passes it on. */
const SAME_SIGNAL_MS = 1_000;

/** Everything that was started ends in reverse order, once; asking again ends the process at once. */
function stopOnSignals(): void {
  const stop = (signal: NodeJS.Signals) => {
    if (stoppingSinceMs !== null) {
      if (performance.now() - stoppingSinceMs > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSinceMs = performance.now();
    log().info("stopping", { signal });
    runShutdown((name, error) => log().error("not closed in order", { name, error }), DRAIN_MS * 2).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop); // the terminal was closed
  // Whoever read our output may be gone before we are; saying so on the same output would go on for ever.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
}

async function start(): Promise<void> {
  const settings = env();
  const dev = settings.NODE_ENV === "development";
  stopOnSignals();
  const { server, port, ready } = await listen(settings);
  const url = settings.PUBLIC_URL ?? `http://localhost:${port}`;

  const starting = startDatabase({ url });
  onShutdown("database", async () => (await starting).stop()); // also when told to stop while it starts
  await starting;

  const app = next({ dev, dir: process.cwd(), hostname: "localhost", port });
  const handler = app.getRequestHandler();
  await app.prepare();
  await readiness().promise;
  onShutdown("http", () => close(server));
  ready((request, response) => {
    // Next drops Content-Length from what routes answer; downloads need it.
    const answered = isObjectRequest(request) ? answerObject(request, response) : handler(request, response);
    answered.catch((error: unknown) => {
      log().error("request failed outside of any route", { error });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  process.stdout.write(`Partwright is ready: ${url}\n`);
}

start().catch(async (error: unknown) => {
  if (stoppingSinceMs !== null) return; // told to stop while starting: the signal's handler ends the process
  process.stderr.write(`${error instanceof SettingsError ? error.message : `Partwright could not start: ${messageOf(error)}`}\n`);
  if (!(error instanceof SettingsError)) log().debug("start failed", { error });
  await runShutdown(() => undefined);
  process.exit(1);
});
