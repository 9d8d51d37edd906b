import { expect, test } from "vitest";
import { setting } from "../../support/client";
import { anyone, codeOf, developer, fromOurPage, signIn } from "../support";

test("a guest has two credits, and keeps account and conversations when registering", async () => {
  const page = fromOurPage(await signIn("guest"));
  const me = async () => (await anyone().request("GET", "/me", undefined, page)).body.account as Record<string, unknown>;
  const before = await me();
  expect(before).toMatchObject({ kind: "guest", credits: 2 });
  const { body } = await anyone().request("POST", "/conversations", { name: "Mine" }, page);
  const email = `${crypto.randomUUID()}@example.com`;
  expect((await anyone().request("POST", "/accounts", { email, password: "correct horse" }, page)).status).toBe(201);
  expect(await me()).toEqual({ ...before, kind: "registered", email });
  const other = fromOurPage(await signIn("password", { email, password: "correct horse" }));
  expect((await anyone().request("GET", `/conversations/${body.conversation_id}`, undefined, other)).status).toBe(200);
});

test("a token comes for the right password, and 401 for a wrong one and for a stranger alike", async () => {
  const { email, password } = await developer();
  expect((await anyone().request("POST", "/auth/token", { email, password })).status).toBe(200);
  const wrong = await anyone().request("POST", "/auth/token", { email, password: "wrong" });
  const stranger = await anyone().request("POST", "/auth/token", { email: "nobody@example.com", password: "wrong" });
  expect([wrong.status, codeOf(wrong), stranger.status, codeOf(stranger)]).toEqual([401, "UNAUTHORIZED", 401, "UNAUTHORIZED"]);
});

test("an e-mail registers once: 409", async () => {
  const { email, password } = await developer();
  const again = await anyone().request("POST", "/accounts", { email: email.toUpperCase(), password });
  expect([again.status, codeOf(again)]).toEqual([409, "CONFLICT"]);
});

test("the session works under every name of the host", async () => {
  const port = new URL(setting("BASE_URL")).port;
  for (const host of ["127.0.0.1", "localhost"]) {
    const base = `http://${host}:${port}`;
    const csrf = await fetch(`${base}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const response = await fetch(`${base}/api/auth/callback/guest`, {
      method: "POST",
      redirect: "manual",
      headers: {
        Cookie: csrf.headers
          .getSetCookie()
          .map((cookie) => cookie.split(";")[0])
          .join("; "),
      },
      body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: `${base}/` }),
    });
    expect(await response.json()).toEqual({ url: `${base}/` });
    const cookie = response.headers.getSetCookie().find((text) => text.includes("session-token"));
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/i);
  }
});
