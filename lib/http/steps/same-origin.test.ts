import { describe, expect, it } from "vitest";
import { requireSameOrigin } from "./same-origin";

const ORIGIN = "https://studio.example";

function passes(headers: Record<string, string>, host = "studio.example"): boolean {
  const request = new Request("http://127.0.0.1:3000/api/v1/generate", { method: "POST", headers: { host, ...headers } });
  try {
    requireSameOrigin(request, ORIGIN, 0);
    return true;
  } catch {
    return false;
  }
}

describe("requireSameOrigin", () => {
  it("passes our own pages, with either header or both", () => {
    expect(passes({ origin: ORIGIN })).toBe(true);
    expect(passes({ "sec-fetch-site": "same-origin" })).toBe(true);
    expect(passes({ origin: ORIGIN, "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it("passes a page reached by another name of this host", () => {
    expect(passes({ origin: "http://192.168.1.7:3000" }, "192.168.1.7:3000")).toBe(true);
  });

  it("fails closed without both headers", () => {
    expect(passes({})).toBe(false);
  });

  it.each([
    "null",
    "https://evil.example",
    "https://sub.studio.example",
    "https://studio.example.evil.example",
    "https://studio.example:8443",
    "nonsense",
  ])("refuses Origin %s, whatever Sec-Fetch-Site says", (origin) => {
    expect(passes({ origin })).toBe(false);
    expect(passes({ origin, "sec-fetch-site": "same-origin" })).toBe(false);
  });

  it.each(["cross-site", "same-site", "none", "SAME-ORIGIN", ""])("refuses Sec-Fetch-Site %j, even with our Origin", (site) => {
    expect(passes({ "sec-fetch-site": site })).toBe(false);
    expect(passes({ "sec-fetch-site": site, origin: ORIGIN })).toBe(false);
  });
});
