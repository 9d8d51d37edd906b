import { invalidInput } from "@/lib/cad/kernel/kernel-error";

/** What stands between rows and between cells. */
export interface Separators {
  rowSeparator: string;
  columnSeparator: string;
}

/** Separators as meant: `\n` and `\t` may be written out, as forms can't hold the characters themselves. */
function separatorsOf({ rowSeparator, columnSeparator }: Separators): { row: string; column: string } {
  const meant = (text: string) => text.replaceAll("\\r", "\r").replaceAll("\\n", "\n").replaceAll("\\t", "\t");
  const [row, column] = [meant(rowSeparator), meant(columnSeparator)];
  if (row === "" || column === "" || row === column || row.includes('"') || column.includes('"')) {
    throw invalidInput("rowSeparator and columnSeparator must be two different texts without quotes, and neither may be empty.");
  }
  return { row, column };
}

/** Cells by row, as RFC 4180 has them: in quotes a cell may hold separators, and two quotes stand for one. */
export function parseCsv(csv: string, separators: Separators): string[][] {
  const { row, column } = separatorsOf(separators);
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < csv.length) {
    const { cell, next } = csv[at] === '"' ? quotedCell(csv, at) : plainCell(csv, at, row, column);
    cells.push(cell);
    at = next;
    if (csv.startsWith(column, at)) {
      at += column.length;
      // A separator at the very end has an empty cell behind it.
      if (at < csv.length) continue;
      cells.push("");
    } else {
      // Files from elsewhere may end their lines with two characters.
      if (row === "\n" && csv[at] === "\r") at++;
      if (at < csv.length && !csv.startsWith(row, at)) throw invalidInput(`csv has text behind a closing quote at character ${at + 1}.`);
      at += row.length;
    }
    rows.push(cells);
    cells = [];
  }
  return rows;
}

function quotedCell(csv: string, from: number): { cell: string; next: number } {
  let cell = "";
  for (let at = from + 1; ; ) {
    const quote = csv.indexOf('"', at);
    if (quote < 0) throw invalidInput(`csv has a quote at character ${from + 1} that is never closed.`);
    cell += csv.slice(at, quote);
    if (csv[quote + 1] !== '"') return { cell, next: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}

function plainCell(csv: string, from: number, row: string, column: string): { cell: string; next: number } {
  const end = (separator: string) => {
    const found = csv.indexOf(separator, from);
    return found < 0 ? csv.length : found;
  };
  const next = Math.min(end(row), end(column));
  const cell = csv.slice(from, next);
  return row === "\n" && cell.endsWith("\r") ? { cell: cell.slice(0, -1), next: next - 1 } : { cell, next };
}

/** Rows as text; cells with separators, quotes or line ends are put in quotes. */
export function writeCsv(rows: readonly (readonly unknown[])[], separators: Separators): string {
  const { row, column } = separatorsOf(separators);
  const cellText = (value: unknown) => {
    const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    const special = [row, column, '"', "\n", "\r"].some((mark) => text.includes(mark));
    return special ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((cells) => cells.map(cellText).join(column)).join(row);
}
