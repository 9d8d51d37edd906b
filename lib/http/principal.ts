import type { Credential } from "@/lib/contract/endpoint";
import type { Permission } from "@/lib/contract/permissions";

/** Who is asking, proved. Handlers put `accountId` into every query; nothing is checked after a read. */
export interface Principal {
  via: Credential;
  accountId: string;
  accountKind: "guest" | "registered";
  /** Only for API keys. */
  keyId: string | null;
  tier: string | null;
  /** `null`: everything that the account itself may do. */
  permissions: readonly Permission[] | null;
}
