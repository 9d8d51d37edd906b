import { env } from "@/lib/core/env";
import { processSingleton } from "@/lib/core/process-singleton";

const published = () => processSingleton<{ url: string | undefined }>("database-url", () => ({ url: undefined }));

/** Says where the embedded server listens; for `startDatabase` alone. */
export function publishDatabaseUrl(url: string | undefined): void {
  published().url = url;
}

/** Connection string of this process's database: the embedded one once started, else `DATABASE_URL`. */
export function databaseUrl(): string {
  const url = published().url ?? env().DATABASE_URL;
  if (url === undefined) throw new Error("There is no database yet: set DATABASE_URL, or call startDatabase() first.");
  return url;
}
