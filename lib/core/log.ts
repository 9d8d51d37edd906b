import { env } from "./env";
import { createLogger, type Logger } from "./logger";
import { processSingleton } from "./process-singleton";

/** The log of this process, at the level of the settings. Server only. */
export function log(): Logger {
  return processSingleton("log", () => createLogger(env().LOG_LEVEL));
}
