import { FileFault, grouped } from "./file-fault";
import { latin1 } from "./part21/lexer";

/** Lines of a part's file are thousands; the largest surface models have a million. */
const MAX_LINES = 2_000_000;
/** Entities placed by subfigures and groups, each as often as it is placed. */
const MAX_PLACED = 50_000;
const SECTIONS = "SGDPT";
const SECTION_NAMES: Record<string, string> = { S: "start", G: "global", D: "directory", P: "parameter", T: "terminate" };
/** Entities that place others: group, subfigure definition, its instance, solid assembly, solid instance. */
const [ASSOCIATIVITY, SUBFIGURE, SUBFIGURE_INSTANCE, SOLID_ASSEMBLY, SOLID_INSTANCE] = [402, 308, 408, 184, 430];

interface Lines {
  bytes: Uint8Array;
  /** Where the lines of each section begin. */
  starts: Record<string, number[]>;
}

interface DirectoryEntry {
  type: number;
  form: number;
  firstParameterLine: number;
  parameterLines: number;
}

/**
 * Looks through an IGES file without a kernel: sections in order, lines numbered and counted, directory entries in pairs whose
 * parameters exist, numbers that are numbers, and what subfigures and groups unfold to.
 * @throws FileFault with the reason and its line
 * @source IGES 5.3, 2.2.4
 */
export function checkIges(bytes: Uint8Array): void {
  const lines = readLines(bytes);
  assertCounts(lines);
  const entries = readDirectory(lines);
  assertNumbers(lines);
  assertUnfolding(lines, entries);
}

function readLines(bytes: Uint8Array): Lines {
  const starts: Record<string, number[]> = { S: [], G: [], D: [], P: [], T: [] };
  let section = 0;
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    const letter = String.fromCharCode(bytes[at + 72] ?? 0);
    if (end - at < 73) {
      // What follows the last line is padding.
      if (section === 4) break;
      if (latin1(bytes, at, end).trim() !== "") throw new FileFault(`line ${grouped(count + 1)} is shorter than the 80 columns of a line`);
    } else {
      const found = SECTIONS.indexOf(letter, section);
      if (found < 0)
        throw new FileFault(
          `line ${grouped(count + 1)} belongs to no section, or not after the ${SECTION_NAMES[SECTIONS[section] ?? ""]} section`,
        );
      section = found;
      starts[letter]?.push(at);
    }
    if (++count > MAX_LINES) throw new FileFault(`it has more than ${grouped(MAX_LINES)} lines`);
    at = end + 1;
    if (section === 4) break;
  }
  return { bytes, starts };
}

function of({ starts }: Lines, section: string): number[] {
  return starts[section] ?? [];
}

function assertCounts(lines: Lines): void {
  const [end] = of(lines, "T");
  if (end === undefined) throw new FileFault("it is cut off: its terminate section is missing");
  for (const section of "SGDP") {
    if (of(lines, section).length === 0) throw new FileFault(`its ${SECTION_NAMES[section]} section is missing`);
  }
  const text = latin1(lines.bytes, end, end + 32);
  for (const [, section = "", digits] of text.matchAll(/([SGDP])\s*(\d+)/g)) {
    const found = of(lines, section).length;
    if (Number(digits) !== found) {
      throw new FileFault(`its ${SECTION_NAMES[section]} section has ${grouped(found)} lines and should have ${grouped(Number(digits))}`);
    }
  }
  if (of(lines, "D").length % 2 !== 0) throw new FileFault("its directory has an odd number of lines; every entity has two");
}

function field(lines: Lines, at: number, index: number): number {
  const text = latin1(lines.bytes, at + 8 * index, at + 8 * index + 8).trim();
  if (text === "") return 0;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new FileFault(`a directory entry has "${text}" where a whole number belongs`);
  return value;
}

function readDirectory(lines: Lines): DirectoryEntry[] {
  const directory = of(lines, "D");
  const parameterCount = of(lines, "P").length;
  const entries: DirectoryEntry[] = [];
  let claimed = 0;
  for (let i = 0; i + 1 < directory.length; i += 2) {
    const [first = 0, second = 0] = [directory[i], directory[i + 1]];
    const entry = {
      type: field(lines, first, 0),
      firstParameterLine: field(lines, first, 1),
      parameterLines: field(lines, second, 3),
      form: field(lines, second, 4),
    };
    const name = `directory entry ${i + 1} (type ${entry.type})`;
    if (field(lines, second, 0) !== entry.type) throw new FileFault(`${name} names two types`);
    const matrix = Math.abs(field(lines, first, 6));
    if (matrix > directory.length || matrix === i + 1) throw new FileFault(`${name} refers to a transformation that is not there`);
    if (entry.type !== 0) {
      const last = entry.firstParameterLine + Math.max(entry.parameterLines, 1) - 1;
      if (entry.firstParameterLine < 1 || entry.parameterLines < 0 || last > parameterCount) {
        throw new FileFault(`${name} has its parameters in lines ${entry.firstParameterLine} to ${last} of ${grouped(parameterCount)}`);
      }
    }
    // A line belongs to one entity; entities that all claim all lines would be read over and over.
    claimed += entry.parameterLines;
    if (claimed > 2 * parameterCount) throw new FileFault("its directory claims more parameter lines than it has");
    entries.push(entry);
  }
  return entries;
}

