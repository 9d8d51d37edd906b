import { FileFault, grouped, lineOf } from "../file-fault";
import { GrowingArray } from "./growing-array";
import { KeywordTable } from "./keywords";
import { LengthWatch } from "./length-watch";
import { Part21Lexer, TOKEN } from "./lexer";
import { LINK_CODES } from "./link-types";
import { ValueShapes } from "./value-shapes";
import { MAX_NESTING } from "./values";

/** A million entities is a whole machine; a part has thousands. */
export const MAX_ENTITIES = 2_000_000;
/** A surface of 1,000 × 1,000 poles is one record of 8 MB. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** What one pass over a file gathers, in flat arrays: entities by index, their references as numbers of entities. */
export interface Part21Scan {
  bytes: Uint8Array;
  count: number;
  /** Number of each entity. */
  ids: Uint32Array;
  /** Where each entity begins. */
  offsets: Uint32Array;
  /** References of entity `i` are `refs[refsFrom[i]]` to before `refs[refsFrom[i + 1]]`. */
  refsFrom: Uint32Array;
  refs: Uint32Array;
  /** Links (see LINK_TYPES): code, index of the entity, and from where to before where its references stand in `refs`. */
  links: Uint32Array;
  /** Entities that another file holds (third edition). */
  external: Uint32Array;
}

/**
 * Reads a Part 21 file once from end to end.
 * @throws FileFault for what is no such file: header, sections, brackets, texts, numbers, bounds
 */
export function scanPart21(bytes: Uint8Array): Part21Scan {
  return new Scanner(bytes).scan();
}

class Scanner {
  readonly #lexer: Part21Lexer;
  readonly #keywords = new KeywordTable();
  readonly #lengths: LengthWatch;
  readonly #shapes = new ValueShapes();
  readonly #ids = new GrowingArray();
  readonly #offsets = new GrowingArray();
  readonly #refsFrom = new GrowingArray();
  readonly #refs = new GrowingArray(8_192);
  readonly #links = new GrowingArray();
  readonly #external = new GrowingArray(16);
  #recordStart = 0;
  #where = "its beginning";

  constructor(private readonly bytes: Uint8Array) {
    this.#lexer = new Part21Lexer(bytes);
    this.#lengths = new LengthWatch();
  }

  scan(): Part21Scan {
    this.#expectStart();
    let hasHeader = false;
    let hasData = false;
    for (let section = this.#sectionName(); section !== "END-ISO-10303-21"; section = this.#sectionName()) {
      if (section === "HEADER") this.#readHeader();
      else if (section === "DATA") this.#readData();
      else if (section === "REFERENCE") this.#readExternal();
      else if (section === "ANCHOR" || section === "SIGNATURE") this.#skipSection();
      else throw this.#fault(`the section ${section} is unknown`);
      hasHeader ||= section === "HEADER";
      hasData ||= section === "DATA";
    }
    if (!hasHeader) throw new FileFault("its header section is missing");
    if (!hasData) throw new FileFault("it has no data section");
    this.#refsFrom.push(this.#refs.length);
    const tooFar = this.#lengths.fault();
    if (tooFar) throw new FileFault(`#${this.#ids.values()[tooFar.entity]} ${tooFar.reason}`);
    return {
      bytes: this.bytes,
      count: this.#ids.length,
      ids: this.#ids.values(),
      offsets: this.#offsets.values(),
      refsFrom: this.#refsFrom.values(),
      refs: this.#refs.values(),
      links: this.#links.values(),
      external: this.#external.values(),
    };
  }

