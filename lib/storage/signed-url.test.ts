import { describe, expect, it } from "vitest";
import { type SignedAccess, signAccess, verifyAccess } from "./signed-url";

const secret = "a secret of the spec";
const now = new Date("2026-06-06T12:00:00Z");
const get: SignedAccess = {
  method: "GET",
  key: "models/3f8a2c1d/model.step",
  expiresAtS: now.getTime() / 1_000 + 3_600,
  contentType: "application/step",
  filename: "It's (50%) – 部品.step",
};
const put: SignedAccess = {
  method: "PUT",
  key: "incoming/file_1",
  expiresAtS: get.expiresAtS,
  bytes: 1_234,
  contentType: "application/octet-stream",
};

const verify = (url: string, method = "GET", at = now) => verifyAccess(url, method, secret, at);

describe("a signed address", () => {
  it("gives back what was signed, absolute or not", () => {
    expect(verify(signAccess(get, secret))).toEqual(get);
    expect(verify(`http://localhost:3000${signAccess(get, secret)}`)).toEqual(get);
    expect(verify(signAccess(put, secret), "PUT")).toEqual(put);
    expect(verify(signAccess(get, secret), "HEAD")).toEqual(get);
  });

  it("comes through a URL parser unchanged, whatever the file's name", () => {
    const url = signAccess(get, secret);
    expect(new URL(url, "https://example.com").href).toBe(`https://example.com${url}`);
  });

  it("with any single byte changed to any other is refused", () => {
    for (const access of [get, put]) {
      const url = signAccess(access, secret);
      let accepted = 0;
      for (let at = 0; at < url.length; at += 1) {
        for (let code = 0; code < 256; code += 1) {
          if (code === url.charCodeAt(at)) continue;
          if (verify(url.slice(0, at) + String.fromCharCode(code) + url.slice(at + 1), access.method)) accepted += 1;
        }
      }
      expect(accepted).toBe(0);
    }
  });

  it("cut, lengthened, doubled, reordered or with further fields is refused", () => {
    const url = signAccess(put, secret);
    const [path = "", query = ""] = url.split("?");
    const reversed = `${path}?${query.split("&").reverse().join("&")}`;
    const altered = [`${url}&x=1`, `${url}#`, `${url}?`, `${url}&${query}`, reversed, path, "", url.replace("len=1234&", "")];
    for (let length = 0; length < url.length; length += 1) altered.push(url.slice(0, length));
    for (const text of altered) expect(verify(text, "PUT")).toBeNull();
  });

  it("is good for its own method only", () => {
    for (const method of ["PUT", "POST", "DELETE", "get", ""]) expect(verify(signAccess(get, secret), method)).toBeNull();
    for (const method of ["GET", "HEAD", "POST"]) expect(verify(signAccess(put, secret), method)).toBeNull();
  });

  it("ends to the second, and under another secret is nothing", () => {
    const url = signAccess(get, secret);
    expect(verify(url, "GET", new Date(get.expiresAtS * 1_000 - 1))).toEqual(get);
    expect(verify(url, "GET", new Date(get.expiresAtS * 1_000))).toBeNull();
    expect(verifyAccess(url, "GET", `${secret}!`, now)).toBeNull();
  });

  it("does not let one field's text pass for another's", () => {
    const a = signAccess({ ...get, contentType: "a", filename: "b\n1:c" }, secret);
    const b = signAccess({ ...get, contentType: "a\n1:b", filename: "c" }, secret);
    expect(a.slice(-64)).not.toBe(b.slice(-64));
  });
});
