import { latin1, type Part21Lexer, TOKEN } from "./lexer";

/** A value that the file leaves to be derived, `*`. */
export const DERIVED = Symbol("derived");

export interface Part21Reference {
  ref: number;
}
export interface Part21Enumeration {
  enumeration: string;
}
export interface Part21Binary {
  binary: string;
}
/** `LENGTH_MEASURE(25.4)`: a value with its type, and each part of a complex instance. */
export interface Part21Typed {
  type: string;
  parameters: Part21Value[];
}
/** One parameter: `$` is null, a text is decoded. */
export type Part21Value =
  | number
  | string
  | null
  | typeof DERIVED
  | Part21Reference
  | Part21Enumeration
  | Part21Binary
  | Part21Typed
  | Part21Value[];

/** Lists in lists: the schemas need three. */
export const MAX_NESTING = 32;

/**
 * Values up to the closing bracket; the lexer stands behind the opening one, and behind the closing one afterwards.
 * What is malformed ends the list: whoever needs certainty has the file checked first.
 */
export function readValues(lexer: Part21Lexer, depth = 0): Part21Value[] {
  const values: Part21Value[] = [];
  while (true) {
    switch (lexer.next()) {
      case TOKEN.COMMA:
        break;
      case TOKEN.REFERENCE:
        values.push({ ref: lexer.value });
        break;
      case TOKEN.NUMBER:
        // The lexer's own value is good enough for a check; this one is right to the last bit.
        values.push(Number(lexer.text()));
        break;
      case TOKEN.STRING:
        values.push(decodeText(latin1(lexer.bytes, lexer.start + 1, lexer.end - 1)));
        break;
      case TOKEN.ENUMERATION:
        values.push({ enumeration: latin1(lexer.bytes, lexer.start + 1, lexer.end - 1).toUpperCase() });
        break;
      case TOKEN.BINARY:
        values.push({ binary: latin1(lexer.bytes, lexer.start + 1, lexer.end - 1) });
        break;
      case TOKEN.UNSET:
        values.push(null);
        break;
      case TOKEN.DERIVED:
        values.push(DERIVED);
        break;
      case TOKEN.KEYWORD:
        if (depth >= MAX_NESTING) return values;
        values.push(readTyped(lexer, depth));
        break;
      case TOKEN.OPEN:
        if (depth >= MAX_NESTING) return values;
        values.push(readValues(lexer, depth + 1));
        break;
      default:
        return values;
    }
  }
}

/** A keyword, at which the lexer stands, with its bracket. */
export function readTyped(lexer: Part21Lexer, depth = 0): Part21Typed {
  const type = lexer.text().toUpperCase();
  return { type, parameters: lexer.next() === TOKEN.OPEN ? readValues(lexer, depth + 1) : [] };
}

/**
 * Text between the quotes of a string: doubled quotes, `\X\`, `\X2\`, `\X4\` and `\S\`; bytes beyond ASCII, which many
 * programs write as they are, are read as UTF-8 where they are that.
 * @source ISO 10303-21:2016, 6.4.3
 */
export function decodeText(raw: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is for what is not ASCII
  const text = /[^\x00-\x7f]/.test(raw) ? fromUtf8(raw) : raw;
  if (!text.includes("'") && !text.includes("\\")) return text;
  return text.replace(
    /''|\\\\|\\X2\\((?:[0-9A-F]{4})+)\\X0\\|\\X4\\((?:[0-9A-F]{8})+)\\X0\\|\\X\\([0-9A-F]{2})|\\S\\(.)|\\P[A-I]\\/gi,
    (whole: string, two?: string, four?: string, byte?: string, high?: string) => {
      if (whole === "''") return "'";
      if (whole === "\\\\") return "\\";
      if (two !== undefined) return codePoints(two, 4);
      if (four !== undefined) return codePoints(four, 8);
      if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
      return high === undefined ? "" : String.fromCharCode(high.charCodeAt(0) + 128);
    },
  );
}

function codePoints(digits: string, width: 4 | 8): string {
  let text = "";
  for (let at = 0; at < digits.length; at += width) {
    const code = Number.parseInt(digits.slice(at, at + width), 16);
    // Halves of a pair are joined by standing beside each other.
    text += width === 4 ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  }
  return text;
}

function fromUtf8(raw: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(raw, "latin1"));
  } catch {
    return raw;
  }
}
