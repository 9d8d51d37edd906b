import type { z } from "zod";
import type { getMe } from "@/lib/contract/endpoints/accounts";
import type { getConversation, listConversations, listParts } from "@/lib/contract/endpoints/conversations";
import type { generate, jobView } from "@/lib/contract/endpoints/job";

export type DataOf<Known extends { data: z.ZodType }> = z.output<Known["data"]>;

export type Me = DataOf<typeof getMe>;
export type ConversationHead = DataOf<typeof listConversations>["conversations"][number];
export type Conversation = DataOf<typeof getConversation>;
export type Turn = Conversation["turns"][number];
export type PartOfConversation = NonNullable<Conversation["part"]>;
export type Revision = PartOfConversation["revisions"][number];
export type PartHead = DataOf<typeof listParts>["parts"][number];
export type GenerateBody = z.input<NonNullable<(typeof generate)["body"]>>;
export type Job = z.output<typeof jobView>;
export type JobResult = NonNullable<Job["result"]>;
export type Face = NonNullable<JobResult["faces"]>[number];
export type PartParameter = NonNullable<JobResult["parameters"]>[number];

/** A refusal, or no answer at all (`OFFLINE`). The message is for people. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: string;
  readonly status: number;
  readonly retryAfterS: number | undefined;

  constructor(code: string, message: string, status: number, retryAfterS?: number) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

interface CallOptions {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** What calling needs of a declared endpoint. */
interface Declared<Data extends z.ZodType> {
  method: string;
  path: string;
  data: Data;
}

/** Calls an endpoint of the API with the browser's session. Throws only RequestError and the signal's own reason. */
export async function call<Data extends z.ZodType>(endpoint: Declared<Data>, options: CallOptions = {}): Promise<z.output<Data>> {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(options.params?.[name] ?? ""));
  const query = new URLSearchParams(Object.entries(options.query ?? {}).map(([name, value]) => [name, String(value)]));
  const suffix = query.size === 0 ? "" : `?${query}`;
  const hasBody = options.body !== undefined;
  const response = await send(`/api/v1${path}${suffix}`, {
    method: endpoint.method,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...(hasBody && { "Content-Type": "application/json" }), ...options.headers },
    ...(hasBody && { body: JSON.stringify(options.body) }),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusalOf(response, answer);
  // The server renders from the same declaration; parsing here would only make an older page refuse a newer server.
  return answer as z.output<Data>;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (thrown) {
    if (init.signal?.aborted === true) throw thrown;
    throw new RequestError("OFFLINE", "The server cannot be reached. Check your connection, then try again.", 0);
  }
}

function refusalOf(response: Response, answer: unknown): RequestError {
  const error = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : null;
  const known = typeof error === "object" && error !== null ? error : {};
  const code = "code" in known && typeof known.code === "string" ? known.code : "INTERNAL_ERROR";
  const message =
    "message" in known && typeof known.message === "string" ? known.message : `The server answered with status ${response.status}.`;
  const retryAfter = Number(response.headers.get("Retry-After") ?? "");
  return new RequestError(code, message, response.status, retryAfter > 0 ? retryAfter : undefined);
}

/** Any failure as one of ours, for places that show it. */
export function asRequestError(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown;
  return new RequestError("INTERNAL_ERROR", "Something unexpected happened in this page. Reload it, then try again.", 0);
}
