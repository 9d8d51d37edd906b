import { ENDPOINTS } from "@/lib/contract/endpoints/all";
import { methods } from "@/lib/http/methods";
import { openApi } from "@/lib/http/openapi";
import { publicOrigin } from "@/lib/http/origin";
import { surroundings } from "@/lib/http/route";
import { API_CORS } from "@/lib/http/steps/headers";

/** GET /api/v1/openapi.json: this API, described by the schemas that validate it. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: async (request) => {
    const document = openApi(ENDPOINTS, `${publicOrigin(request, surroundings())}/api/v1`);
    return Response.json(document, { headers: { ...API_CORS, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" } });
  },
});
