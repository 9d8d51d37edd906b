import { ApiError } from "@/lib/core/errors";
import type { Exchange } from "../exchange";

/** Refuses a key without the endpoint's permission, and a guest where an account with an e-mail is needed. */
export function requirePermission({ endpoint, principal }: Exchange): void {
  if (!principal) return;
  if (endpoint.registeredOnly && principal.accountKind !== "registered") {
    throw new ApiError("FORBIDDEN", "Guests can't use this. Register an e-mail and a password in the studio first.");
  }
  const { permission } = endpoint;
  if (permission && principal.permissions && !principal.permissions.includes(permission)) {
    throw new ApiError("INSUFFICIENT_SCOPE", `This key lacks the permission "${permission}".`, {
      details: { required: permission, granted: [...principal.permissions] },
    });
  }
}