  #expectStart(): void {
    // A byte order mark is no part of the format, and no harm.
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.#lexer.end = 3;
    if (this.#lexer.next() !== TOKEN.KEYWORD || this.#name() !== "ISO-10303-21" || this.#lexer.next() !== TOKEN.SEMICOLON) {
      throw new FileFault("it does not begin with ISO-10303-21;");
    }
  }

  /** Keyword that begins a section; the lexer stands behind its semicolon afterwards. */
  #sectionName(): string {
    let token = this.#lexer.next();
    while (token === TOKEN.SEMICOLON) token = this.#lexer.next();
    if (token === TOKEN.END) throw new FileFault("it is cut off: its end, END-ISO-10303-21, is missing");
    if (token !== TOKEN.KEYWORD) throw this.#fault("a section was expected");
    const name = this.#name();
    this.#where = `the section ${name}`;
    this.#recordStart = this.#lexer.start;
    token = this.#lexer.next();
    // The second edition gives data sections a name.
    if (token === TOKEN.OPEN) {
      this.#skipBracket();
      token = this.#lexer.next();
    }
    if (token !== TOKEN.SEMICOLON && !(token === TOKEN.END && name === "END-ISO-10303-21")) throw this.#fault("a semicolon is missing");
    return name;
  }

  #readHeader(): void {
    const found = new Set<string>();
    let schema = "";
    for (let token = this.#lexer.next(); ; token = this.#lexer.next()) {
      if (token === TOKEN.SEMICOLON) continue;
      this.#recordStart = this.#lexer.start;
      if (token === TOKEN.END) throw new FileFault("it is cut off within its header");
      if (token !== TOKEN.KEYWORD) throw this.#fault("an entity of the header was expected");
      const name = this.#name();
      if (name === "ENDSEC") break;
      if (this.#lexer.next() !== TOKEN.OPEN) throw this.#fault(`${name} has no bracket`);
      const from = this.#lexer.start;
      this.#skipBracket();
      found.add(name);
      if (name === "FILE_SCHEMA") schema = Buffer.from(this.bytes.subarray(from, Math.min(this.#lexer.end, from + 500))).toString("latin1");
    }
    if (!found.has("FILE_SCHEMA")) throw new FileFault("its header does not name a schema (FILE_SCHEMA)");
    const building = /'\s*(IFC\w*)/i.exec(schema);
    if (building)
      throw new FileFault(`it holds a building model (${building[1]}) and not the shape of a part; export it as AP203, AP214 or AP242`);
    this.#expectSemicolon();
  }

  #readData(): void {
    for (let token = this.#lexer.next(); ; token = this.#lexer.next()) {
      if (token === TOKEN.SEMICOLON) continue;
      if (token === TOKEN.REFERENCE) this.#readEntity();
      else if (token === TOKEN.KEYWORD && this.#name() === "ENDSEC") break;
      else if (token === TOKEN.END) throw new FileFault(this.#cutOff());
      else throw this.#fault("an entity (#1=…) was expected");
    }
    this.#expectSemicolon();
  }

  #readEntity(): void {
    const lexer = this.#lexer;
    const index = this.#ids.length;
    if (index >= MAX_ENTITIES) throw new FileFault(`it has more than ${grouped(MAX_ENTITIES)} entities`);
    this.#ids.push(lexer.value);
    this.#offsets.push(lexer.start);
    this.#refsFrom.push(this.#refs.length);
    this.#recordStart = lexer.start;
    this.#where = "";
    if (lexer.next() !== TOKEN.EQUALS) throw this.#fault("an equals sign was expected");
    const token = lexer.next();
    if (token === TOKEN.KEYWORD) this.#readPart(index, false);
    else if (token === TOKEN.OPEN) this.#readComplex(index);
    else throw this.#fault("the type of an entity was expected");
    this.#expectSemicolon();
    if (lexer.end - this.#recordStart > MAX_RECORD_BYTES) {
      throw this.#fault(`it is longer than ${grouped(MAX_RECORD_BYTES)} bytes`);
    }
  }

  #readComplex(index: number): void {
    let parts = 0;
    while (this.#lexer.next() === TOKEN.KEYWORD) {
      this.#readPart(index, true);
      parts++;
    }
    if (this.#lexer.kind !== TOKEN.CLOSE || parts === 0) throw this.#fault("the types of a complex entity were expected");
  }

  /** One type of an instance with its parameters; the lexer stands at the keyword. */
  #readPart(index: number, isPartOfComplex: boolean): void {
    const name = this.#name();
    if (this.#lexer.next() !== TOKEN.OPEN) throw this.#fault(`${name} has no bracket`);
    const refsFrom = this.#refs.length;
    this.#lengths.begin(name, isPartOfComplex);
    this.#shapes.begin(name, isPartOfComplex);
    this.#readParameters();
    this.#lengths.end(index);
    const misshapen = this.#shapes.end();
    if (misshapen !== undefined) throw this.#fault(misshapen);
    const code = LINK_CODES.get(name);
    if (code === undefined) return;
    this.#links.push(code);
    this.#links.push(index);
    this.#links.push(refsFrom);
    this.#links.push(this.#refs.length);
  }

  /** Up to the bracket that closes the one behind which the lexer stands. */
  #readParameters(): void {
    const lexer = this.#lexer;
    const shapes = this.#shapes;
    let isListBegun = false;
    for (let depth = 1; depth > 0; ) {
      const token = lexer.next();
      if (isListBegun) shapes.list(token === TOKEN.CLOSE);
      isListBegun = depth === 1 && token === TOKEN.OPEN;
      if (depth === 1 && token !== TOKEN.OPEN && token !== TOKEN.CLOSE && token !== TOKEN.COMMA) shapes.value(token);
      switch (token) {
        case TOKEN.COMMA:
        case TOKEN.STRING:
        case TOKEN.UNSET:
        case TOKEN.DERIVED:
        case TOKEN.BINARY:
          break;
        case TOKEN.NUMBER:
          if (!Number.isFinite(lexer.value)) throw this.#fault("a number is too large to be one");
          this.#lengths.number(lexer.value);
          break;
        case TOKEN.REFERENCE:
          this.#refs.push(lexer.value);
          break;
        case TOKEN.ENUMERATION:
          this.#lengths.enumeration(lexer);
          break;
        case TOKEN.OPEN:
          if (++depth > MAX_NESTING) throw this.#fault(`its lists are nested more than ${MAX_NESTING} deep`);
          break;
        case TOKEN.CLOSE:
          depth--;
          break;
        case TOKEN.KEYWORD:
          this.#readTypedBegin();
          if (++depth > MAX_NESTING) throw this.#fault(`its lists are nested more than ${MAX_NESTING} deep`);
          break;
        default:
          throw this.#fault("a bracket is not closed");
      }
    }
  }

  #readTypedBegin(): void {
    const name = this.#name();
    const at = this.#lexer.start;
    if (this.#lexer.next() === TOKEN.OPEN) return;
    this.#lexer.start = at;
    throw this.#fault(/^(NAN|INF|INFINITY|IND|QNAN)$/.test(name) ? `${name} is not a number` : `${name} stands where a value was expected`);
  }

  /** Brackets of the header and of section names: checked, and otherwise of no interest. */
  #skipBracket(): void {
    const refs = this.#refs.length;
    this.#lengths.begin("", false);
    this.#shapes.begin("", false);
    this.#readParameters();
    if (this.#refs.length > refs) throw this.#fault("a reference to an entity has no place there");
  }

  /** `#1=<file.stp#anchor>;` of the third edition: entities that another file holds. */
  #readExternal(): void {
    for (let token = this.#lexer.next(); ; token = this.#lexer.next()) {
      if (token === TOKEN.KEYWORD && this.#name() === "ENDSEC") break;
      if (token === TOKEN.REFERENCE) this.#external.push(this.#lexer.value);
      if (token === TOKEN.END || token === TOKEN.INVALID) throw this.#fault("it is cut off");
      if (this.#external.length > MAX_ENTITIES) throw new FileFault(`it has more than ${grouped(MAX_ENTITIES)} entities`);
    }
    this.#expectSemicolon();
  }

  #skipSection(): void {
    for (let token = this.#lexer.next(); ; token = this.#lexer.next()) {
      if (token === TOKEN.KEYWORD && this.#name() === "ENDSEC") break;
      if (token === TOKEN.END) throw this.#fault("it is cut off");
    }
    this.#expectSemicolon();
  }

  #expectSemicolon(): void {
    if (this.#lexer.next() !== TOKEN.SEMICOLON) throw this.#fault("a semicolon is missing");
  }

  #name(): string {
    return this.#keywords.nameOf(this.#lexer);
  }

  #cutOff(): string {
    const last = this.#ids.length > 0 ? ` after #${this.#ids.values().at(-1)}` : "";
    return `it is cut off${last}: the end of its data section (ENDSEC) is missing`;
  }

  /** What is wrong where the lexer stands. */
  #fault(reason: string): FileFault {
    const { kind, fault, start } = this.#lexer;
    const entity = this.#where === "" ? `#${this.#ids.values().at(-1)}` : this.#where;
    const line = `line ${grouped(lineOf(this.bytes, start))}`;
    if (kind === TOKEN.END) return new FileFault(`it is cut off within ${entity}, ${line}`);
    return new FileFault(`in ${entity}, ${line}, ${kind === TOKEN.INVALID ? fault : reason}`);
  }
}
