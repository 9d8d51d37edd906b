/** What a token of a Part 21 file is. Small integers: a file of 9 MB has three million of them. */
export const TOKEN = {
  END: 0,
  /** `CARTESIAN_POINT`, `ISO-10303-21`, `!USER_DEFINED`. */
  KEYWORD: 1,
  /** `#123`. */
  REFERENCE: 2,
  NUMBER: 3,
  STRING: 4,
  /** `.MILLI.`. */
  ENUMERATION: 5,
  /** `"0FF"`. */
  BINARY: 6,
  OPEN: 7,
  CLOSE: 8,
  COMMA: 9,
  SEMICOLON: 10,
  EQUALS: 11,
  /** `$`: no value. */
  UNSET: 12,
  /** `*`: a value that is derived. */
  DERIVED: 13,
  /** `<anchor>` of the third edition. */
  URI: 14,
  /** Nothing that the format knows; `fault` says why. */
  INVALID: 15,
} as const;
export type Token = (typeof TOKEN)[keyof typeof TOKEN];

/** What a byte may begin or be part of. */
const BLANK = 1;
const DIGIT = 2;
const WORD = 3;
const CLASS = new Uint8Array(256);
for (const blank of [0x20, 0x09, 0x0a, 0x0d, 0x0b, 0x0c, 0x00, 0x1a]) CLASS[blank] = BLANK;
for (let byte = 0x30; byte <= 0x39; byte++) CLASS[byte] = DIGIT;
for (let byte = 0x41; byte <= 0x5a; byte++) CLASS[byte] = CLASS[byte + 0x20] = WORD;
CLASS[0x5f] = CLASS[0x21] = WORD;

const SINGLE = new Uint8Array(256);
for (const [character, token] of [
  ["(", TOKEN.OPEN],
  [")", TOKEN.CLOSE],
  [",", TOKEN.COMMA],
  [";", TOKEN.SEMICOLON],
  ["=", TOKEN.EQUALS],
  ["$", TOKEN.UNSET],
  ["*", TOKEN.DERIVED],
] as const) {
  SINGLE[character.charCodeAt(0)] = token;
}

const [QUOTE, DOUBLE_QUOTE, HASH, DOT, SLASH, STAR, PLUS, MINUS, LESS, GREATER] = [
  0x27, 0x22, 0x23, 0x2e, 0x2f, 0x2a, 0x2b, 0x2d, 0x3c, 0x3e,
];
/** No file of ours or of others has so long a keyword; the longest of the schemas has 83 characters. */
const MAX_KEYWORD_LENGTH = 200;
/** Numbers of entities beyond this are not told apart. */
export const MAX_ENTITY_NUMBER = 2 ** 32 - 1;

/**
 * Splits the bytes of a Part 21 file into tokens, in constant memory: a token is a kind and a place; no text is made of it.
 * Blank space and comments are skipped. Never throws, and ends at the end of the bytes whatever they hold.
 * @source ISO 10303-21:2016, 5.5 and 6.4
 */
export class Part21Lexer {
  kind: Token = TOKEN.END;
  start = 0;
  end: number;
  /** Of a NUMBER its value, of a REFERENCE the entity's number. */
  value = 0;
  /** Of a KEYWORD: a number that equal keywords share (and, rarely, unequal ones). */
  hash = 0;
  /** Of an INVALID token. */
  fault = "";

  constructor(
    readonly bytes: Uint8Array,
    from = 0,
    private readonly limit = bytes.length,
  ) {
    this.end = from;
  }

  next(): Token {
    const at = this.skipBlank(this.end);
    this.start = at;
    if (at >= this.limit) {
      this.end = this.limit;
      // A comment that never ends has been said already.
      if (this.kind !== TOKEN.INVALID || this.fault !== UNCLOSED_COMMENT) this.kind = TOKEN.END;
      return this.kind;
    }
    const byte = this.bytes[at] as number;
    const single = SINGLE[byte] as Token;
    if (single !== 0) {
      this.end = at + 1;
      this.kind = single;
      return single;
    }
    this.kind = this.longToken(byte, at);
    return this.kind;
  }

  /** The text of the token as it stands in the file. */
  text(): string {
    return latin1(this.bytes, this.start, this.end);
  }

  private longToken(byte: number, at: number): Token {
    if (byte === HASH) return this.reference(at);
    const kind = CLASS[byte];
    if (kind === DIGIT || byte === PLUS || byte === MINUS) return this.number(at);
    if (byte === QUOTE) return this.string(at);
    if (byte === DOT) return CLASS[this.bytes[at + 1] as number] === DIGIT ? this.number(at) : this.enumeration(at);
    if (kind === WORD) return this.keyword(at);
    if (byte === DOUBLE_QUOTE) return this.delimited(at, DOUBLE_QUOTE, TOKEN.BINARY, "a binary value is not closed");
    if (byte === LESS) return this.delimited(at, GREATER, TOKEN.URI, "an anchor is not closed");
    return this.invalid(at + 1, `the character ${printable(byte)} has no place there`);
  }

  private skipBlank(from: number): number {
    const { bytes, limit } = this;
    let at = from;
    while (at < limit) {
      const byte = bytes[at] as number;
      if (CLASS[byte] === BLANK) at++;
      else if (byte === SLASH && bytes[at + 1] === STAR) {
        const close = endOfComment(bytes, at + 2, limit);
        if (close < 0) {
          this.start = at;
          this.kind = this.invalid(limit, UNCLOSED_COMMENT);
          return limit;
        }
        at = close;
      } else break;
    }
    return at;
  }

