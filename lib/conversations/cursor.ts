import "server-only";
import { ApiError } from "@/lib/core/errors";

/** Place in a list that is ordered by creation, newest first. */
interface Place {
  createdAt: Date;
  id: string;
}

export function encodeCursor({ createdAt, id }: Place): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString("base64url");
}

/** @throws VALIDATION_ERROR not a cursor of ours */
export function decodeCursor(cursor: string): Place {
  const [time, id] = Buffer.from(cursor.slice(0, 200), "base64url").toString("utf8").split(" ");
  const createdAt = new Date(time ?? "");
  if (!id || Number.isNaN(createdAt.getTime())) {
    throw new ApiError("VALIDATION_ERROR", "cursor is not one that a list gave: pass next_cursor of the page before, or leave it out.", {
      details: [{ path: "cursor", message: "not a cursor" }],
    });
  }
  return { createdAt, id };
}

/** What comes after a place, as a condition. */
export function after(cursor: string | null | undefined): object {
  if (cursor === null || cursor === undefined) return {};
  const { createdAt, id } = decodeCursor(cursor);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** Cuts a list that was asked for one more than `limit`. */
export function pageOf<T extends Place>(rows: T[], limit: number): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}
