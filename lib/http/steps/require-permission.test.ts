import { describe, expect, it } from "vitest";
import type { Permission } from "@/lib/contract/permissions";
import { exchangeFor } from "../exchange.fixture";
import type { Principal } from "../principal";
import { requirePermission } from "./require-permission";

function refusal(
  principal: Partial<Principal> | null,
  endpoint: { permission?: Permission; registeredOnly?: boolean },
): string | undefined {
  const exchange = exchangeFor(endpoint, {});
  exchange.principal = principal && {
    via: "key",
    accountId: "a",
    accountKind: "registered",
    keyId: "k",
    tier: "free",
    permissions: [],
    ...principal,
  };
  try {
    requirePermission(exchange);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("requirePermission", () => {
  it("passes a key that has the permission and refuses one that has others", () => {
    expect(refusal({ permissions: ["export"] }, { permission: "export" })).toBeUndefined();
    expect(refusal({ permissions: ["generate", "import"] }, { permission: "export" })).toBe("INSUFFICIENT_SCOPE");
  });

  it("lets a session act as the account itself", () => {
    expect(refusal({ via: "session", permissions: null }, { permission: "export" })).toBeUndefined();
  });

  it("refuses a guest where a registered account is needed, by any credential", () => {
    expect(refusal({ via: "jwt", accountKind: "guest", permissions: null }, { registeredOnly: true })).toBe("FORBIDDEN");
    expect(refusal({ via: "jwt", accountKind: "registered", permissions: null }, { registeredOnly: true })).toBeUndefined();
  });

  it("asks nobody for what is open to nobody in particular", () => {
    expect(refusal(null, { permission: "export", registeredOnly: true })).toBeUndefined();
  });
});
