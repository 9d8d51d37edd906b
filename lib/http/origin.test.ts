import { describe, expect, it } from "vitest";
import { absolute, clientAddress, PEER_HEADER, publicOrigin, stampPeer } from "./origin";

const request = (headers: Record<string, string>, url = "http://127.0.0.1:3000/v1/me") => new Request(url, { headers });
const direct = { publicUrl: undefined, trustedProxyHops: 0 };

describe("stampPeer", () => {
  it("overwrites a forged peer and drops forwarding headers when no proxy is trusted", () => {
    const headers = {
      [PEER_HEADER]: "1.1.1.1",
      "x-forwarded-for": "2.2.2.2",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
    };
    stampPeer(headers, "10.0.0.9", 0);
    expect(headers).toEqual({ [PEER_HEADER]: "10.0.0.9" });
  });

  it("keeps forwarding headers of trusted proxies", () => {
    const headers = { "x-forwarded-for": "2.2.2.2" };
    stampPeer(headers, "10.0.0.9", 1);
    expect(headers).toEqual({ "x-forwarded-for": "2.2.2.2", [PEER_HEADER]: "10.0.0.9" });
  });
});

describe("clientAddress", () => {
  it("is the socket's address without proxies, whatever X-Forwarded-For says", () => {
    expect(clientAddress(new Headers({ [PEER_HEADER]: "10.0.0.9", "x-forwarded-for": "6.6.6.6" }), 0)).toBe("10.0.0.9");
  });

  it("counts trusted proxies from the end, so that forged entries in front buy nothing", () => {
    const headers = new Headers({ [PEER_HEADER]: "10.0.0.9", "x-forwarded-for": "6.6.6.6, 7.7.7.7, 203.0.113.5" });
    expect(clientAddress(headers, 1)).toBe("203.0.113.5");
    expect(clientAddress(headers, 2)).toBe("7.7.7.7");
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
