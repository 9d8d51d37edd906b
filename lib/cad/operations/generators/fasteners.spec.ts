import { describe, expect, it } from "vitest";
import { body, build } from "../spec-part";
import { expectBody, expectRefusal } from "./spec-generator";

const { PI, sqrt } = Math;
/** Area of a hexagon by its width across flats. */
const hex = (af: number) => (sqrt(3) / 2) * af ** 2;
const disc = (d: number) => (PI / 4) * d ** 2;
const M6 = { d: 6, pitch: 1 };

/** Volume below a button head: a cap of a sphere between radius r/2 and r over `height`. */
function domeVolume(r: number, height: number): number {
  return ((PI * height) / 6) * (3 * (r / 2) ** 2 + 3 * r ** 2 + height ** 2);
}

const FASTENERS: [string, Record<string, unknown>, number, [number, number, number]][] = [
  ["bolt", { ...M6, length: 20, head: "hex", head_size: 10, head_h: 4 }, hex(10) * 4 + disc(6) * 20, [20 / sqrt(3), 10, 24]],
  [
    "bolt",
    { ...M6, length: 20, head: "socket", head_size: 10, head_h: 6, socket: 5, socket_depth: 3, thread_length: 12 },
    disc(10) * 6 - hex(5) * 3 + disc(6) * 20,
    [10, 10, 26],
  ],
  [
    "bolt",
    { ...M6, length: 12, head: "button", head_size: 10.5, head_h: 3.3, socket: 4, socket_depth: 2 },
    domeVolume(5.25, 3.3) - hex(4) * 2 + disc(6) * 12,
    [10.5, 10.5, 15.3],
  ],
  [
    "bolt",
    { ...M6, length: 20, head: "countersunk", head_size: 13.44, socket: 4, socket_depth: 2 },
    ((PI * 3.72) / 3) * (6.72 ** 2 + 6.72 * 3 + 9) - hex(4) * 2 + disc(6) * 16.28,
    [13.44, 13.44, 20],
  ],
  ["nut", { ...M6, af: 10, h: 5.2 }, (hex(10) - disc(6 - 1.25 * (sqrt(3) / 2))) * 5.2, [20 / sqrt(3), 10, 5.2]],
  ["washer", { id: 6.4, od: 12, h: 1.6 }, (disc(12) - disc(6.4)) * 1.6, [12, 12, 1.6]],
  ["spacer", { od: 8, h: 15, hole_d: 4.5 }, (disc(8) - disc(4.5)) * 15, [8, 8, 15]],
  ["spacer", { shape: "hex", od: 5.5, h: 15, hole_d: 2.5, hole_depth: 6 }, hex(5.5) * 15 - 2 * disc(2.5) * 6, [11 / sqrt(3), 5.5, 15]],
  [
    "spacer",
    { shape: "hex", od: 5.5, h: 10, hole_d: 2.5, hole_depth: 7, stud_d: 3, stud_length: 6 },
    hex(5.5) * 10 - disc(2.5) * 7 + disc(3) * 6,
    [11 / sqrt(3), 5.5, 16],
  ],
];

describe("a fastener", () => {
  it.each(FASTENERS)("part.%s %j has the volume of its formula and its size", (operation, params, volume, size) =>
    expectBody(operation, params, { volume, size }),
  );

  it("has a modelled thread whose core and ridge are those of the rod", async () => {
    const modelled = { ...M6, mode: "modelled" };
    const rod = await build(body("threaded_rod", { ...modelled, length: 2 }));
    const bolt = await build(body("bolt", { ...modelled, length: 3, thread_length: 2, head: "hex", head_size: 10, head_h: 4 }));
    expect(bolt.valid).toBe(true);
    expect(Math.abs(bolt.volume / (hex(10) * 4 + disc(6) + rod.volume) - 1)).toBeLessThan(1e-6);
    const nut = await build(body("nut", { ...modelled, af: 10, h: 2 }));
    expect(nut.valid).toBe(true);
    expect(Math.abs(nut.volume / (hex(10) * 2 - rod.volume) - 1)).toBeLessThan(1e-6);
  });

  it.each([
    ["bolt", { ...M6, length: 20, head: "hex", head_size: 10 }, "head_h is missing"],
    ["bolt", { ...M6, length: 20, head: "hex", head_size: 6, head_h: 4 }, "head_size is 6 and must be more than 6"],
    ["bolt", { ...M6, length: 20, head: "socket", head_size: 10, head_h: 6, thread_length: 30 }, "thread_length is 30"],
    ["bolt", { ...M6, length: 2, head: "countersunk", head_size: 12 }, "length is 2 and must be more than 3"],
    ["nut", { ...M6, af: 5, h: 4 }, "af is 5"],
    ["washer", { id: 12, od: 12, h: 1 }, "id is 12 and must be less than 12"],
    ["spacer", { od: 8, h: 10, hole_d: 4, hole_depth: 5 }, "the two holes meet"],
  ])("part.%s %j is refused", expectRefusal);
});
