import { FileFault, grouped } from "../file-fault";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** No part is larger, mm; numbers beyond make the kernel search without end. */
const FARTHEST_MM = 1e9;

/** Reads the words of BREP text one by one; what it refuses it names by section and record. */
export class BrepReader {
  private section = "header";
  private record = 0;
  private readonly words = /\S+/g;

  /** @param from where the first section begins */
  constructor(
    readonly text: string,
    from: number,
  ) {
    this.words.lastIndex = from;
  }

  fault(why: string): FileFault {
    const where = this.record > 0 ? `record ${grouped(this.record)} of its section ${this.section}` : `its section ${this.section}`;
    return new FileFault(`${where} ${why}`);
  }

  /** Begins a section by its name and the number of its records. */
  begin(section: string): number {
    this.record = 0;
    const word = this.words.exec(this.text)?.[0];
    if (word !== section) throw new FileFault(`its section ${section} is missing`);
    this.section = section;
    const count = this.whole("number of records", 0, Number.MAX_SAFE_INTEGER);
    // A record takes at least two characters: a count beyond that would make the reader allocate for nothing.
    if (count > this.text.length / 2) throw this.fault("announces more than the file can hold");
    return count;
  }

  beginRecord(number: number): void {
    this.record = number;
  }

  word(): string {
    const match = this.words.exec(this.text);
    if (!match) throw this.fault("is cut off");
    return match[0];
  }

  /** The next word, which stays to be read. */
  peek(): string {
    const at = this.words.lastIndex;
    const word = this.words.exec(this.text)?.[0] ?? "";
    this.words.lastIndex = at;
    return word;
  }

  /** The whole line after this one, in the one place where the kernel reads lines; nothing else may stand on this one. */
  nextLine(): string {
    const from = this.words.lastIndex;
    const end = this.text.indexOf("\n", from);
    if (end < 0 || this.text.slice(from, end).trim() !== "") throw this.fault("has more on its line than it should");
    const next = this.text.indexOf("\n", end + 1);
    return this.text.slice(end + 1, next < 0 ? undefined : next);
  }

  real(what: string): number {
    const word = this.word();
    const value = NUMBER.test(word) ? Number(word) : Number.NaN;
    if (!Number.isFinite(value)) throw this.fault(`has the ${what} "${word.slice(0, 20)}", which is no number`);
    return value;
  }

  length(what: string): number {
    const value = this.real(what);
    if (Math.abs(value) > FARTHEST_MM) throw this.fault(`has the ${what} ${value}, beyond ${FARTHEST_MM} mm`);
    return value;
  }

  size(what: string): number {
    const value = this.length(what);
    if (value < 0) throw this.fault(`has the ${what} ${value}, below 0`);
    return value;
  }

  whole(what: string, min: number, max: number): number {
    const word = this.word();
    const value = /^[+-]?\d{1,15}$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= min && value <= max))
      throw this.fault(`has the ${what} "${word.slice(0, 20)}", which is no whole number from ${min} to ${max}`);
    return value;
  }

  flag(what: string): boolean {
    return this.whole(what, 0, 1) === 1;
  }

  point(dimensions: 2 | 3): void {
    for (let axis = 0; axis < dimensions; axis++) this.length("coordinate");
  }

  direction(dimensions: 2 | 3): void {
    let squares = 0;
    for (let axis = 0; axis < dimensions; axis++) squares += this.real("direction") ** 2;
    if (!(squares > 1e-24 && squares < 1e24)) throw this.fault("has a direction without a length");
  }

  range(): void {
    const first = this.real("first parameter");
    const last = this.real("last parameter");
    if (first >= last) throw this.fault(`runs from ${first} to ${last}, which is backwards`);
  }

  assertEnd(): void {
    const match = this.words.exec(this.text);
    if (match) throw new FileFault(`something follows its end: "${match[0].slice(0, 20)}"`);
  }
}
