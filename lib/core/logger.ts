type Fields = Record<string, unknown>;

export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number] | "silent";

/** Never logged, whatever the caller passes: credentials, and ids that are credentials. */
const SECRET_FIELDS =
  /^(authorization|cookie|password|token|secret|api[-_]?key|x-api-key|key|signature|sig|signed_?url|job_?id|email|prompt)$/i;

function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) {
    return { name: value.name, message: value.message, stack: value.stack, cause: redact(value.cause, depth + 1) };
  }
  if (typeof value !== "object" || value === null || depth > 6) return value;
  if (Array.isArray(value)) return value.slice(0, 50).map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, SECRET_FIELDS.test(name) ? "[redacted]" : redact(entry, depth + 1)]),
  );
}

/** Writes one JSON line per event to stderr, with secret fields stripped. */
export function createLogger(level: LogLevel, write: (line: string) => void = (line) => process.stderr.write(`${line}\n`)): Logger {
  const threshold = level === "silent" ? LEVELS.length : LEVELS.indexOf(level);
  const at =
    (name: (typeof LEVELS)[number]) =>
    (message: string, fields: Fields = {}) => {
      if (LEVELS.indexOf(name) < threshold) return;
      write(JSON.stringify({ time: new Date().toISOString(), level: name, message, ...(redact(fields) as Fields) }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
