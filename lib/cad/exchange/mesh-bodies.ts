import { meshVolume } from "@/lib/cad/mesh/body-mesh";
import type { WeldedMesh } from "@/lib/cad/mesh/weld";

/** One connected skin of a mesh. */
export interface Skin {
  /** Three for each triangle; wound outward where the skin is closed (inward for the wall of a cavity). */
  indices: number[];
  /** Every edge has two triangles. */
  isClosed: boolean;
}

/** A skin, and the cavities inside of it. */
export interface MeshBody {
  outer: Skin;
  cavities: Skin[];
}

/**
 * Takes a welded mesh apart into bodies: connected skins, wound alike throughout, each cavity with the body around it.
 * Whether a skin is solid or cavity is told by how many others lie around it, not by its winding, which files have wrong.
 */
export function bodiesOf(mesh: WeldedMesh): MeshBody[] {
  const skins = skinsOf(mesh.indices).map((skin) => woundOutward(mesh, skin));
  const bodies: MeshBody[] = [];
  const cavities: { skin: Skin; around: Skin[] }[] = [];
  for (const skin of skins) {
    const around = skin.isClosed ? skins.filter((other) => other !== skin && other.isClosed && isInside(mesh, skin, other)) : [];
    if (around.length % 2 === 0) bodies.push({ outer: skin, cavities: [] });
    else cavities.push({ skin, around });
  }
  for (const { skin, around } of cavities) {
    // The tightest of the bodies around it: the smallest.
    const [body] = bodies
      .filter(({ outer }) => around.includes(outer))
      .sort((a, b) => meshVolume(mesh.positions, a.outer.indices) - meshVolume(mesh.positions, b.outer.indices));
    body?.cavities.push({ ...skin, indices: reversed(skin.indices) });
  }
  return bodies;
}

/** Key of an edge in either direction; 2^26 points are more than any mesh that is read. */
const edgeKey = (a: number, b: number) => Math.min(a, b) * 2 ** 26 + Math.max(a, b);

/** Connected triangles, each turned so that neighbours run along their edge in opposite directions. */
function skinsOf(indices: Uint32Array): Skin[] {
  const trianglesAt = new Map<number, number[]>();
  const corner = (triangle: number, side: number) => indices[triangle * 3 + (side % 3)] ?? 0;
  const count = indices.length / 3;
  for (let triangle = 0; triangle < count; triangle++) {
    for (let side = 0; side < 3; side++) {
      const key = edgeKey(corner(triangle, side), corner(triangle, side + 1));
      const users = trianglesAt.get(key);
      if (users) users.push(triangle);
      else trianglesAt.set(key, [triangle]);
    }
  }
  const isFlipped = new Int8Array(count).fill(-1);
  const runsForward = (triangle: number, from: number, to: number) => {
    for (let side = 0; side < 3; side++) if (corner(triangle, side) === from && corner(triangle, side + 1) === to) return true;
    return false;
  };
  const skins: Skin[] = [];
  for (let seed = 0; seed < count; seed++) {
    if (isFlipped[seed] !== -1) continue;
    const members = [seed];
    isFlipped[seed] = 0;
    let isClosed = true;
    for (const triangle of members) {
      for (let side = 0; side < 3; side++) {
        const [from, to] = [corner(triangle, side), corner(triangle, side + 1)];
        const users = trianglesAt.get(edgeKey(from, to)) ?? [];
        if (users.length !== 2) isClosed = false;
        for (const neighbour of users) {
          if (neighbour === triangle) continue;
          // Alike when the neighbour runs along the edge the other way.
          const turned = runsForward(neighbour, from, to) ? 1 - (isFlipped[triangle] ?? 0) : (isFlipped[triangle] ?? 0);
          if (isFlipped[neighbour] === -1) {
            isFlipped[neighbour] = turned;
            members.push(neighbour);
          } else if (isFlipped[neighbour] !== turned) isClosed = false;
        }
      }
    }
    const wound = members.flatMap((triangle) => {
      const triple = [corner(triangle, 0), corner(triangle, 1), corner(triangle, 2)];
      return isFlipped[triangle] === 1 ? triple.toReversed() : triple;
    });
    skins.push({ indices: wound, isClosed });
  }
  return skins;
}

function woundOutward({ positions }: WeldedMesh, skin: Skin): Skin {
  return skin.isClosed && meshVolume(positions, skin.indices) < 0 ? { ...skin, indices: reversed(skin.indices) } : skin;
}

function reversed(indices: readonly number[]): number[] {
  return indices.map((_, i) => indices[i - (i % 3) + (2 - (i % 3))] ?? 0);
}

/** True when a point of `skin` lies inside of `other`: a solid angle of 4π around it, which no edge or corner confuses. */
function isInside({ positions }: WeldedMesh, skin: Skin, other: Skin): boolean {
  const first = (skin.indices[0] ?? 0) * 3;
  const at = (index: number) => [0, 1, 2].map((axis) => (positions[index * 3 + axis] ?? 0) - (positions[first + axis] ?? 0));
  let angle = 0;
  for (let i = 0; i + 2 < other.indices.length; i += 3) {
    const [a, b, c] = [at(other.indices[i] ?? 0), at(other.indices[i + 1] ?? 0), at(other.indices[i + 2] ?? 0)];
    angle += solidAngle(a, b, c);
  }
  return Math.abs(angle) > 2 * Math.PI;
}

/** Solid angle of a triangle as seen from the origin. @source van Oosterom and Strackee, 1983 */
function solidAngle(a: number[], b: number[], c: number[]): number {
  const [ax = 0, ay = 0, az = 0] = a;
  const [bx = 0, by = 0, bz = 0] = b;
  const [cx = 0, cy = 0, cz = 0] = c;
  const [la, lb, lc] = [Math.hypot(ax, ay, az), Math.hypot(bx, by, bz), Math.hypot(cx, cy, cz)];
  const triple = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, axis) => sum + value * (y[axis] ?? 0), 0);
  return 2 * Math.atan2(triple, la * lb * lc + dot(a, b) * lc + dot(b, c) * la + dot(c, a) * lb);
}
