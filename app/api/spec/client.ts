import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { RouteHandler } from "@/lib/http/engine";

type Module = Record<string, RouteHandler | undefined>;

interface Found {
  pattern: RegExp;
  names: string[];
  file: string;
}

const ROOT = join(process.cwd(), "app");

/** Route files as Next finds them: folders are segments, `[name]` stands for one, `[...name]` for the rest. */
function findRoutes(): Found[] {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)route\.ts$/.test(file));
  const found = files.map((file) => {
    const names: string[] = [];
    const source = relative(ROOT, join(ROOT, file, ".."))
      .split("/")
      .map((segment) => {
        const name = /^\[{1,2}(?:\.\.\.)?(\w+)\]{1,2}$/.exec(segment)?.[1];
        if (name) names.push(name);
        if (segment.startsWith("[[...")) return "?(.*)";
        if (segment.startsWith("[...")) return "(.+)";
        return name ? "([^/]+)" : segment.replaceAll(".", "\\.");
      })
      .join("/");
    return { pattern: new RegExp(`^/${source}$`), names, file };
  });
  // The most specific first: without placeholders, then with fewer and narrower ones.
  const rank = ({ file }: Found) => (file.match(/\[/g)?.length ?? 0) + (file.includes("...") ? 100 : 0);
  return found.sort((a, b) => rank(a) - rank(b));
}

const routes = findRoutes();

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

/** Calls the route handler that Next would, in this process. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(path.replace(/^\/v1\//, "/api/v1/"), "http://localhost:3000");
  for (const { pattern, names, file } of routes) {
    const match = pattern.exec(url.pathname);
    if (!match) continue;
    const module = (await import(/* @vite-ignore */ join(ROOT, file))) as Module;
    const handler = module[init.method ?? "GET"];
    if (!handler) throw new Error(`${file} exports no ${init.method ?? "GET"}`);
    const params = Object.fromEntries(
      names.map((name, index) => {
        const text = decodeURIComponent(match[index + 1] ?? "");
        return [name, file.includes(`...${name}`) ? text.split("/") : text];
      }),
    );
    return await handler(new Request(url, init), { params: Promise.resolve(params) });
  }
  throw new Error(`no route file for ${url.pathname}`);
}

export interface Credentials {
  key?: string;
  token?: string;
  cookie?: string;
}

/** Asks as a program or a page would; `cookie` comes with our own Origin, as from a page of ours. */
export async function ask(
  method: string,
  path: string,
  body?: unknown,
  { key, token, cookie }: Credentials = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await send(`/api/v1${path}`, {
    method,
    headers: {
      ...(key !== undefined && { "X-API-Key": key }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(cookie !== undefined && { Cookie: cookie, Origin: "http://localhost:3000" }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: asObject(text) };
}

function asObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Code of a refusal, or undefined for a success. */
export function codeOf(answer: Answer): string | undefined {
  return (answer.body.error as { code?: string } | undefined)?.code;
}

/** Signs in as the studio does: CSRF token, then the provider's callback. Returns the session cookie. */
export async function signIn(provider: "guest" | "password", fields: Record<string, string> = {}, cookie?: string): Promise<string | null> {
  const jar = cookie ? [cookie] : [];
  const csrf = await send("/api/auth/csrf", { headers: { Cookie: jar.join("; ") } });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const set = csrf.headers.getSetCookie().map((text) => text.split(";")[0] ?? "");
  const response = await send(`/api/auth/callback/${provider}`, {
    method: "POST",
    headers: { Cookie: [...jar, ...set].join("; "), "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, json: "true", ...fields }),
  });
  const session = response.headers.getSetCookie().find((text) => text.startsWith("next-auth.session-token="));
  return session?.split(";")[0] ?? null;
}
