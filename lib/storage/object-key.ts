import { ApiError } from "@/lib/core/errors";

const MAX_KEY_CHARS = 400;
/** Segments that begin with a letter or digit: no dot segments, no hidden files, nothing that any system reads otherwise. */
const SEGMENT = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** Whether a text is a key as the server makes them. */
export function isObjectKey(key: string): boolean {
  return key.length <= MAX_KEY_CHARS && key.split("/").every((segment) => SEGMENT.test(segment));
}

/** @throws NOT_FOUND an object with such a name cannot exist */
export function assertObjectKey(key: string): void {
  if (!isObjectKey(key)) throw new ApiError("NOT_FOUND", "There is no such file.");
}
