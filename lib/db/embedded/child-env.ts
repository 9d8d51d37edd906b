/** Our environment for PostgreSQL's programs, less PGDATA, PGPORT and the like, which would win over arguments. */
export function childEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, LC_ALL: "C" };
}
