import { getHealth } from "@/lib/contract/endpoints/accounts";
import { checkHealth } from "@/lib/http/health";
import { methods } from "@/lib/http/methods";
import { route } from "@/lib/http/route";

/** GET /health and /api/v1/health: whether the service and the parts it stands on are up. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getHealth, () => checkHealth()) }, { half: "cloud" });
