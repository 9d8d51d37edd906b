import { decode } from "next-auth/jwt";
import { sessionTokenOf } from "./cookies";

/** Account id of a request's session cookie; null for none, an altered one or an old one. */
export async function verifySession(headers: Headers, origin: string, secret: string): Promise<string | null> {
  const token = sessionTokenOf(headers, origin);
  if (token === null) return null;
  try {
    const payload = await decode({ token, secret });
    return payload?.sub ?? null;
  } catch {
    return null;
  }
}
