import { invalidInput } from "@/lib/cad/kernel/kernel-error";

const MAX_EXPRESSION_CHARACTERS = 10_000;
/** Parentheses and signs within each other. */
const MAX_NESTING = 200;
const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([-+*/()]))/iy;

/**
 * Value of an expression of numbers, + - * / and parentheses. Nothing else is a word of it, so nothing can be called.
 * @throws KernelError INVALID_INPUT naming the place where it can't be read
 */
export function evaluateArithmetic(expression: string): number {
  if (expression.length > MAX_EXPRESSION_CHARACTERS) {
    throw invalidInput(`expression has ${expression.length} characters and may have ${MAX_EXPRESSION_CHARACTERS}.`);
  }
  return new Reader(expression, tokensOf(expression)).whole();
}

interface Token {
  text: string;
  at: number;
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    const token = found?.[1] ?? found?.[2];
    if (token === undefined) throw unreadable(expression, from);
    tokens.push({ text: token, at: from });
  }
  return tokens;
}

function unreadable(expression: string, at: number): Error {
  return invalidInput(
    `expression can't be read at character ${at + 1}, ${JSON.stringify(expression.slice(at, at + 20))}: it must be numbers, + - * / and parentheses.`,
  );
}

/** Sums of products of signed numbers and sums in parentheses. */
class Reader {
  private position = 0;
  private nesting = 0;

  constructor(
    private readonly expression: string,
    private readonly tokens: readonly Token[],
  ) {}

  whole(): number {
    const value = this.sum();
    if (this.position < this.tokens.length) throw this.stuck();
    return value;
  }

  private sum(): number {
    let value = this.product();
    for (let sign = this.take("+", "-"); sign; sign = this.take("+", "-")) value += sign === "+" ? this.product() : -this.product();
    return value;
  }

  private product(): number {
    let value = this.signed();
    for (let sign = this.take("*", "/"); sign; sign = this.take("*", "/")) {
      const next = this.signed();
      value = sign === "*" ? value * next : value / next;
    }
    return value;
  }

  private signed(): number {
    if (++this.nesting > MAX_NESTING) throw invalidInput(`expression nests deeper than ${MAX_NESTING} levels.`);
    const sign = this.take("+", "-");
    const value = sign ? (sign === "-" ? -this.signed() : this.signed()) : this.single();
    this.nesting--;
    return value;
  }

  private single(): number {
    if (this.take("(")) {
      const value = this.sum();
      if (!this.take(")")) throw this.stuck();
      return value;
    }
    const token = this.tokens[this.position];
    if (!token || !/^[\d.]/.test(token.text)) throw this.stuck();
    this.position++;
    return Number(token.text);
  }

  private take(...texts: string[]): string | undefined {
    const text = this.tokens[this.position]?.text;
    if (text === undefined || !texts.includes(text)) return undefined;
    this.position++;
    return text;
  }

  private stuck(): Error {
    return unreadable(this.expression, this.tokens[this.position]?.at ?? this.expression.length);
  }
}
