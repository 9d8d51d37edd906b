import "server-only";
import { db } from "@/lib/db";
import type { DesignContext } from "./design-context";

/** Further back no label is looked for. */
const MAX_REVISIONS = 50;

/**
 * Faces that the revisions before the head had and the head has not: names and labels, of each name the latest. One that
 * comes back under its name gets its label back. What was undone does not count.
 */
export async function retiredFaces(
  conversationId: string,
  { history, faces }: Pick<DesignContext, "history" | "faces">,
): Promise<{ name: string; label: string }[]> {
  const numbers = history.slice(-MAX_REVISIONS).map(({ number }) => number);
  const earlier = await db().$queryRaw<{ name: string; label: string }[]>`
    SELECT DISTINCT ON (face->>'name') face->>'name' AS name, face->>'label' AS label
    FROM revisions r JOIN parts p ON p.id = r.part_id, jsonb_array_elements(r.faces) face
    WHERE p.conversation_id = ${conversationId} AND r.number = ANY(${numbers})
    ORDER BY face->>'name', r.number DESC`;
  const present = new Set(faces.map(({ name }) => name));
  return earlier.filter(({ name }) => !present.has(name));
}
