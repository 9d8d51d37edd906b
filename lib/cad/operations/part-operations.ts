import { measure } from "@/lib/cad/measure/measure";
import type { JsonValue, PartImplementations } from "./implementation";
import { combine, mirrorPart, movePart, patternCircular, patternLinear, scalePart } from "./part/arrangements";
import { makeBox, makeCone, makeCylinder, makePrism, makeSphere, makeTorus, makeTube, makeWedge } from "./part/bodies";
import { chamferEdges, filletEdges } from "./part/edge-features";
import { addBoss, addPad, cutCounterbore, cutCountersink, cutHole, cutPocket, cutSlot } from "./part/face-features";
import { moveFaces } from "./part/move-face";
import { makeHelixSweep, makePyramid, makeSweep } from "./part/profiled-bodies";
import { shellPart } from "./part/shell";
import { makeExtrusion, makeLoft, makeRevolution } from "./part/swept-bodies";

/** Every `part.*` operation. */
export const PART_IMPLEMENTATIONS: PartImplementations = {
  box: makeBox,
  cylinder: makeCylinder,
  cone: makeCone,
  sphere: makeSphere,
  torus: makeTorus,
  tube: makeTube,
  prism: makePrism,
  wedge: makeWedge,
  extrude: makeExtrusion,
  revolve: makeRevolution,
  loft: makeLoft,
  pyramid: makePyramid,
  sweep: makeSweep,
  helix_sweep: makeHelixSweep,
  boss: addBoss,
  pad: addPad,
  pocket: cutPocket,
  hole: cutHole,
  counterbore: cutCounterbore,
  countersink: cutCountersink,
  slot_cut: cutSlot,
  fillet: filletEdges,
  chamfer: chamferEdges,
  shell: shellPart,
  move_face: moveFaces,
  scale: scalePart,
  move: movePart,
  mirror: mirrorPart,
  pattern_linear: patternLinear,
  pattern_circular: patternCircular,
  combine,
  // Plain data, whatever the type of the record says.
  measure: (kernel, { part }) => structuredClone(measure(kernel, part.shape)) as unknown as JsonValue,
};
