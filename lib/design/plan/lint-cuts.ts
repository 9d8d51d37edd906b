import type { SideName } from "@/lib/contract/geometry";
import type { Feature, Plan } from "@/lib/contract/plan";
import { placeOnSide } from "../features/face-place";
import { countInWords } from "../language/units";
import { placesOf } from "./compile-plan";
import type { Host } from "./host";
import { Refused } from "./outcome-error";
import { resolveArg, resolveQuantity } from "./resolve-parameters";
import { lengthText, numberText, titled } from "./say";

/** A cut on its face: its places and how far it reaches around each. */
interface Cut {
  feature: Feature;
  noun: string;
  body: string;
  side: SideName;
  outline: Host["outline"];
  face: { u: number; v: number; depth: number };
  /** Half extents around each place. */
  reach: { u: number; v: number };
  round: boolean;
  places: [number, number][];
  depth: number | undefined;
  inner: number;
}

const WORD = { u: "wide", v: "wide", depth: "thick" } as const;

/** Cuts against the face, its edges, the material below and each other. @throws Refused */
export function lintCuts(plan: Plan, host: Host, values: Record<string, number>): void {
  const body = host.feature.label;
  const reshaped = plan.features.some(({ op }) => ["move_face", "boss", "pad", "scale", "mirror", "move", "combine"].includes(op));
  const cuts: Cut[] = [];
  for (const feature of plan.features) {
    if (feature.suppressed === true) continue;
    const args = resolveArg(feature.args, values) as Record<string, unknown>;
    lintSeat(feature, args);
    const reach = reachOf(feature, args);
    const side = feature.on?.where?.at ?? sideOfName(feature.on?.name);
    if (reach === undefined || side === undefined) continue;
    const place = placeOnSide(host, side);
    if (place.mm === undefined) continue;
    const dx = resolveQuantity(feature.at?.dx ?? 0, values);
    const dy = resolveQuantity(feature.at?.dy ?? 0, values);
    const cut: Cut = {
      feature,
      noun: NOUNS[feature.op] ?? "cut",
      body,
      side,
      outline: place.outline,
      face: place.mm,
      reach,
      round: feature.op !== "slot_cut" && feature.op !== "pocket",
      places: placesOf(feature.pattern, values).map(([x, y]) => [x + dx, y + dy]),
      depth: typeof args.depth === "number" ? args.depth : undefined,
      inner: side === "top" || side === "bottom" ? (host.inner?.mm ?? 0) : 0,
    };
    // A boss or a moved face may hold what the base alone does not.
    if (!reshaped && !OPENS_OUT.test(feature.id)) {
      lintSpan(cut, values);
      lintFit(cut);
      lintEdgesOf(cut);
      lintDepth(cut);
    }
    lintNeighbours(cut);
    cuts.push(cut);
  }
  for (const [index, cut] of cuts.entries()) for (const other of cuts.slice(index + 1)) lintPair(cut, other);
}

/** Keyways and slits leave the part on purpose. */
const OPENS_OUT = /^(k|sl)\d/;

const NOUNS: Record<string, string> = {
  hole: "hole",
  counterbore: "counterbored hole",
  countersink: "countersunk hole",
  slot_cut: "slot",
  pocket: "pocket",
};

function sideOfName(name: string | undefined): SideName | undefined {
  const role = name?.startsWith("base/") ? name.slice(5) : undefined;
  const sides: Record<string, SideName> = { top: "top", bottom: "bottom", "+x": "right", "-x": "left", "+y": "back", "-y": "front" };
  return role === undefined ? undefined : sides[role];
}

