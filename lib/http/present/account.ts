import type { z } from "zod";
import type { Account } from "@/lib/accounts";
import type { accountView } from "@/lib/contract/endpoints/accounts";

/** An account as its owner sees it. */
export function viewAccount({ id, kind, email, credits }: Account): z.input<typeof accountView> {
  return { id, kind, email, credits };
}
