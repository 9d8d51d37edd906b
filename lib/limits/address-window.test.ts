import { describe, expect, it } from "vitest";
import { clientOf } from "./address-window";

describe("the client of an address", () => {
  it("is the /64 of an IPv6 address, however it is written", () => {
    const client = "2001:db8:0:2::/64";
    for (const address of ["2001:db8:0:2::1", "2001:0DB8::2:0:0:0:1", "2001:db8:0:2:ffff:ffff:ffff:ffff", "2001:db8:0:2::"]) {
      expect(clientOf(address)).toBe(client);
    }
    expect(clientOf("::1")).toBe("0:0:0:0::/64");
    expect(clientOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  });

  it("is the IPv4 address itself, also when mapped into IPv6", () => {
    for (const address of ["192.0.2.1", "::ffff:192.0.2.1", " ::FFFF:192.0.2.1"]) expect(clientOf(address)).toBe("192.0.2.1");
  });
});
