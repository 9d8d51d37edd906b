import { systemClock } from "@/lib/core/clock";
import { safeFilename } from "@/lib/storage/content-disposition";
import { DOWNLOAD_LIFETIME_S, type Signer } from "../sign";

/** A file as /export and /download answer it: the address, and a name that every system can save under. */
export async function viewDownload(key: string, filename: string, sign: Signer) {
  const safe = safeFilename(filename);
  return {
    success: true as const,
    download_url: await sign(key, safe),
    filename: safe,
    expires_at: new Date(systemClock.now().getTime() + DOWNLOAD_LIFETIME_S * 1_000).toISOString(),
  };
}
