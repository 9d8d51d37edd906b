import { createHmac, timingSafeEqual } from "node:crypto";
import { secrets } from "@/lib/core/secrets";
import { encodeStrict } from "./content-disposition";
import { isObjectKey } from "./object-key";

/** Where the local store's addresses lead. */
export const OBJECTS_PATH = "/api/v1/objects/";

/** What an address allows. */
export interface SignedAccess {
  method: "GET" | "PUT";
  key: string;
  /** Unix time in seconds. */
  expiresAtS: number;
  /** GET: saved under this name. */
  filename?: string;
  /** GET: served as; PUT: required. */
  contentType?: string;
  /** PUT: exact length. */
  bytes?: number;
}

/** Every field with its length, so that no two sets of fields read the same. */
function signatureOf(access: SignedAccess, secret: string): string {
  const fields = [
    "v1",
    access.method,
    access.key,
    String(access.expiresAtS),
    access.bytes === undefined ? "" : String(access.bytes),
    access.contentType ?? "",
    access.filename ?? "",
  ];
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join("\n");
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** The one way to write an address: fixed order, fixed encoding. */
function render(access: SignedAccess, signature: string): string {
  const parts = [
    `exp=${access.expiresAtS}`,
    ...(access.bytes === undefined ? [] : [`len=${access.bytes}`]),
    ...(access.contentType === undefined ? [] : [`type=${encodeStrict(access.contentType)}`]),
    ...(access.filename === undefined ? [] : [`name=${encodeStrict(access.filename)}`]),
    `sig=${signature}`,
  ];
  return `${OBJECTS_PATH}${access.key}?${parts.join("&")}`;
}

/** Path and query of an address for one object, relative to PUBLIC_URL. */
export function signAccess(access: SignedAccess, secret: string): string {
  return render(access, signatureOf(access, secret));
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Path and query of an absolute or relative address, unparsed: a parser would forgive what must be refused. */
function pathAndQuery(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, "");
}

/** `verifySignedUrl` with its secret and time given. */
export function verifyAccess(url: string, method: string, secret: string, now: Date): SignedAccess | null {
  // HEAD is what a client asks before GET; it shows less.
  const wanted = method === "HEAD" ? "GET" : method;
  if (wanted !== "GET" && wanted !== "PUT") return null;
  const given = pathAndQuery(url);
  const [path = "", query = ""] = given.split("?", 2);
  const key = path.startsWith(OBJECTS_PATH) ? path.slice(OBJECTS_PATH.length) : "";
  if (!isObjectKey(key)) return null;
  const fields = new Map(query.split("&").map((pair) => pair.split("=", 2) as [string, string | undefined]));
  const number = (name: string) => {
    const text = fields.get(name);
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const expiresAtS = number("exp");
  const bytes = number("len");
  const contentType = decode(fields.get("type"));
  const filename = decode(fields.get("name"));
  if (expiresAtS === undefined) return null;
  const access: SignedAccess = {
    method: wanted,
    key,
    expiresAtS,
    ...(bytes !== undefined && { bytes }),
    ...(contentType !== undefined && { contentType }),
    ...(filename !== undefined && { filename }),
  };
  // Written again and compared whole: another order, case, encoding or further field is another text, and refused.
  const expected = Buffer.from(signAccess(access, secret));
  const presented = Buffer.from(given);
  if (expected.length !== presented.length || !timingSafeEqual(expected, presented)) return null;
  return now.getTime() < expiresAtS * 1_000 ? access : null;
}

/**
 * What a local address allows, or null when it is altered, expired or made for another method.
 * Give the request's URL as it came; it may be absolute.
 */
export function verifySignedUrl(url: string, method: string): SignedAccess | null {
  return verifyAccess(url, method, secrets().STORAGE_SECRET, new Date());
}
