import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";

export const dynamic = "force-dynamic";
export const maxDuration = 3_600;

/** A run's state is at most 32 MB; nothing that calls a function sends more. */
const MAX_BODY_BYTES = 40 * 1024 * 1024;

const handlers = serve({ client: inngest, functions });
type Handle = (request: NextRequest, context: unknown) => Promise<Response>;

/** Only signed requests are read at all: `serve` reads the whole body before it checks the signature. */
function signedOnly(handle: Handle): Handle {
  return async (request, context) => {
    if (!request.headers.has("x-inngest-signature")) return Response.json({ message: "Unauthorized" }, { status: 401 });
    const length = Number(request.headers.get("content-length") ?? Number.NaN); // absent: of unknown length, so refused
    if (request.method !== "GET" && !(length <= MAX_BODY_BYTES)) return Response.json({ message: "Payload too large" }, { status: 413 });
    return handle(request, context);
  };
}

/** Where an Inngest server calls the functions. The embedded runner does not come this way. */
export const GET: Handle = signedOnly(handlers.GET);
export const POST: Handle = signedOnly(handlers.POST);
export const PUT: Handle = signedOnly(handlers.PUT);
