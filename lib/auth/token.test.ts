import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { signToken, TOKEN_LIFETIME_S, verifyToken } from "./token";

const SECRET = "s".repeat(64);
const at = (ms: number) => ({ now: () => new Date(ms) });
const NOW = Date.UTC(2026, 5, 6, 12);

/** A token as signToken makes it, but for what `change` does to it. */
async function forged(change: (token: SignJWT) => SignJWT, { alg = "HS256", key = `developer-token:${SECRET}`, header = {} } = {}) {
  const issued = NOW / 1_000;
  const token = new SignJWT()
    .setProtectedHeader({ alg, typ: "JWT", ...header })
    .setSubject("acct_1")
    .setIssuer("partwright")
    .setAudience("partwright-developer")
    .setIssuedAt(issued)
    .setExpirationTime(issued + 900);
  return await change(token).sign(new TextEncoder().encode(key));
}

describe("developer tokens", () => {
  it("name the account that they were made for, for 15 minutes", async () => {
    const { token, expiresAt } = await signToken("acct_1", SECRET, at(NOW));
    expect(expiresAt.getTime()).toBe(NOW + 15 * 60_000);
    expect(await verifyToken(token, SECRET, at(NOW + (TOKEN_LIFETIME_S - 1) * 1_000))).toBe("acct_1");
    expect(await verifyToken(token, SECRET, at(NOW + TOKEN_LIFETIME_S * 1_000))).toBeNull();
  });

  it("are refused under another secret, and when any character is changed", async () => {
    const { token } = await signToken("acct_1", SECRET, at(NOW));
    expect(await verifyToken(token, "t".repeat(64), at(NOW))).toBeNull();
    const [head, payload, signature = ""] = token.split(".");
    for (let index = 0; index < signature.length - 1; index += 1) {
      const changed = `${signature.slice(0, index)}${signature[index] === "A" ? "B" : "A"}${signature.slice(index + 1)}`;
      expect(await verifyToken([head, payload, changed].join("."), SECRET, at(NOW))).toBeNull();
    }
  });

  it("are refused without a signature", async () => {
    const none = new UnsecuredJWT({ sub: "acct_1" })
      .setIssuer("partwright")
      .setAudience("partwright-developer")
      .setIssuedAt()
      .setExpirationTime("5m");
    expect(await verifyToken(none.encode(), SECRET)).toBeNull();
  });

  it("pass when nothing is changed, so that the refusals below mean something", async () => {
    expect(await verifyToken(await forged((token) => token), SECRET, at(NOW))).toBe("acct_1");
  });

  it.each<[string, (token: SignJWT) => SignJWT]>([
    ["another audience", (token) => token.setAudience("partwright-studio")],
    ["another issuer", (token) => token.setIssuer("stranger")],
    ["a life of a year", (token) => token.setIssuedAt(NOW / 1_000 - 31_536_000).setExpirationTime(NOW / 1_000 + 900)],
    ["an issue date in the future", (token) => token.setIssuedAt(NOW / 1_000 + 86_400)],
    ["an expiry in the past", (token) => token.setExpirationTime(NOW / 1_000 - 1)],
  ])("are refused with %s", async (_, change) => {
    expect(await verifyToken(await forged(change), SECRET, at(NOW))).toBeNull();
  });

  it("are refused by another algorithm, a session's key, or a kid that points elsewhere", async () => {
    const same = (token: SignJWT) => token;
    expect(await verifyToken(await forged(same, { alg: "HS512" }), SECRET, at(NOW))).toBeNull();
    expect(await verifyToken(await forged(same, { key: SECRET }), SECRET, at(NOW))).toBeNull();
    const kid = await forged(same, { key: "", header: { kid: "../../../../dev/null" } }).catch(() => "");
    expect(await verifyToken(kid, SECRET, at(NOW))).toBeNull();
  });

  it.each(["", "a", "a.b", "a.b.c", "....", "eyJhbGciOiJub25lIn0..", "x".repeat(4_096)])("are refused when they are %j", async (text) => {
    expect(await verifyToken(text, SECRET)).toBeNull();
  });
});