function reachOf(feature: Feature, args: Record<string, unknown>): Cut["reach"] | undefined {
  const number = (value: unknown) => (typeof value === "number" ? value : 0);
  if (feature.op === "hole" || feature.op === "counterbore" || feature.op === "countersink") {
    const radius = Math.max(number(args.d), number(args.D)) / 2;
    return { u: radius, v: radius };
  }
  if (feature.op === "slot_cut") {
    const [long, short] = [number(args.length) / 2, number(args.w) / 2];
    return number(args.angle) === 90 ? { u: short, v: long } : { u: long, v: short };
  }
  const profile = args.profile;
  if (feature.op !== "pocket" || typeof profile !== "object" || profile === null) return undefined;
  const { shape, w, h, d, length } = profile as Record<string, unknown>;
  if (shape === "circle") return { u: number(d) / 2, v: number(d) / 2 };
  return { u: number(shape === "slot" ? length : w) / 2, v: number(shape === "slot" ? w : h) / 2 };
}

function lintSeat(feature: Feature, args: Record<string, unknown>): void {
  const { d, D, seat_depth: seatDepth, depth, length, w } = args;
  if (typeof d === "number" && typeof D === "number" && D <= d) {
    throw new Refused(
      `A ${feature.op} of ${lengthText(D)} is not wider than its ${lengthText(d)} hole; it starts above ${lengthText(d)}, and ${lengthText(Math.ceil(d * 1.8))} is usual.`,
      "impossible",
    );
  }
  if (typeof seatDepth === "number" && typeof depth === "number" && seatDepth >= depth) {
    throw new Refused(`A counterbore ${lengthText(seatDepth)} deep is not shallower than its hole of ${lengthText(depth)}.`, "impossible");
  }
  if (feature.op === "slot_cut" && typeof length === "number" && typeof w === "number" && length < w - 1e-9) {
    throw new Refused(
      `A slot ${lengthText(length)} long cannot be ${lengthText(w)} wide: its length is overall and at least its width.`,
      "impossible",
    );
  }
}

const wallOf = (extent: number) => (extent > 8 ? 2 : extent / 8);

/** One cut alone against the face. */
function lintFit({ face, reach, noun, body, outline, round }: Cut): void {
  const tightest = outline === "circle" || face.u <= face.v ? "u" : "v";
  for (const axis of tightest === "u" ? (["u", "v"] as const) : (["v", "u"] as const)) {
    const extent = face[axis];
    const size = 2 * reach[axis];
    if (size < extent - 1e-9) continue;
    const wall = wallOf(extent);
    const across = outline === "circle" ? "" : ` ${WORD[axis]}`;
    throw new Refused(
      `A ${lengthText(size)} ${round ? noun : `long ${noun}`} does not fit a ${lengthText(extent)}${across} ${body}; up to ${lengthText(extent - 2 * wall)} leaves ${lengthText(wall)} of wall.`,
      "impossible",
    );
  }
}

/** A row against the length that it stands on. */
function lintSpan({ feature, places, face, reach, noun, body, outline }: Cut, values: Record<string, number>): void {
  if (feature.pattern?.kind !== "grid" || places.length < 2) return;
  const [nx, ny] = [resolveQuantity(feature.pattern.nx, values), resolveQuantity(feature.pattern.ny, values)];
  for (const [axis, count, pitch] of [
    ["u", nx, resolveQuantity(feature.pattern.px, values)],
    ["v", ny, resolveQuantity(feature.pattern.py, values)],
  ] as const) {
    const span = (count - 1) * Math.abs(pitch);
    const extent = face[axis];
    if (count < 2 || span + 2 * reach[axis] <= extent + 1e-9) continue;
    const room = (extent - 4 * reach[axis]) / (count - 1);
    const fits =
      room > 2 * reach[axis] ? `; ${lengthText(Math.floor(room * 10) / 10)} apart fits` : `; fewer or smaller ${noun}s would fit`;
    const long = outline === "circle" ? "across" : axis === "u" ? "long" : "wide";
    const tooLong = span > extent ? `span ${lengthText(span)}` : `need ${lengthText(span + 2 * reach[axis])} with their own size`;
    throw new Refused(
      `${titled(countInWords(count))} ${noun}s ${lengthText(Math.abs(pitch))} apart ${tooLong} and the ${body} is ${lengthText(extent)} ${long}${fits}.`,
      "impossible",
    );
  }
}

