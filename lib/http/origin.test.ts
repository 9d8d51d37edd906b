import { describe, expect, it } from "vitest";
import { absolute, clientAddress, publicOrigin } from "./origin";

const request = (headers: Record<string, string>, url = "http://127.0.0.1:3000/v1/me") => new Request(url, { headers });
const direct = { publicUrl: undefined, trustedProxyHops: 0 };

describe("clientAddress", () => {
  it("is the one that the server entry wrote", () => {
    expect(clientAddress(new Headers({ "x-forwarded-for": "203.0.113.5" }))).toBe("203.0.113.5");
  });

  it("is the same for all whose address is not known", () => {
    expect(clientAddress(new Headers())).toBe("unknown");
  });
});

describe("publicOrigin", () => {
  it("is PUBLIC_URL when set", () => {
    expect(publicOrigin(request({ host: "evil.example" }), { publicUrl: "https://cad.example/", trustedProxyHops: 0 })).toBe(
      "https://cad.example",
    );
  });

  it("follows the Host header, so that any name and port works", () => {
    expect(publicOrigin(request({ host: "box.local:4000" }), direct)).toBe("http://box.local:4000");
  });

  it("believes X-Forwarded-Host only from trusted proxies", () => {
    const headers = { host: "inner:3000", "x-forwarded-host": "cad.example", "x-forwarded-proto": "https" };
    expect(publicOrigin(request(headers), { publicUrl: undefined, trustedProxyHops: 1 })).toBe("https://cad.example");
    expect(new URL(publicOrigin(request(headers), direct)).host).toBe("inner:3000");
  });

  it("ignores a Host that is no authority", () => {
    expect(publicOrigin(request({ host: "a/b@evil.example" }), direct)).toBe("http://127.0.0.1:3000");
  });
});

describe("absolute", () => {
  it("completes local addresses and leaves whole ones alone", () => {
    expect(absolute("http://a:1", "/api/v1/objects/x?sig=y")).toBe("http://a:1/api/v1/objects/x?sig=y");
    expect(absolute("http://a:1", "https://s3.example/x")).toBe("https://s3.example/x");
  });
});
