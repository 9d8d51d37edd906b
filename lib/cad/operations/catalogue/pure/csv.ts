import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { parseCsv, type Separators, writeCsv } from "./csv-text";
import { type PureFunction, pureNamespace } from "./pure-namespace";

interface OfCsv extends Separators {
  csv: string;
}

interface Table extends OfCsv {
  /** Row of the headers, from 0. */
  headerRow: number;
  dataStartRow: number;
  numberColumns?: string[];
}

type Cell = string | number | null;

const OWN: Record<string, PureFunction> = {
  arrayToCsv: ({ array, ...separators }: Separators & { array: unknown[][] }) => writeCsv(array, separators),
  getColumnCount: (params: OfCsv) => parseCsv(params.csv, params).at(0)?.length ?? 0,
  getHeaders: (params: OfCsv & { headerRow: number }) => headersOf(parseCsv(params.csv, params), params.headerRow),
  getRowCount: (params: OfCsv & { hasHeaders: boolean; dataStartRow: number }) =>
    Math.max(0, parseCsv(params.csv, params).length - Math.max(params.dataStartRow, params.hasHeaders ? 1 : 0)),
  jsonToCsv: (params: Separators & { json: unknown[]; headers: string[]; includeHeaders: boolean }) => recordsToCsv(params, params.headers),
  jsonToCsvAuto: (params: Separators & { json: unknown[]; includeHeaders: boolean }) =>
    recordsToCsv(params, [...new Set(params.json.flatMap((record) => Object.keys(recordOf(record))))]),
  parseToArray: (params: OfCsv) => parseCsv(params.csv, params),
  parseToJson: (params: Table) => records(params),
  parseToJsonWithHeaders: ({ headers, ...params }: OfCsv & { headers: string[]; dataStartRow: number; numberColumns?: string[] }) =>
    rowsToRecords(parseCsv(params.csv, params).slice(params.dataStartRow), headers, params.numberColumns),
  queryColumn: ({ column, asNumber, ...params }: Table & { column: string; asNumber: boolean }) =>
    records({ ...params, numberColumns: asNumber ? [column] : [] }, column).map((record) => record[column] ?? null),
  queryRowsByValue: ({ column, value, ...params }: Table & { column: string; value: string }) =>
    records(params, column).filter((record) => String(record[column]) === value),
};

function headersOf(rows: readonly string[][], headerRow: number): string[] {
  const headers = rows[headerRow];
  if (!headers) throw invalidInput(`headerRow is ${headerRow} and must be from 0 to ${rows.length - 1}.`);
  return headers;
}

function records(params: Table, column?: string): Record<string, Cell>[] {
  const rows = parseCsv(params.csv, params);
  const headers = headersOf(rows, params.headerRow);
  if (column !== undefined && !headers.includes(column)) {
    throw invalidInput(`column is ${JSON.stringify(column)} and must be one of ${headers.slice(0, 20).join(", ")}.`);
  }
  return rowsToRecords(rows.slice(params.dataStartRow), headers, params.numberColumns);
}

function rowsToRecords(
  rows: readonly string[][],
  headers: readonly string[],
  numberColumns: readonly string[] = [],
): Record<string, Cell>[] {
  const numeric = new Set(numberColumns);
  return rows.map((cells, row) =>
    Object.fromEntries(
      headers.map((header, index) => [header, cellOf(cells[index] ?? "", numeric.has(header), `${header} of data row ${row}`)]),
    ),
  );
}

/** A number where one is wanted; an empty cell has none. */
function cellOf(text: string, numeric: boolean, place: string): Cell {
  if (!numeric) return text;
  if (text.trim() === "") return null;
  const number = Number(text);
  if (!Number.isFinite(number)) throw invalidInput(`${place} is ${JSON.stringify(text.slice(0, 40))} and must be a number.`);
  return number;
}

function recordsToCsv(
  { json, includeHeaders, ...separators }: Separators & { json: unknown[]; includeHeaders: boolean },
  headers: readonly string[],
): string {
  const rows = json.map((record) => headers.map((header) => Object.getOwnPropertyDescriptor(recordOf(record), header)?.value));
  return writeCsv(includeHeaders ? [headers, ...rows] : rows, separators);
}

function recordOf(value: unknown): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw invalidInput(`json must be a list of records; one entry is ${JSON.stringify(value)?.slice(0, 40)}.`);
}

/** `csv.*` */
export const CSV = pureNamespace({ name: "csv", own: OWN });
