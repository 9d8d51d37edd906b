import "server-only";
import { storage } from "@/lib/storage";
import { absolute } from "./origin";

/** How long a download address works. */
export const DOWNLOAD_LIFETIME_S = 3_600;

/** Makes the address of a stored file: absolute, and good without any header. */
export type Signer = (key: string, filename?: string) => Promise<string>;

/** Addresses that callers at this origin can reach. */
export function signerFor(origin: string): Signer {
  return async (key, filename) =>
    absolute(
      origin,
      await storage().signedUrl({ method: "GET", key, expiresInS: DOWNLOAD_LIFETIME_S, ...(filename !== undefined && { filename }) }),
    );
}
