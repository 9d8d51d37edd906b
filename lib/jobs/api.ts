import { messageOf } from "@/lib/core/errors";
import { takeCheckpoint } from "./checkpoint";
import type { RunnerContext } from "./context";
import { EventTooLargeError, sendEvents } from "./events";
import { MAX_EVENTS_PER_SEND } from "./limits";
import { transaction } from "./sql";
import { checkpointBody, type SentEvent, sentEvents } from "./wire";

const json = (status: number, body: unknown) => Response.json(body, { status });

/**
 * Answers what the SDK asks of its server. Reached only through the client's intercepted `fetch`, never over HTTP:
 * nothing here checks who asks.
 * @param onWork called after work was stored
 */
export async function answerSdk(context: RunnerContext, request: Request, onWork: () => void): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    if (request.method === "POST" && pathname.startsWith("/e/")) return await takeEvents(context, request, onWork);
    if (request.method === "POST" && /^\/v1\/checkpoint\/[^/]+\/async$/.test(pathname)) return await checkpoint(context, request);
    if (request.method === "POST" && pathname === "/v1/realtime/publish") return json(200, {});
  } catch (error) {
    context.log.error("embedded runner: request failed", { path: pathname.replace(/^\/e\/.*/, "/e"), error });
    return json(500, { error: messageOf(error), status: 500 });
  }
  return json(404, { error: `The embedded runner does not offer ${request.method} ${pathname}.`, status: 404 });
}

async function takeEvents(context: RunnerContext, request: Request, onWork: () => void): Promise<Response> {
  const parsed = sentEvents.safeParse(await request.json());
  if (!parsed.success) return json(400, { error: `Not an event: ${parsed.error.issues[0]?.message ?? "unreadable"}`, status: 400 });
  if (parsed.data.length > MAX_EVENTS_PER_SEND) {
    return json(400, { error: `${parsed.data.length} events at once; at most ${MAX_EVENTS_PER_SEND} are allowed.`, status: 400 });
  }
  // The SDK repeats a request that got no answer with the same seed: the seed stands in for ids that were not given.
  const seed = request.headers.get("x-inngest-event-id-seed");
  const events: SentEvent[] = parsed.data.map((event, index) =>
    event.id || seed === null ? { ...event, id: event.id || null } : { ...event, id: `${seed}/${index}` },
  );
  try {
    const ids = await transaction(context.pool, (tx) => sendEvents(context, tx, events));
    onWork();
    return json(200, { ids, status: 200 });
  } catch (error) {
    if (error instanceof EventTooLargeError) return json(413, { error: error.message, status: 413 });
    throw error;
  }
}

async function checkpoint(context: RunnerContext, request: Request): Promise<Response> {
  const body = checkpointBody.parse(await request.json());
  const taken = await takeCheckpoint(context, {
    runId: body.run_id,
    itemId: body.qi_id,
    generation: body.generation_id,
    operations: body.steps,
  });
  return taken ? json(200, {}) : json(409, { error: "stale", status: 409 });
}
