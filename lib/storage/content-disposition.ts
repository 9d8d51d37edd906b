const MAX_NAME_CHARS = 200;
/** Control characters, lone halves of surrogate pairs (not encodable), and those that turn the direction of text ("gpj.exe" shown as "exe.jpg"). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** Refused in file names by one system or another. */
const RESERVED = /[\\/:*?"<>|]/g;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A caller's file name made safe to save under on every system; never empty. */
export function safeFilename(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(RESERVED, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const named = DEVICE.test(plain) ? `_${plain}` : plain;
  if (named === "") return "file";
  const characters = [...named];
  if (characters.length <= MAX_NAME_CHARS) return named;
  const extension = /\.[a-z0-9]{1,10}$/i.exec(named)?.[0] ?? "";
  return `${characters
    .slice(0, MAX_NAME_CHARS - extension.length)
    .join("")
    .trimEnd()}${extension}`;
}

/** Percent-encodes all but unreserved characters: what RFC 5987 allows and no URL parser changes. */
export function encodeStrict(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `attachment` with the name for old clients (ASCII) and for all others (RFC 5987, UTF-8). */
export function contentDisposition(filename: string): string {
  const name = safeFilename(filename);
  const ascii = name
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/["\\%]/g, "_")
    .trim();
  return `attachment; filename="${ascii || "file"}"; filename*=UTF-8''${encodeStrict(name)}`;
}
