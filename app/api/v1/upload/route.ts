import { uploadFile } from "@/lib/contract/endpoints/job";
import { announceUpload } from "@/lib/files";
import { methods } from "@/lib/http/methods";
import { absolute } from "@/lib/http/origin";
import { route } from "@/lib/http/route";

/** POST /api/v1/upload: announces a file and gives the address for its bytes. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(uploadFile, async ({ body, principal, origin }) => {
    const upload = await announceUpload({
      accountId: principal.accountId,
      filename: body.filename,
      bytes: body.bytes,
      contentType: body.content_type,
    });
    return { upload_url: absolute(origin, upload.uploadUrl), s3_key: upload.key, expires_at: upload.expiresAt.toISOString() };
  }),
});
