import { randomBytes } from "node:crypto";
import { Inngest } from "inngest";
import { parseEnv } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";

/** Never resolved: requests to it are intercepted below. */
const EMBEDDED_ORIGIN = "http://inngest.embedded";

export const APP_ID = "partwright";

/** Any of these means that an Inngest server does the work; with none of them the embedded runner does. */
const SERVER_SETTINGS = [
  "INNGEST_BASE_URL",
  "INNGEST_API_BASE_URL",
  "INNGEST_EVENT_API_BASE_URL",
  "INNGEST_DEV",
  "INNGEST_EVENT_KEY",
  "INNGEST_SIGNING_KEY",
] as const;

/** Whether durable work is driven inside this app. */
export function isEmbedded(settings: Record<string, string | undefined> = process.env): boolean {
  return SERVER_SETTINGS.every((name) => !settings[name]);
}

/** Something that answers what the SDK asks of its server. */
interface SdkServer {
  fetch(request: Request): Promise<Response>;
}

interface Embedded {
  /** Random, so that nobody outside this process can sign a call of a function. */
  signingKey: string;
  runner: SdkServer | undefined;
}

/** Shared by bundles: instrumentation starts the runner, routes send events to it. */
export function embeddedRunner(): Embedded {
  return processSingleton<Embedded>("inngest", () => ({
    signingKey: `signkey-local-${randomBytes(32).toString("hex")}`,
    runner: undefined,
  }));
}

async function interceptedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  if (!url.startsWith(`${EMBEDDED_ORIGIN}/`)) return fetch(input, init);
  const { runner } = embeddedRunner();
  if (!runner) return Response.json({ error: "Durable work has not started in this process.", status: 503 }, { status: 503 });
  return runner.fetch(new Request(input, init));
}

type SdkLogLine = [first: unknown, second?: unknown, ...rest: unknown[]];

/** The SDK logs as `(text)` and as `(fields, text)`. */
function sdkLine(write: (message: string, fields: Record<string, unknown>) => void) {
  return (...[first, second]: SdkLogLine): void => {
    if (typeof second === "string") write(`inngest: ${second}`, typeof first === "object" && first !== null ? { ...first } : {});
    else write(`inngest: ${String(first)}`, second === undefined ? {} : { detail: second });
  };
}

/** Into the app's own log; what the SDK says of steps that fail is a warning, since most are tried again. */
const sdkLogger = {
  debug: sdkLine((message, fields) => log().debug(message, fields)),
  info: sdkLine((message, fields) => log().debug(message, fields)),
  warn: sdkLine((message, fields) => log().warn(message, fields)),
  error: sdkLine((message, fields) => log().warn(message, fields)),
};

function createClient(): Inngest {
  if (!isEmbedded()) {
    parseEnv(process.env); // half a configuration is an error at start, not a guess
    return new Inngest({ id: APP_ID, logger: sdkLogger });
  }
  return new Inngest({
    id: APP_ID,
    baseUrl: EMBEDDED_ORIGIN,
    // Cloud mode: in dev mode signatures are not checked, and an unsigned request would execute a function.
    isDev: false,
    eventKey: "embedded",
    signingKey: embeddedRunner().signingKey,
    fetch: interceptedFetch,
    logger: sdkLogger,
  });
}

export const inngest = createClient();
