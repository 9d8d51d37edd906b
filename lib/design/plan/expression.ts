/** Thrown for an expression that cannot be read or worked out; the message says what is wrong and where. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

const FUNCTIONS: Record<string, { arity: number | "many"; apply: (...values: number[]) => number }> = {
  min: { arity: "many", apply: Math.min },
  max: { arity: "many", apply: Math.max },
  round: { arity: 1, apply: Math.round },
  floor: { arity: 1, apply: Math.floor },
  sqrt: { arity: 1, apply: Math.sqrt },
  // Angles of a plan are degrees.
  sin: { arity: 1, apply: (deg) => Math.sin((deg * Math.PI) / 180) },
  cos: { arity: 1, apply: (deg) => Math.cos((deg * Math.PI) / 180) },
  tan: { arity: 1, apply: (deg) => Math.tan((deg * Math.PI) / 180) },
};

const TOKEN = /\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?|[a-z][a-z0-9_]*|[-+*/(),])/y;
const MAX_DEPTH = 40;

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (match?.[1] === undefined) throw new ExpressionError(`"${source}" cannot be read at "${source.slice(at, at + 10).trim()}"`);
    tokens.push(match[1]);
  }
  return tokens;
}

/** A recursive-descent evaluator: + − × ÷, parentheses, the functions above, pi and the names that `lookUp` knows. */
class Evaluator {
  private position = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly tokens: string[],
    private readonly lookUp: (name: string) => number,
  ) {}

  run(): number {
    const value = this.sum();
    const rest = this.tokens[this.position];
    if (rest !== undefined) throw this.fault(`"${rest}" was not expected`);
    if (!Number.isFinite(value)) throw this.fault("it has no finite value");
    return value;
  }

  private fault(message: string): ExpressionError {
    return new ExpressionError(`"${this.source}": ${message}`);
  }

  private take(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position += 1;
    return true;
  }

  private sum(): number {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.fault("it is nested too deeply");
    let value = this.product();
    for (;;) {
      if (this.take("+")) value += this.product();
      else if (this.take("-")) value -= this.product();
      else break;
    }
    this.depth -= 1;
    return value;
  }

  private product(): number {
    let value = this.factor();
    for (;;) {
      if (this.take("*")) value *= this.factor();
      else if (this.take("/")) {
        const divisor = this.factor();
        if (divisor === 0) throw this.fault("it divides by zero");
        value /= divisor;
      } else return value;
    }
  }

  private factor(): number {
    let sign = 1;
    while (this.tokens[this.position] === "-" || this.tokens[this.position] === "+") {
      if (this.tokens[this.position] === "-") sign = -sign;
      this.position += 1;
    }
    return sign * this.primary();
  }

  private primary(): number {
    const token = this.tokens[this.position];
    if (token === undefined) throw this.fault("it ends too early");
    this.position += 1;
    if (/^\d/.test(token)) return Number(token);
    if (token === "(") {
      const value = this.sum();
      if (!this.take(")")) throw this.fault("a closing parenthesis is missing");
      return value;
    }
    if (!/^[a-z]/.test(token)) throw this.fault(`"${token}" was not expected`);
    if (token === "pi") return Math.PI;
    if (this.tokens[this.position] === "(") return this.call(token);
    return this.lookUp(token);
  }

  private call(name: string): number {
    const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (called === undefined) throw this.fault(`there is no function "${name}"; there are ${Object.keys(FUNCTIONS).join(", ")}`);
    this.position += 1;
    const values = [this.sum()];
    while (this.take(",")) values.push(this.sum());
    if (!this.take(")")) throw this.fault("a closing parenthesis is missing");
    if (called.arity !== "many" && called.arity !== values.length) throw this.fault(`${name} takes ${called.arity} value`);
    return called.apply(...values);
  }
}

/** Works an expression out, without its leading `=`. Angles are degrees. @throws ExpressionError */
export function evaluate(source: string, lookUp: (name: string) => number): number {
  if (source.length > 400) throw new ExpressionError("an expression has at most 400 characters");
  return new Evaluator(source, tokensOf(source), lookUp).run();
}

/** Names of parameters that an expression uses. */
export function namesIn(source: string): string[] {
  return [...new Set(tokensOf(source).filter((token) => /^[a-z]/.test(token) && token !== "pi" && !Object.hasOwn(FUNCTIONS, token)))];
}
