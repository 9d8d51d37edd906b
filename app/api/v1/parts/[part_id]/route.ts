import { getPart } from "@/lib/contract/endpoints/conversations";
import { findPart } from "@/lib/conversations";
import { ApiError } from "@/lib/core/errors";
import { methods } from "@/lib/http/methods";
import { viewPartDetail } from "@/lib/http/present/conversation";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** GET /api/v1/parts/{part_id}: a part of the caller in full. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getPart, async ({ params, principal, origin }) => {
    const part = await findPart(principal.accountId, params.part_id);
    if (!part) throw new ApiError("NOT_FOUND", "There is no such part.");
    return viewPartDetail(part, signerFor(origin));
  }),
});
