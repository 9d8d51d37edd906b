import { getJob } from "@/lib/contract/endpoints/job";
import { findJob } from "@/lib/http/find-job";
import { methods } from "@/lib/http/methods";
import { viewJob } from "@/lib/http/present/job";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** GET /api/v1/job/{job_id}: state and result; the id is the credential. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getJob, async ({ params, principal, address, origin }) => {
    const task = await findJob(params.job_id, principal, address);
    return viewJob(task, signerFor(origin));
  }),
});