  private reference(at: number): Token {
    const { bytes, limit } = this;
    let end = at + 1;
    let number = 0;
    while (end < limit && CLASS[bytes[end] as number] === DIGIT) number = number * 10 + (bytes[end++] as number) - 0x30;
    if (end === at + 1) return this.invalid(end, "a # stands without a number");
    if (number > MAX_ENTITY_NUMBER) return this.invalid(end, "the number of an entity is too large");
    this.end = end;
    this.value = number;
    return TOKEN.REFERENCE;
  }

  private number(at: number): Token {
    const { bytes, limit } = this;
    const first = bytes[at] as number;
    let end = first === PLUS || first === MINUS ? at + 1 : at;
    let digits = 0;
    let mantissa = 0;
    let exponent = 0;
    for (; end < limit; end++, digits++) {
      const byte = bytes[end] as number;
      if (CLASS[byte] !== DIGIT) break;
      mantissa = mantissa * 10 + byte - 0x30;
    }
    if (bytes[end] === DOT) {
      for (end++; end < limit; end++, digits++) {
        const byte = bytes[end] as number;
        if (CLASS[byte] !== DIGIT) break;
        mantissa = mantissa * 10 + byte - 0x30;
        exponent--;
      }
    }
    if (digits === 0) return this.invalid(end, "a sign stands without a number");
    // Longer ones are padding; their sum overflows and would look like infinity.
    if (digits > 300) return this.invalid(end, "a number has more than 300 digits");
    const letter = bytes[end] as number;
    if (end < limit && (letter === 0x45 || letter === 0x65)) {
      let from = end + 1;
      const sign = bytes[from] === MINUS ? -1 : 1;
      if (bytes[from] === MINUS || bytes[from] === PLUS) from++;
      let power = 0;
      for (end = from; end < limit && CLASS[bytes[end] as number] === DIGIT; end++) power = power * 10 + (bytes[end] as number) - 0x30;
      if (end === from) return this.invalid(end, "an exponent has no digits");
      exponent += sign * power;
    }
    this.end = end;
    const size = exponent === 0 || mantissa === 0 ? mantissa : scaled(mantissa, exponent);
    this.value = first === MINUS ? -size : size;
    return TOKEN.NUMBER;
  }

  private string(at: number): Token {
    const { bytes, limit } = this;
    for (let end = at + 1; end < limit; end++) {
      if (bytes[end] !== QUOTE) continue;
      if (bytes[end + 1] !== QUOTE) {
        this.end = end + 1;
        return TOKEN.STRING;
      }
      end++;
    }
    return this.invalid(limit, "a text is not closed");
  }

  private enumeration(at: number): Token {
    const { bytes, limit } = this;
    let end = at + 1;
    while (end < limit && (CLASS[bytes[end] as number] === WORD || CLASS[bytes[end] as number] === DIGIT)) end++;
    if (end === at + 1 || bytes[end] !== DOT) return this.invalid(end, "an enumeration is not closed by a point");
    this.end = end + 1;
    return TOKEN.ENUMERATION;
  }

  private keyword(at: number): Token {
    const { bytes, limit } = this;
    let end = at;
    let hash = 0x811c9dc5;
    for (; end < limit; end++) {
      const byte = bytes[end] as number;
      const kind = CLASS[byte];
      // The hyphen is part of ISO-10303-21 and END-ISO-10303-21 only.
      if (kind !== WORD && kind !== DIGIT && byte !== MINUS) break;
      // Lower case is not allowed, and is written all the same.
      hash = Math.imul(hash ^ (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte), 0x01000193);
    }
    if (end - at > MAX_KEYWORD_LENGTH) return this.invalid(end, `a keyword has more than ${MAX_KEYWORD_LENGTH} characters`);
    this.end = end;
    this.hash = hash;
    return TOKEN.KEYWORD;
  }

  private delimited(at: number, close: number, token: Token, fault: string): Token {
    const found = this.bytes.indexOf(close, at + 1);
    if (found < 0 || found >= this.limit) return this.invalid(this.limit, fault);
    this.end = found + 1;
    return token;
  }

  private invalid(end: number, fault: string): Token {
    this.end = Math.min(end, this.limit);
    this.fault = fault;
    return TOKEN.INVALID;
  }
}

const UNCLOSED_COMMENT = "a comment is not closed";

/** Place after the comment's end; negative when it has none. */
function endOfComment(bytes: Uint8Array, from: number, limit: number): number {
  for (let star = bytes.indexOf(STAR, from); star >= 0 && star + 1 < limit; star = bytes.indexOf(STAR, star + 1)) {
    if (bytes[star + 1] === SLASH) return star + 2;
  }
  return -1;
}

/** 10^−32 … 10^32: a power computed for each number takes longer than reading it. */
const POWERS = Float64Array.from({ length: 65 }, (_, index) => 10 ** (index - 32));

/** mantissa × 10^exponent; in two steps where the power alone would leave the range. */
function scaled(mantissa: number, exponent: number): number {
  if (exponent >= -32 && exponent <= 32) return mantissa * (POWERS[exponent + 32] as number);
  if (exponent >= -300) return mantissa * 10 ** exponent;
  return mantissa * 10 ** -300 * 10 ** (exponent + 300);
}

/** Bytes as text, a character each. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}

function printable(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `0x${byte.toString(16).padStart(2, "0")}`;
}
