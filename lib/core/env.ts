import { resolve } from "node:path";
import { z } from "zod";
import { processSingleton } from "./process-singleton";

const optional = z.string().trim().min(1).optional();
const port = z.coerce.number().int().min(0).max(65_535);

/** Every setting, with its default. `.env.example` says what each is for. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port.default(3000),
  HOST: z.string().default("0.0.0.0"),
  DATA_DIR: z.string().default(".data"),
  PUBLIC_URL: z.url().optional(),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  DATABASE_URL: optional,
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  NEXTAUTH_SECRET: optional,
  KEY_PEPPER: optional,
  STORAGE_SECRET: optional,
  S3_BUCKET: optional,
  S3_ENDPOINT: optional,
  S3_REGION: z.string().default("us-east-1"),
  AWS_ACCESS_KEY_ID: optional,
  AWS_SECRET_ACCESS_KEY: optional,
  INNGEST_EVENT_KEY: optional,
  INNGEST_SIGNING_KEY: optional,
  INNGEST_BASE_URL: optional,
  INNGEST_DEV: optional,
  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: optional,
  GITHUB_ID: optional,
  GITHUB_SECRET: optional,
  GOOGLE_ID: optional,
  GOOGLE_SECRET: optional,
  KERNEL_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  KERNEL_JOB_TIMEOUT_MS: z.coerce.number().int().min(100).max(3_600_000).default(60_000),
  KERNEL_MEMORY_LIMIT_MB: z.coerce.number().int().min(256).max(16_384).default(2_048),
});

export type Env = z.infer<typeof schema>;

/** Thrown at start; the message lists every wrong setting, one a line. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Parses settings; an empty value counts as not set. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new SettingsError(`Wrong settings:\n${faults.join("\n")}`);
  }
  const env = parsed.data;
  if ((env.INNGEST_EVENT_KEY === undefined) !== (env.INNGEST_SIGNING_KEY === undefined) && env.INNGEST_DEV === undefined) {
    throw new SettingsError(
      "Wrong settings:\nINNGEST_EVENT_KEY and INNGEST_SIGNING_KEY go together: set both, or neither for the embedded runner.",
    );
  }
  if ((env.AWS_ACCESS_KEY_ID === undefined) !== (env.AWS_SECRET_ACCESS_KEY === undefined)) {
    throw new SettingsError("Wrong settings:\nAWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together.");
  }
  return env;
}

/** Settings of this process, read once. */
export function env(): Env {
  return processSingleton("env", () => parseEnv(process.env));
}

/** A path under the data directory, which holds everything that must last. */
export function dataPath(...segments: string[]): string {
  return resolve(/* turbopackIgnore: true */ process.cwd(), env().DATA_DIR, ...segments);
}
