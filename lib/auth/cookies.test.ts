import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { cookiesOf, sessionTokenOf } from "./cookies";
import { verifySession } from "./session";

const headers = (cookie: string) => new Headers({ cookie });
const HTTP = "http://localhost:3000";

describe("cookiesOf", () => {
  it("decodes values and keeps the first of a name", () => {
    expect(cookiesOf(headers("a=1%202; b=x=y; a=3; broken; =4; c=%zz"))).toEqual({ a: "1 2", b: "x=y", "": "4", c: "%zz" });
  });

  it("is not fooled by names of object members", () => {
    expect(Object.keys(cookiesOf(headers("__proto__=1; constructor=2")))).toEqual(["__proto__", "constructor"]);
  });
});

describe("sessions", () => {
  it("puts a split token together in order", () => {
    expect(sessionTokenOf(headers("next-auth.session-token.1=def; next-auth.session-token.0=abc"), HTTP)).toBe("abcdef");
  });

  it("reads only the secure cookie over https", () => {
    expect(sessionTokenOf(headers("next-auth.session-token=abc"), "https://cad.example")).toBeNull();
    expect(sessionTokenOf(headers("__Secure-next-auth.session-token=abc"), "https://cad.example")).toBe("abc");
  });

  it("names the account of a good cookie and nobody for an altered or foreign one", async () => {
    const secret = "s".repeat(64);
    const token = await encode({ token: { sub: "acct_1" }, secret });
    const of = (text: string, key = secret) => verifySession(headers(`next-auth.session-token=${text}`), HTTP, key);
    expect(await of(token)).toBe("acct_1");
    expect(await of(token, "t".repeat(64))).toBeNull();
    expect(await of(`${token.slice(0, -2)}AA`)).toBeNull();
    expect(await of("nonsense")).toBeNull();
    expect(await of(await encode({ token: { sub: "acct_1" }, secret, maxAge: -60 }))).toBeNull();
  });
});
