const MAX_CHARS = 120;
/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name made from a part's name that every system can save: "Motor plate.step". */
export function safeFilename(name: string, extension: string): string {
  const cleaned = name
    .normalize("NFC")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_CHARS)
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const stem = cleaned === "" || RESERVED.test(cleaned) ? "Part" : cleaned;
  return `${stem}.${extension}`;
}

/** The name of a part that a file becomes: its file name without the extension. */
export function stemOf(filename: string): string {
  const stem = filename.replace(/^.*[/\\]/, "").replace(/\.[^.]{1,8}$/, "");
  return stem.trim().slice(0, 80) || "Imported part";
}
