import { ARRANGEMENT_OPERATIONS } from "./part/arrangements";
import { BODY_OPERATIONS } from "./part/bodies";
import { CHANGE_OPERATIONS } from "./part/changes";
import { CUT_OPERATIONS } from "./part/cuts";
import { DIRECT_EDIT_OPERATIONS } from "./part/direct-edits";
import { FACE_FEATURE_OPERATIONS } from "./part/face-features";
import { PROFILED_BODY_OPERATIONS } from "./part/profiled-bodies";
import { RAISED_OPERATIONS } from "./part/raised-features";

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
} as const;

export type PartOperationName = keyof typeof PART_OPERATIONS;
