import { jobEvents } from "@/lib/contract/endpoints/job";
import { emptyEventStream, lastEventId } from "@/lib/http/event-stream";
import { findJob } from "@/lib/http/find-job";
import { methods } from "@/lib/http/methods";
import { streamJob } from "@/lib/http/present/job-stream";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** GET /api/v1/job/{job_id}/events: progress as server-sent events. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(jobEvents, async ({ params, principal, address, origin, request }) => {
    const task = await findJob(params.job_id, principal, address);
    if (request.method === "HEAD") return emptyEventStream();
    return streamJob(task, signerFor(origin), lastEventId(request.headers));
  }),
});
