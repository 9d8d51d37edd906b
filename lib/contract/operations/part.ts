import { ARRANGEMENT_OPERATIONS } from "./part/arrangements";
import { BODY_OPERATIONS } from "./part/bodies";
import { CHANGE_OPERATIONS } from "./part/changes";
import { CUT_OPERATIONS } from "./part/cuts";
import { DIRECT_EDIT_OPERATIONS } from "./part/direct-edits";
import { FACE_FEATURE_OPERATIONS } from "./part/face-features";
import { FASTENER_OPERATIONS } from "./part/generators-fasteners";
import { GEAR_OPERATIONS } from "./part/generators-gears";
import { HOLDER_OPERATIONS } from "./part/generators-holders";
import { PLATE_OPERATIONS } from "./part/generators-plates";
import { TURNED_OPERATIONS } from "./part/generators-turned";
import { PIPE_OPERATIONS } from "./part/pipes";
import { PROFILED_BODY_OPERATIONS } from "./part/profiled-bodies";
import { RAISED_OPERATIONS } from "./part/raised-features";
import { TEXT_OPERATIONS } from "./part/text";
import { THREAD_OPERATIONS } from "./part/threads";

/** Every `part.*` operation by its name. */
export const PART_OPERATIONS = {
  ...BODY_OPERATIONS,
  ...PROFILED_BODY_OPERATIONS,
  ...FACE_FEATURE_OPERATIONS,
  ...CUT_OPERATIONS,
  ...RAISED_OPERATIONS,
  ...CHANGE_OPERATIONS,
  ...DIRECT_EDIT_OPERATIONS,
  ...ARRANGEMENT_OPERATIONS,
  ...TEXT_OPERATIONS,
  ...THREAD_OPERATIONS,
  ...PIPE_OPERATIONS,
  ...GEAR_OPERATIONS,
  ...FASTENER_OPERATIONS,
  ...PLATE_OPERATIONS,
  ...TURNED_OPERATIONS,
  ...HOLDER_OPERATIONS,
} as const;

export type PartOperationName = keyof typeof PART_OPERATIONS;
