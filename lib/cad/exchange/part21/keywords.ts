import { latin1, type Part21Lexer } from "./lexer";

/** Text of keywords, made once for each that occurs: entity names repeat by the hundred thousand. */
export class KeywordTable {
  readonly #byHash = new Map<number, { name: string; start: number; length: number }>();

  /** The keyword at which the lexer stands, in upper case. */
  nameOf(lexer: Part21Lexer): string {
    const { bytes, hash, start, end } = lexer;
    const known = this.#byHash.get(hash);
    if (known && known.length === end - start && sameBytes(bytes, known.start, start, known.length)) return known.name;
    const name = latin1(bytes, start, end).toUpperCase();
    // The first of two with one hash keeps its place: the other is only slower.
    if (!known) this.#byHash.set(hash, { name, start, length: end - start });
    return name;
  }
}

function sameBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
