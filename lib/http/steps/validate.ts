import type { z } from "zod";
import { ApiError, type FieldFault } from "@/lib/core/errors";
import type { Exchange } from "../exchange";
import { faultsOf, unstorableText } from "../faults";

/** Checks path, query and body against the endpoint; every fault of all three is named at once. */
export function validate(exchange: Exchange): void {
  const { endpoint, request } = exchange;
  const faults: FieldFault[] = [];
  const check = (schema: z.ZodType | undefined, input: unknown): unknown => {
    if (!schema) return undefined;
    const unstorable = unstorableText(input);
    if (unstorable.length > 0) {
      faults.push(...unstorable);
      return undefined;
    }
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    faults.push(...faultsOf(parsed.error, input));
    return undefined;
  };
  exchange.params = check(endpoint.params, exchange.rawParams);
  exchange.query = check(endpoint.query, queryOf(request));
  // A body left out is an empty object: where every field is optional that is enough, elsewhere the faults name the fields.
  exchange.body = check(endpoint.body, exchange.body === undefined ? {} : exchange.body);
  if (faults.length === 0) return;
  const [first] = faults;
  const message =
    faults.length === 1 && first ? `${first.path || "body"}: ${first.message}` : `${faults.length} fields are wrong; see details.`;
  throw new ApiError("VALIDATION_ERROR", message, { details: faults });
}

/** A parameter given twice becomes a list, which no schema of ours takes: refused rather than guessed at. */
function queryOf(request: Request): Record<string, unknown> {
  const { searchParams } = new URL(request.url);
  const query: Record<string, unknown> = {};
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    Object.defineProperty(query, name, { value: values.length === 1 ? values[0] : values, enumerable: true });
  }
  return query;
}
