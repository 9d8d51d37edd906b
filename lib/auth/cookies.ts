/** Name of next-auth's session cookie; the prefix makes browsers refuse it over plain HTTP. */
export function sessionCookieName(origin: string): string {
  return origin.startsWith("https://") ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

const MAX_COOKIES = 100;

/** Cookies of a request by name. The first of a name wins, as browsers send the most specific one first. */
export function cookiesOf(headers: Headers): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of (headers.get("cookie") ?? "").split(";").slice(0, MAX_COOKIES)) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const name = pair.slice(0, equals).trim();
    if (name in cookies) continue;
    cookies[name] = decoded(pair.slice(equals + 1).trim());
  }
  return cookies;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The session token, put together again where next-auth had to split it over `name.0`, `name.1`, … */
export function sessionTokenOf(headers: Headers, origin: string): string | null {
  const cookies = cookiesOf(headers);
  const name = sessionCookieName(origin);
  const whole = cookies[name];
  if (whole) return whole;
  let text = "";
  for (let index = 0; cookies[`${name}.${index}`] !== undefined; index += 1) text += cookies[`${name}.${index}`];
  return text === "" ? null : text;
}
