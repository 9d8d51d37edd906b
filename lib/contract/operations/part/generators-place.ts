import { z } from "zod";
import { pointMm } from "../../geometry";
import { feature } from "./common";

/** What every generator takes: its feature's id, and where it stands (centred on X and Y, base at Z = 0, then moved by `at`). */
export const standing = { feature, at: pointMm.default([0, 0, 0]) };

/** A size that may be absent: 0 leaves it out. */
export const optionalMm = z.number().min(0).max(100_000).default(0);

export const count = z.number().int().min(1).max(500);
