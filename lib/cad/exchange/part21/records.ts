import { KeywordTable } from "./keywords";
import { Part21Lexer, TOKEN } from "./lexer";
import { type Part21Typed, type Part21Value, readTyped, readValues } from "./values";

/** One entity of a Part 21 file; its parameters are read when they are asked for. */
export class Part21Record {
  constructor(
    private readonly bytes: Uint8Array,
    /** Number of the entity, without its `#`. */
    readonly id: number,
    /** `CARTESIAN_POINT`; of a complex instance `(A()B())` the empty text. */
    readonly type: string,
    /** Where its bracket opens. */
    private readonly bracketAt: number,
    /** Place behind its semicolon. */
    readonly end: number,
  ) {}

  /** Of a simple instance; empty for a complex one. */
  get parameters(): Part21Value[] {
    return this.type === "" ? [] : readValues(new Part21Lexer(this.bytes, this.bracketAt + 1, this.end));
  }

  /** Each type of the instance with its own parameters: several for a complex instance, one for any other. */
  get parts(): Part21Typed[] {
    if (this.type !== "") return [{ type: this.type, parameters: this.parameters }];
    const lexer = new Part21Lexer(this.bytes, this.bracketAt + 1, this.end);
    const parts: Part21Typed[] = [];
    while (lexer.next() === TOKEN.KEYWORD) parts.push(readTyped(lexer));
    return parts;
  }
}

/**
 * Entities of the data sections, in the file's order, at about 200 MB/s: nothing of a record is decoded but its number and
 * type. Reads any bytes without throwing and leaves out what is no entity; `checkPart21` says whether a file is sound.
 */
export function* readPart21(bytes: Uint8Array): Generator<Part21Record> {
  const keywords = new KeywordTable();
  const lexer = new Part21Lexer(bytes);
  let inData = false;
  while (lexer.next() !== TOKEN.END) {
    if (lexer.kind === TOKEN.KEYWORD && !inData) {
      inData = keywords.nameOf(lexer) === "DATA";
      lexer.end = endOfStatement(bytes, lexer.end);
    } else if (lexer.kind === TOKEN.KEYWORD) {
      inData = keywords.nameOf(lexer) !== "ENDSEC";
      lexer.end = endOfStatement(bytes, lexer.end);
    } else if (lexer.kind === TOKEN.REFERENCE && inData) {
      const record = readRecord(bytes, lexer, keywords);
      if (record) yield record;
    } else if (lexer.kind === TOKEN.INVALID || lexer.kind !== TOKEN.SEMICOLON) lexer.end = endOfStatement(bytes, lexer.end);
  }
}

function readRecord(bytes: Uint8Array, lexer: Part21Lexer, keywords: KeywordTable): Part21Record | undefined {
  const id = lexer.value;
  let type = "";
  let isEntity = lexer.next() === TOKEN.EQUALS;
  if (lexer.next() === TOKEN.KEYWORD) {
    type = keywords.nameOf(lexer);
    lexer.next();
  }
  isEntity &&= lexer.kind === TOKEN.OPEN;
  const bracketAt = lexer.start;
  const end = endOfStatement(bytes, lexer.kind === TOKEN.SEMICOLON ? lexer.start : lexer.end);
  lexer.end = end;
  return isEntity ? new Part21Record(bytes, id, type, bracketAt, end) : undefined;
}

const [QUOTE, SEMICOLON, SLASH, STAR] = [0x27, 0x3b, 0x2f, 0x2a];

/** Place behind the next semicolon that stands in no text and no comment. */
function endOfStatement(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === SEMICOLON) return at + 1;
    // A doubled quote is the end of one text and the beginning of another, which comes to the same.
    if (byte === QUOTE) at = orEnd(bytes, bytes.indexOf(QUOTE, at + 1));
    else if (byte === SLASH && bytes[at + 1] === STAR) {
      let star = bytes.indexOf(STAR, at + 2);
      while (star >= 0 && bytes[star + 1] !== SLASH) star = bytes.indexOf(STAR, star + 1);
      at = orEnd(bytes, star);
    }
  }
  return bytes.length;
}

function orEnd(bytes: Uint8Array, found: number): number {
  return found < 0 ? bytes.length : found;
}
