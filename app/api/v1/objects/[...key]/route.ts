import { methods } from "@/lib/http/methods";
import { getObject, putObject } from "@/lib/http/objects";
import { OBJECT_CORS } from "@/lib/http/steps/headers";

/** GET and PUT /api/v1/objects/{key}: files of the local store, by signed address. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: getObject, PUT: putObject }, { cors: OBJECT_CORS });
