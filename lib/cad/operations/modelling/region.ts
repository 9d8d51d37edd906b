import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";

/** A B-spline of the plane as its poles stand; rational where it has weights. */
export interface Spline {
  kind: "spline";
  degree: number;
  poles: readonly Point2dMm[];
  weights?: readonly number[];
  knots: readonly number[];
  multiplicities: readonly number[];
  role?: string | undefined;
}

/** A piece of a closed loop; `role` names the face that it sweeps (`side[k]` by default). */
export type Curve2 =
  | { kind: "line"; from: Point2dMm; to: Point2dMm; role?: string | undefined }
  | { kind: "arc"; from: Point2dMm; via: Point2dMm; to: Point2dMm; role?: string | undefined }
  | { kind: "circle"; center: Point2dMm; radius: number; role?: string | undefined }
  | Spline;

/** Pieces end to end and closed; either sense. */
export type Loop = readonly Curve2[];

/** A plane area inside `outer` and outside each of `holes`. */
export interface Region {
  outer: Loop;
  holes: readonly Loop[];
}

export function circleLoop(radius: number, role = "side", center: Point2dMm = [0, 0]): Loop {
  return [{ kind: "circle", center, radius, role }];
}

/** Straight pieces through corners; roles by piece, `side[k]` where none is given. */
export function polygonLoop(corners: readonly Point2dMm[], roles: readonly (string | undefined)[] = []): Loop {
  return corners
    .map((from, index): Curve2 => ({ kind: "line", from, to: corners[(index + 1) % corners.length] ?? from, role: roles[index] }))
    .filter((piece) => piece.kind !== "line" || apart(piece.from, piece.to) > 1e-9);
}

/** A rectangle of w by h about a centre, its corners rounded by r. */
export function rectangleLoop(w: number, h: number, r = 0, [cx, cy]: Point2dMm = [0, 0]): Loop {
  const sides = ["-y", "+x", "+y", "-x"] as const;
  const corner = (sx: number, sy: number, dx: number, dy: number): Point2dMm => [
    cx + sx * (w / 2 - r + r * dx),
    cy + sy * (h / 2 - r + r * dy),
  ];
  const bend = Math.SQRT1_2;
  const turns = [
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ] as const;
  const pieces = sides.flatMap((role, index): Curve2[] => {
    const [fx, fy] = turns[(index + 3) % 4] ?? [1, 1];
    const [tx, ty] = turns[index] ?? [1, 1];
    const alongX = index % 2 === 0;
    const from = alongX ? corner(fx, fy, 0, 1) : corner(fx, fy, 1, 0);
    const to = alongX ? corner(tx, ty, 0, 1) : corner(tx, ty, 1, 0);
    const after = alongX ? corner(tx, ty, 1, 0) : corner(tx, ty, 0, 1);
    return [
      { kind: "line", from, to, role },
      { kind: "arc", from: to, via: corner(tx, ty, bend, bend), to: after, role: `corner[${index + 1}]` },
    ];
  });
  return pieces.filter((piece) => (piece.kind === "arc" ? r > 0 : piece.kind !== "line" || apart(piece.from, piece.to) > 1e-9));
}

/** A slot with round ends, `length` overall along u. */
export function slotLoop(length: number, w: number, [cx, cy]: Point2dMm = [0, 0]): Loop {
  const [r, p] = [w / 2, length / 2 - w / 2];
  if (p < 1e-9) return circleLoop(r, "side", [cx, cy]);
  return [
    { kind: "line", from: [cx - p, cy - r], to: [cx + p, cy - r] },
    { kind: "arc", from: [cx + p, cy - r], via: [cx + p + r, cy], to: [cx + p, cy + r] },
    { kind: "line", from: [cx + p, cy + r], to: [cx - p, cy + r] },
    { kind: "arc", from: [cx - p, cy + r], via: [cx - p - r, cy], to: [cx - p, cy - r] },
  ];
}

export function startOf(piece: Exclude<Curve2, { kind: "circle" }>): Point2dMm {
  return piece.kind === "spline" ? endPole(piece, 0) : piece.from;
}

export function endOf(piece: Exclude<Curve2, { kind: "circle" }>): Point2dMm {
  return piece.kind === "spline" ? endPole(piece, -1) : piece.to;
}

function endPole({ poles }: Spline, index: number): Point2dMm {
  const pole = poles.at(index);
  if (!pole) throw new KernelError("A spline has no poles.");
  return pole;
}

export function apart(a: Point2dMm, b: Point2dMm): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Turns a point about the origin, anticlockwise. */
export function turned([x, y]: Point2dMm, angleRad: number): Point2dMm {
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [x * c - y * s, x * s + y * c];
}

/** The point at a radius and an angle from +u. */
export function polar(radius: number, angleRad: number): Point2dMm {
  return [radius * Math.cos(angleRad), radius * Math.sin(angleRad)];
}

/** A piece with each of its points moved by `move`, which must be a similarity that keeps the sense of turning or flips it. */
export function mapPiece(piece: Curve2, move: (at: Point2dMm) => Point2dMm, role = piece.role): Curve2 {
  switch (piece.kind) {
    case "line":
      return { ...piece, from: move(piece.from), to: move(piece.to), role };
    case "arc":
      return { ...piece, from: move(piece.from), via: move(piece.via), to: move(piece.to), role };
    case "circle":
      return { ...piece, center: move(piece.center), role };
    case "spline":
      return { ...piece, poles: piece.poles.map(move), role };
  }
}

/** The same piece, run backwards. */
export function reversed(piece: Curve2): Curve2 {
  switch (piece.kind) {
    case "line":
    case "arc":
      return { ...piece, from: piece.to, to: piece.from };
    case "circle":
      return piece;
    case "spline": {
      const sum = (piece.knots[0] ?? 0) + (piece.knots.at(-1) ?? 0);
      return {
        ...piece,
        poles: piece.poles.toReversed(),
        ...(piece.weights ? { weights: piece.weights.toReversed() } : {}),
        knots: piece.knots.map((knot) => sum - knot).toReversed(),
        multiplicities: piece.multiplicities.toReversed(),
      };
    }
  }
}
