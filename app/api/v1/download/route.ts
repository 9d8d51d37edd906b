import { downloadFile } from "@/lib/contract/endpoints/exports";
import { ApiError } from "@/lib/core/errors";
import { findFileByKey } from "@/lib/files";
import { methods } from "@/lib/http/methods";
import { viewDownload } from "@/lib/http/present/download";
import { route } from "@/lib/http/route";
import { signerFor } from "@/lib/http/sign";

/** POST /api/v1/download: a fresh address of a file of the caller. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(downloadFile, async ({ body, principal, origin }) => {
    const file = await findFileByKey(principal.accountId, body.s3_key);
    if (!file) throw new ApiError("NOT_FOUND", "There is no such file.");
    return viewDownload(file.key, file.filename, signerFor(origin));
  }),
});
