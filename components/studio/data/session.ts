import { createAccount, getMe } from "@/lib/contract/endpoints/accounts";
import { call, type Me, RequestError } from "./api";

async function csrfToken(): Promise<string> {
  const response = await fetch("/api/auth/csrf", { credentials: "same-origin" });
  const answer: unknown = await response.json();
  if (typeof answer === "object" && answer !== null && "csrfToken" in answer && typeof answer.csrfToken === "string")
    return answer.csrfToken;
  throw new RequestError("UNAUTHORIZED", "Signing in is not possible at the moment. Reload the page.", response.status);
}

async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: "true" });
  return fetch(path, { method: "POST", credentials: "same-origin", body });
}

async function signInWith(provider: string, fields: Record<string, string>): Promise<boolean> {
  const response = await postForm(`/api/auth/callback/${provider}`, { ...fields, callbackUrl: window.location.origin });
  return response.ok;
}

/** Asked first, because it answers without an error when nobody is signed in. */
async function hasSession(): Promise<boolean> {
  const response = await fetch("/api/auth/session", { credentials: "same-origin" });
  const session: unknown = await response.json();
  return typeof session === "object" && session !== null && Object.keys(session).length > 0;
}

/** Who is here; a first visitor becomes a guest on the way. */
export async function fetchMe(signal?: AbortSignal): Promise<Me> {
  const options = signal === undefined ? {} : { signal };
  try {
    if (await hasSession()) return await call(getMe, options);
  } catch (thrown) {
    // A session whose account is gone: a new guest takes its place.
    if (thrown instanceof RequestError && thrown.status !== 401) throw thrown;
  }
  try {
    await signInWith("guest", {});
  } catch (thrown) {
    if (thrown instanceof RequestError) throw thrown;
    throw new RequestError("OFFLINE", "The server cannot be reached. Check your connection, then try again.", 0);
  }
  return call(getMe, options);
}

/** Signs in with e-mail and password. @throws RequestError when they do not match */
export async function signIn(email: string, password: string): Promise<void> {
  if (await signInWith("password", { email, password })) return;
  throw new RequestError("UNAUTHORIZED", "This e-mail and password do not match an account. Check both, then try again.", 401);
}

/** Turns the guest into a registered account, in place: parts and credits stay. */
export async function register(email: string, password: string): Promise<void> {
  await call(createAccount, { body: { email, password } });
  await signIn(email, password);
}

export async function signOut(): Promise<void> {
  await postForm("/api/auth/signout", { callbackUrl: window.location.origin });
}
