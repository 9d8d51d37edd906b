import { isDeepStrictEqual } from "node:util";
import { JSONPath } from "jsonpath-plus";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { OperationContext } from "../../implementation";
import { MAX_CHARACTERS } from "./bounded-result";
import { type PureFunction, pureNamespace } from "./pure-namespace";

interface OfJson {
  json: unknown;
}

const OWN: Record<string, PureFunction> = {
  createEmpty: () => ({}),
  getJsonFromArrayByFirstPropMatch: ({ jsonArray, property, match }: { jsonArray: unknown[]; property: string; match: unknown }) =>
    jsonArray.find((entry) => isDeepStrictEqual(propertyOf(entry, property), match)),
  getValueOnProp: ({ json, property }: OfJson & { property: string }) => propertyOf(json, property),
  parse: ({ text }: { text: string }): unknown => JSON.parse(text),
  paths: ({ json, query }: OfJson & { query: string }) => search(json, query, "path"),
  previewAndSaveJson: ({ json }: OfJson, context: OperationContext) => addFile(json, context),
  previewJson: ({ json }: OfJson, context: OperationContext) => addFile(json, context),
  query: ({ json, query }: OfJson & { query: string }) => search(json, query, "value"),
  setValue: ({ json, value, path, prop }: OfJson & { value: unknown; path: string; prop: string }) => withValue(json, path, prop, value),
  setValueOnProp: ({ json, value, property }: OfJson & { value: unknown; property: string }) => {
    setProperty(json, property, value);
    return json;
  },
  setValuesOnPaths: ({ json, values, paths, props }: OfJson & { values: unknown[]; paths: string[]; props: string[] }) => {
    if (values.length !== paths.length || props.length !== paths.length) {
      throw invalidInput(
        `values, paths and props hold ${values.length}, ${paths.length} and ${props.length} entries and must hold as many as each other.`,
      );
    }
    return paths.reduce((changed, path, index) => withValue(changed, path, props[index] ?? "", values[index]), json);
  },
  stringify: ({ json }: OfJson) => JSON.stringify(json),
};

/** An own property: what every object inherits is not data. */
function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

/** As an own property whatever its name: an assignment to `__proto__` would change the object's nature instead. */
function setProperty(target: unknown, name: string, value: unknown): void {
  if (typeof target !== "object" || target === null) throw invalidInput("json must be a record or list for a value to be set on it.");
  if (Array.isArray(target) && !/^(0|[1-9]\d{0,4})$/.test(name)) throw invalidInput(`${JSON.stringify(name)} is no index of a list.`);
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/** Sets a property on everything that the path finds. */
function withValue(json: unknown, path: string, prop: string, value: unknown): unknown {
  const found = search(json, path, "value");
  if (found.length === 0) throw invalidInput(`path is ${JSON.stringify(path)} and finds nothing.`);
  // Each gets a copy of its own, so that a later change of one leaves the others alone.
  for (const target of found) setProperty(target, prop, structuredClone(value));
  return json;
}

const MAX_PATH_CHARACTERS = 2_000;

/** JSONPath without filters and scripts: nothing in a path is evaluated. */
function search(json: unknown, path: string, resultType: "value" | "path"): unknown[] {
  if (path.length > MAX_PATH_CHARACTERS) throw invalidInput(`The path has ${path.length} characters and may have ${MAX_PATH_CHARACTERS}.`);
  if (/[([]\s*[?(]|\?\s*\(|@\w+\(/.test(path))
    throw invalidInput(`The path ${JSON.stringify(path)} has a filter or script; these are not evaluated here.`);
  if (typeof json !== "object" || json === null) throw invalidInput("json must be a record or list to be searched.");
  const found: unknown = JSONPath({ path, json, resultType, eval: false, wrap: true });
  return Array.isArray(found) ? found : [];
}

function addFile(json: unknown, context: OperationContext): null {
  const text = JSON.stringify(json, null, 2);
  if (text.length > 10 * MAX_CHARACTERS)
    throw invalidInput(`The file would have ${text.length} characters and may have ${10 * MAX_CHARACTERS}.`);
  context.addFile({ name: "preview.json", contentType: "application/json", bytes: new TextEncoder().encode(text) });
  return null;
}

/** `json.*` */
export const JSON_VALUES = pureNamespace({ name: "json", own: OWN, takesObjects: true });
