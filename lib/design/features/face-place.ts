import type { FaceRecord, SideName } from "@/lib/contract/geometry";
import type { Selector } from "@/lib/contract/plan";
import type { Host } from "../plan/host";

/** A face that features are put on, with its size by arithmetic in its own (u, v) frame. */
export interface FacePlace {
  selector: Selector;
  side?: SideName;
  /** For people: "top". */
  name: string;
  outline: Host["outline"];
  /** Expressions of the extents along u, v and into the material; absent when arithmetic does not know the face. */
  expr?: { u: string; v: string; depth: string };
  mm?: { u: number; v: number; depth: number };
}

const NORMALS: Record<SideName, [number, number, number]> = {
  top: [0, 0, 1],
  bottom: [0, 0, -1],
  right: [1, 0, 0],
  left: [-1, 0, 0],
  back: [0, 1, 0],
  front: [0, -1, 0],
};

/** Names that the kernel gives to the faces of a base. */
const ROLE: Record<SideName, string> = { top: "top", bottom: "bottom", right: "+x", left: "-x", back: "+y", front: "-y" };

const AXES: Record<SideName, ["x" | "y" | "z", "x" | "y" | "z", "x" | "y" | "z"]> = {
  top: ["x", "y", "z"],
  bottom: ["x", "y", "z"],
  right: ["y", "z", "x"],
  left: ["y", "z", "x"],
  back: ["x", "z", "y"],
  front: ["x", "z", "y"],
};

/** The outermost plane faces of a side of the part. */
export function sideSelector(side: SideName): Selector {
  return { kind: "face", where: { normal: NORMALS[side], at: side } };
}

/** The face of a side, with its extents when the base's arithmetic gives them. */
export function placeOnSide(host: Host | undefined, side: SideName): FacePlace {
  const place: FacePlace = { selector: sideSelector(side), side, name: side, outline: "other" };
  if (host === undefined) return place;
  const [u, v, depth] = AXES[side];
  const flat = side === "top" || side === "bottom";
  if (host.outline === "circle" && !flat) return place;
  place.outline = flat ? host.outline : "rectangle";
  place.expr = { u: host.expr[u], v: host.expr[v], depth: host.expr[depth] };
  place.mm = { u: host.mm[u], v: host.mm[v], depth: host.mm[depth] };
  return place;
}

/** The side that a normal points to, or undefined for an oblique one. */
export function sideOfNormal(normal: readonly [number, number, number] | undefined): SideName | undefined {
  if (normal === undefined) return undefined;
  const found = (Object.keys(NORMALS) as SideName[]).find((side) => {
    const [x, y, z] = NORMALS[side];
    return x * normal[0] + y * normal[1] + z * normal[2] > 0.9998;
  });
  return found;
}

/** A selected face as a selector that outlives edits: its name, what it is like, and a fingerprint. */
export function selectorOf(face: FaceRecord): Selector {
  const selector: Selector = { kind: "face", name: face.name };
  const print: NonNullable<Selector["print"]> = { type: face.type, center: face.center, area: face.area };
  if (face.normal !== undefined) print.normal = face.normal;
  if (face.radius !== undefined) print.radius = face.radius;
  selector.print = print;
  return selector;
}

/** A selected face as a place for features. */
export function placeOnFace(host: Host | undefined, face: FaceRecord): FacePlace {
  const side = face.type === "plane" ? sideOfNormal(face.normal) : undefined;
  const base = side === undefined || face.name !== `base/${ROLE[side]}` ? undefined : placeOnSide(host, side);
  const place: FacePlace = { selector: selectorOf(face), name: face.label, outline: base?.outline ?? "other" };
  if (side !== undefined) place.side = side;
  if (base?.expr !== undefined) place.expr = base.expr;
  if (base?.mm !== undefined) place.mm = base.mm;
  return place;
}
