import "server-only";
import { db } from "@/lib/db";

/** Further back no label is looked for. */
const MAX_REVISIONS = 50;

/**
 * Faces that the revisions before the head had and the head has not: names and labels, of each name the latest. One that
 * comes back under its name gets its label back. What was undone does not count.
 */
export async function retiredFaces(conversationId: string): Promise<{ name: string; label: string }[]> {
  return await db().$queryRaw<{ name: string; label: string }[]>`
    WITH RECURSIVE line AS (
      SELECT r.part_id, r.number, r.parent_number, r.faces, 0 AS depth
      FROM parts p JOIN revisions r ON r.part_id = p.id AND r.number = p.head_number
      WHERE p.conversation_id = ${conversationId}
      UNION ALL
      SELECT r.part_id, r.number, r.parent_number, r.faces, line.depth + 1
      FROM line JOIN revisions r ON r.part_id = line.part_id AND r.number = line.parent_number
      WHERE line.depth < ${MAX_REVISIONS}
    ), face AS (
      SELECT line.depth, value->>'name' AS name, value->>'label' AS label FROM line, jsonb_array_elements(line.faces)
    )
    SELECT DISTINCT ON (name) name, label FROM face
    WHERE depth > 0 AND name NOT IN (SELECT name FROM face WHERE depth = 0)
    ORDER BY name, depth`;
}
