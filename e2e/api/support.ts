import { randomBytes } from "node:crypto";
import { type Answer, ApiClient, setting } from "../support/client";

/** Program without any credential: enough for jobs, whose id is one. */
export const anyone = (): ApiClient => new ApiClient(setting("BASE_URL"));

/** Code of a refusal. */
export const codeOf = ({ body }: Answer<unknown>): string | undefined => (body as { error?: { code?: string } } | null)?.error?.code;

/** A refusal without what differs between two of them. */
export const plain = ({ body }: Answer<unknown>): string => JSON.stringify(body).replace(/req_\w+/, "");

/** Headers of a page of the studio that sends its session along. */
export const fromOurPage = (cookie: string): Record<string, string> => ({
  Cookie: cookie,
  Origin: setting("BASE_URL"),
  "Sec-Fetch-Site": "same-origin",
});

const firstPart = (cookie: string): string => cookie.split(";")[0] ?? "";

/** Signs in as the studio does, and returns the session cookie. */
export async function signIn(provider: "guest" | "password", fields: Record<string, string> = {}): Promise<string> {
  const base = setting("BASE_URL");
  const csrf = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(`${base}/api/auth/callback/${provider}`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: csrf.headers.getSetCookie().map(firstPart).join("; ") },
    body: new URLSearchParams({ csrfToken, json: "true", ...fields }),
  });
  const session = response.headers.getSetCookie().find((cookie) => cookie.includes("next-auth.session-token="));
  if (!session) throw new Error(`sign-in as ${provider}: ${response.status} ${await response.text()}`);
  return firstPart(session);
}

export interface Developer {
  email: string;
  password: string;
  /** Of the studio's session. */
  cookie: string;
  token: string;
  key: string;
  /** With the key. */
  api: ApiClient;
  credits(): Promise<number>;
}

/** A person who came as a guest, registered, took the free top-up (102 credits in all) and made a key. */
export async function developer(permissions?: string[]): Promise<Developer> {
  const base = setting("BASE_URL");
  const cookie = await signIn("guest");
  const [email, password] = [`${randomBytes(6).toString("hex")}@example.com`, "correct horse battery"];
  const client = anyone();
  const asPage = async (method: string, path: string, body?: unknown) => {
    const answer = await client.request(method, path, body, fromOurPage(cookie));
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await asPage("POST", "/accounts", { email, password });
  await asPage("POST", "/billing/top-up", {});
  const token = String((await asPage("GET", "/auth/token")).token);
  const made = await client.request("POST", "/developer/keys", { name: "e2e", permissions }, { Authorization: `Bearer ${token}` });
  const key = String(made.body.key);
  const credits = async () => ((await asPage("GET", "/me")).account as { credits: number }).credits;
  return { email, password, cookie, token, key, api: new ApiClient(base, key), credits };
}