/** Each place against the outline of the face. */
function lintEdgesOf({ feature, places, face, reach, noun, body, outline, inner }: Cut): void {
  for (const [x, y] of places) {
    if (outline === "circle") {
      const distance = Math.hypot(x, y);
      const radius = Math.max(reach.u, reach.v);
      if (distance + radius > face.u / 2 + 1e-9) {
        const best = face.u - 4 * radius;
        throw new Refused(
          `A ${lengthText(2 * radius)} ${noun} ${lengthText(distance)} from the middle comes out of the ${lengthText(face.u)} ${body}; ${best > 0 ? `a ${lengthText(best)} circle (${lengthText(best / 2)} from the middle) fits` : "a smaller one fits"}.`,
          "impossible",
        );
      }
      if (feature.pattern?.kind === "circle" && inner > 0 && distance - radius < inner / 2 - 1e-9) {
        throw new Refused(
          `A ${lengthText(2 * radius)} ${noun} on a ${lengthText(2 * distance)} circle runs into the ${lengthText(inner)} opening; a circle of ${lengthText((inner + face.u) / 2)} lies in the middle of the wall.`,
          "impossible",
        );
      }
      continue;
    }
    if (outline !== "rectangle") continue;
    for (const [axis, at] of [
      ["u", x],
      ["v", y],
    ] as const) {
      const margin = face[axis] / 2 - Math.abs(at);
      if (margin >= reach[axis] - 1e-9) continue;
      const away = margin >= 0 ? `${lengthText(margin)} from the edge` : `${lengthText(-margin)} outside`;
      throw new Refused(
        `A ${lengthText(2 * reach[axis])} ${noun} with its middle ${away} breaks out of the ${lengthText(face[axis])} ${body}; ${lengthText(reach[axis] + wallOf(face[axis]))} from the edge leaves ${lengthText(wallOf(face[axis]))} of wall.`,
        "impossible",
      );
    }
  }
}

function lintDepth({ depth, face, noun, body }: Cut): void {
  if (depth === undefined || depth < face.depth - 1e-9) return;
  throw new Refused(
    `A ${noun} ${lengthText(depth)} deep goes through the ${lengthText(face.depth)} ${body}; up to ${lengthText(face.depth - wallOf(face.depth))} leaves a floor of ${lengthText(wallOf(face.depth))}, or ask for a through ${noun}.`,
    "impossible",
  );
}

/** Copies of one cut against each other. */
function lintNeighbours({ places, reach, noun, round }: Cut): void {
  if (places.length < 2 || places.length > 600) return;
  for (const [index, [x, y]] of places.entries()) {
    for (const [otherX, otherY] of places.slice(index + 1)) {
      const [du, dv] = [Math.abs(x - otherX), Math.abs(y - otherY)];
      const clear = round ? Math.hypot(du, dv) >= 2 * reach.u - 1e-9 : du >= 2 * reach.u - 1e-9 || dv >= 2 * reach.v - 1e-9;
      if (clear) continue;
      throw new Refused(
        `${titled(noun)}s of ${lengthText(2 * reach.u)} that stand ${lengthText(Math.hypot(du, dv))} apart run into each other; from ${lengthText(Math.ceil(2 * reach.u + 2))} apart they keep a wall.`,
        "impossible",
      );
    }
  }
}

/** Two round cuts of one face that overlap without being coaxial. */
function lintPair(one: Cut, other: Cut): void {
  if (one.side !== other.side || !one.round || !other.round) return;
  for (const [x, y] of one.places) {
    for (const [otherX, otherY] of other.places) {
      const distance = Math.hypot(x - otherX, y - otherY);
      if (distance < 1e-6 || distance >= one.reach.u + other.reach.u - 1e-9) continue;
      throw new Refused(
        `The ${lengthText(2 * other.reach.u)} ${other.noun} stands ${lengthText(distance)} from the ${lengthText(2 * one.reach.u)} ${one.noun} and would run into it; they need ${numberText(one.reach.u + other.reach.u)} mm and a wall between their middles.`,
        "impossible",
      );
    }
  }
}
