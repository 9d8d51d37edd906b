import { measure } from "@/lib/cad/measure/measure";
import { makeSprocket, makeTimingPulley } from "./generators/belt-wheels";
import { makeBevelGear } from "./generators/bevel-gear";
import { makeBracket } from "./generators/bracket";
import { makeCam } from "./generators/cam";
import { makeCableClip, makeHandle, makeHook, makePipeClamp, makeShaftClamp } from "./generators/clamps";
import { makeEnclosure, makeLid } from "./generators/enclosure";
import { makeHeatSink, makeTSlot, makeTSlotCover } from "./generators/extrusions";
import { makeBolt, makeNut, makeSpacer, makeWasher } from "./generators/fasteners";
import { makeGear, makeInternalGear, makeRack } from "./generators/gears";
import { makeHinge } from "./generators/hinge";
import { cutKnurl } from "./generators/knurl";
import { makeElbow, makeTee } from "./generators/pipes";
import { makeBoardMount, makeCornerGusset, makeMotorMount, makePipeFlange } from "./generators/plates";
import { makeSpring } from "./generators/spring";
import { cutTextOn, makeText } from "./generators/text";
import { cutThread, makeThreadedRod } from "./generators/threads";
import { cutORingGland, makeBearing, makeHoseBarb, makeKnob, makeWheel } from "./generators/turned";
import type { JsonValue, PartImplementations } from "./implementation";
import { combine, mirrorPart, movePart, patternCircular, patternCorners, patternLinear, patternList, scalePart } from "./part/arrangements";
import { makeBox, makeCone, makeCylinder, makePrism, makeSphere, makeTorus, makeTube, makeWedge } from "./part/bodies";
import { deleteFaces } from "./part/delete-face";
import { draftFaces } from "./part/draft-faces";
import { chamferEdges, filletEdges } from "./part/edge-features";
import { addBoss, addPad, cutCounterbore, cutCountersink, cutHole, cutPocket, cutSlot } from "./part/face-features";
import { addLip } from "./part/lip";
import { moveFaces } from "./part/move-face";
import { cutConnectorOpening, cutVentGrid } from "./part/openings";
import { addInsertBoss, addStandoff } from "./part/posts";
import { makeHelixSweep, makePyramid, makeSweep } from "./part/profiled-bodies";
import { resizePart } from "./part/resize";
import { cutNutTrap, cutTappedHole } from "./part/screw-cuts";
import { cutChannel, cutGroove, cutKeyway } from "./part/shaft-cuts";
import { shellPart } from "./part/shell";
import { splitPart } from "./part/split";
import { makeExtrusion, makeLoft, makeRevolution } from "./part/swept-bodies";
import { addGusset, addRib } from "./part/webs";

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
  tapped_hole: cutTappedHole,
  keyway: cutKeyway,
  groove: cutGroove,
  channel: cutChannel,
  nut_trap: cutNutTrap,
  vent_grid: cutVentGrid,
  connector_cutout: cutConnectorOpening,
  rib: addRib,
  gusset: addGusset,
  standoff: addStandoff,
  insert_boss: addInsertBoss,
  lip: addLip,
  fillet: filletEdges,
  chamfer: chamferEdges,
  shell: shellPart,
  move_face: moveFaces,
  scale: scalePart,
  draft: draftFaces,
  delete_face: deleteFaces,
  split: splitPart,
  resize: resizePart,
  move: movePart,
  mirror: mirrorPart,
  pattern_linear: patternLinear,
  pattern_circular: patternCircular,
  pattern_list: patternList,
  pattern_corners: patternCorners,
  combine,
  text: makeText,
  text_on: cutTextOn,
  thread: cutThread,
  threaded_rod: makeThreadedRod,
  elbow: makeElbow,
  tee: makeTee,
  gear: makeGear,
  internal_gear: makeInternalGear,
  rack: makeRack,
  bevel_gear: makeBevelGear,
  timing_pulley: makeTimingPulley,
  sprocket: makeSprocket,
  bolt: makeBolt,
  nut: makeNut,
  washer: makeWasher,
  spacer: makeSpacer,
  motor_mount: makeMotorMount,
  board_mount: makeBoardMount,
  pipe_flange: makePipeFlange,
  bracket: makeBracket,
  corner_gusset: makeCornerGusset,
  heat_sink: makeHeatSink,
  t_slot: makeTSlot,
  t_slot_cover: makeTSlotCover,
  bearing: makeBearing,
  hose_barb: makeHoseBarb,
  knob: makeKnob,
  wheel: makeWheel,
  o_ring_gland: cutORingGland,
  spring: makeSpring,
  cam: makeCam,
  enclosure: makeEnclosure,
  lid: makeLid,
  hinge: makeHinge,
  pipe_clamp: makePipeClamp,
  shaft_clamp: makeShaftClamp,
  cable_clip: makeCableClip,
  hook: makeHook,
  handle: makeHandle,
  knurl: cutKnurl,
  // Plain data, whatever the type of the record says.
  measure: (kernel, { part }) => structuredClone(measure(kernel, part.shape)) as unknown as JsonValue,
};
