import { KernelError } from "@/lib/cad/kernel/kernel-error";

/**
 * Writes rows as CSV (RFC 4180): a list of lists, or of flat records, whose keys make the heading.
 * @throws KernelError INVALID_INPUT when the value has no rows
 */
export function writeCsv(value: unknown): Uint8Array {
  const rows = rowsOf(value);
  if (!rows) {
    throw new KernelError("The result has no rows: CSV takes a list of lists or of flat records.", { code: "INVALID_INPUT" });
  }
  return new TextEncoder().encode(rows.map((row) => `${row.map(cell).join(",")}\r\n`).join(""));
}

function rowsOf(value: unknown): unknown[][] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.every((row): row is unknown[] => Array.isArray(row) && row.every(isFlat))) return value;
  if (!value.every((row): row is Record<string, unknown> => typeof row === "object" && row !== null && !Array.isArray(row)))
    return undefined;
  if (!value.every((row) => Object.values(row).every(isFlat))) return undefined;
  const heading = [...new Set(value.flatMap((row) => Object.keys(row)))];
  return [heading, ...value.map((row) => heading.map((key) => (Object.hasOwn(row, key) ? row[key] : null)))];
}

function isFlat(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
