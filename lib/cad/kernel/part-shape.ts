import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { ThreadNote } from "@/lib/contract/geometry";
import { free } from "./kernel";

/** A face and what it is called by role: `base/top`, `h1[3]/wall`, `f1/blend(base/+x|base/top)`. */
export interface NamedFace {
  name: string;
  /** Names of the faces that merged into this one. */
  aliases?: string[] | undefined;
  /** Plan feature that made the face. */
  feature?: string | undefined;
  /** Rank of that feature in making order, from 0: of merged faces the oldest keeps its name. */
  age?: number | undefined;
  /** A thread that the face stands for. */
  thread?: ThreadNote | undefined;
  face: TopoDS_Face;
}

/**
 * A shape and the names of its faces.
 * `faces` follows the kernel's explorer order of `shape`, one entry a face; it is empty for shapes whose faces
 * nobody has named (wires, results of catalogue operations).
 */
export interface PartShape {
  shape: TopoDS_Shape;
  faces: NamedFace[];
}

/** True for shapes; a value that came as JSON never is, since JSON carries no functions. */
export function isPartShape(value: unknown): value is PartShape {
  if (typeof value !== "object" || value === null || !("shape" in value) || !("faces" in value)) return false;
  const { shape, faces } = value;
  return typeof shape === "object" && shape !== null && "IsNull" in shape && typeof shape.IsNull === "function" && Array.isArray(faces);
}

/** Frees the shape and its faces. */
export function freePart(part: PartShape): void {
  for (const { face } of part.faces) free(face);
  free(part.shape);
}
