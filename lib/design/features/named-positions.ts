import { STANDARDS } from "../standards/tables";
import type { Rule } from "./positions";

/** The holes of a named board, its lower left corner in the plate's. */
export const onBoard: Rule = ({ context, place, count }) => {
  const fact = context.part?.facts.find((candidate) => candidate.fact === "board");
  if (fact === undefined || place.expr === undefined || place.mm === undefined) return undefined;
  fact.used = true;
  const [row] = STANDARDS.boards.rows;
  if (row === undefined || (count !== undefined && count !== row.holes.length)) return undefined;
  const [boardX, boardY] = row.size;
  context.draft.plan.standards.push({ table: "boards", row: row.name, field: "holes", confidence: "A" });
  // A plate of the board's own size has the board's corner; on a larger one the board lies in the middle.
  const at = row.holes.map(([x, y]): [number, number] => [Number((x - boardX / 2).toFixed(3)), Number((y - boardY / 2).toFixed(3))]);
  if (Math.abs(place.mm.u - boardX) > 0.01) context.draft.assume("board in the middle of the plate");
  return { pattern: { kind: "list", at }, count: at.length };
};

/** Holes on a triangle stand near its legs, well inside. */
export const onTriangle: Rule = ({ context, count, plural }) => {
  const { draft } = context;
  if (context.host?.feature.label !== "right triangle gusset plate" || (count ?? (plural ? 2 : 1)) > 2) return undefined;
  if ((count ?? 1) === 1) return { at: { origin: "centre", dx: "=-leg_x/6", dy: "=-leg_y/6" }, count: 1 };
  draft.assume("one hole near each leg's end");
  return {
    pattern: {
      kind: "list",
      at: [
        ["=leg_x/20", "=-3*leg_y/10"],
        ["=-3*leg_x/10", "=leg_y/20"],
      ],
    },
    count: 2,
  };
};