const NOT_A_NUMBER = /(^|[,;\s])[-+]?(nan|inf(inity)?|1\.#\w+)(?=[,;\s])/i;
/** Three digits of exponent are enough for any number that there is; 1E400 is none. */
const LARGE_EXPONENT = /[\d.][ED]\+?([3-9]\d\d|\d{4,})/i;

function assertNumbers(lines: Lines): void {
  for (const [index, at] of of(lines, "P").entries()) {
    const text = latin1(lines.bytes, at, at + 64);
    const found = NOT_A_NUMBER.exec(text) ?? LARGE_EXPONENT.exec(text);
    if (found) throw new FileFault(`parameter line ${grouped(index + 1)} has "${found[0].replace(/^[,;\s]/, "")}", which is not a number`);
  }
}

/** Paths through the graph of what places what, multiplied, each entity once. */
function assertUnfolding(lines: Lines, entries: readonly DirectoryEntry[]): void {
  const totals = new Map<number, number>();
  const open = new Set<number>();
  const count = (index: number, depth: number): number => {
    const entry = entries[index];
    if (!entry) throw new FileFault(`an entity places directory entry ${2 * index + 1}, which is not there`);
    const known = totals.get(index);
    if (known !== undefined) return known;
    const name = `directory entry ${2 * index + 1} (type ${entry.type})`;
    if (open.has(index)) throw new FileFault(`${name} contains itself`);
    if (depth > 200) throw new FileFault(`${name} is nested more than 200 deep`);
    open.add(index);
    let total = 1;
    for (const child of placedBy(lines, entry)) total += count(child, depth + 1);
    open.delete(index);
    totals.set(index, total);
    if (total > MAX_PLACED + entries.length) {
      throw new FileFault(`${name} unfolds to ${grouped(total)} entities; at most ${grouped(MAX_PLACED)} are read`);
    }
    return total;
  };
  for (const [index, { type }] of entries.entries()) {
    if (type === SUBFIGURE_INSTANCE || type === ASSOCIATIVITY || type === SOLID_ASSEMBLY || type === SOLID_INSTANCE) count(index, 0);
  }
}

/** Indexes of the entries that one places. */
function placedBy(lines: Lines, entry: DirectoryEntry): number[] {
  const { type, form } = entry;
  if (type === SUBFIGURE_INSTANCE || type === SOLID_INSTANCE) return [pointer(parametersOf(lines, entry)[1])];
  if (type === SUBFIGURE) return listed(parametersOf(lines, entry), 3);
  // Groups, ordered and not, with back pointers and without.
  if (type === ASSOCIATIVITY && [1, 7, 14, 15].includes(form)) return listed(parametersOf(lines, entry), 1);
  if (type === SOLID_ASSEMBLY) return listed(parametersOf(lines, entry), 1);
  return [];
}

function listed(parameters: readonly string[], at: number): number[] {
  const count = Number(parameters[at] ?? 0);
  if (!(count >= 0 && at + count < parameters.length)) {
    throw new FileFault(`an entity of type ${parameters[0]} announces ${parameters[at]} members and has ${parameters.length - at - 1}`);
  }
  return parameters.slice(at + 1, at + 1 + count).map(pointer);
}

/** Directory entries are called by the number of their first line, 1, 3, 5 … */
function pointer(text: string | undefined): number {
  return (Math.abs(Number(text ?? 0)) - 1) / 2;
}

function parametersOf(lines: Lines, { firstParameterLine, parameterLines }: DirectoryEntry): string[] {
  const { parameter, record } = delimiters(lines);
  const text = of(lines, "P")
    .slice(firstParameterLine - 1, firstParameterLine - 1 + Math.max(parameterLines, 1))
    .map((at) => latin1(lines.bytes, at, at + 64))
    .join("");
  const end = text.indexOf(record);
  return (end < 0 ? text : text.slice(0, end)).split(parameter).map((value) => value.trim());
}

/** The global section begins with the two delimiters, each as a text of one character (`1H,`) or left out. */
function delimiters(lines: Lines): { parameter: string; record: string } {
  const [at = 0] = of(lines, "G");
  const found = /^\s*(?:1H(.))?(.)\s*(?:1H(.))?/.exec(latin1(lines.bytes, at, at + 16));
  return { parameter: found?.[1] ?? ",", record: found?.[3] ?? ";" };
}
