import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import type { Selector, SelectorPredicates } from "@/lib/contract/plan";
import { box, feature, TOP } from "../spec-part";
import { PartModel } from "./part-model";
import { selectEdges, selectFaces } from "./resolve-selector";

/** A plate 60 x 40 x 10 with a boss Ø10 x 5 at (−15, 0), a pocket 12 x 8 x 4 at (10, 0) and a through hole Ø5 at (22, 12). */
let kernel: Kernel;
let part: PartShape;

beforeAll(async () => {
  kernel = await specKernel();
  part = await runSteps(kernel, [
    box(60, 40, 10),
    feature("pocket", { feature: "p1", on: TOP, profile: { shape: "rectangle", w: 12, h: 8 }, depth: 4, at: [[10, 0]] }),
    feature("hole", { feature: "h1", on: TOP, d: 5, at: [[22, 12]] }),
    feature("boss", { feature: "b1", on: TOP, d: 10, h: 5, at: [[-15, 0]] }),
  ]);
});
afterAll(() => freePart(part));

function faces(selector: Omit<Selector, "kind">): string[] {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    return selectFaces(model, { kind: "face", ...selector })
      .map((index) => model.nameOf(index))
      .toSorted();
  });
}

function edges(where: SelectorPredicates, rest: Partial<Selector> = {}): number {
  return kernel.scope((own) => selectEdges(new PartModel(kernel, own, part), { kind: "edge", where, ...rest }).length);
}

const VERTICAL: [number, number, number] = [0, 0, 1];
const face = (name: string): Selector => ({ kind: "face", name });

describe("a selector of faces", () => {
  it("finds a face by its name, an instance by its number and all instances without it", () => {
    expect(faces({ name: "base/top" })).toEqual(["base/top"]);
    expect(faces({ name: "h1[1]/wall" })).toEqual(["h1[1]/wall"]);
    expect(faces({ name: "h1/wall" })).toEqual(["h1[1]/wall"]);
  });

  it.each<[SelectorPredicates, string[]]>([
    [{ at: "top" }, ["b1[1]/top"]],
    [{ at: "bottom" }, ["base/bottom"]],
    [{ at: "left" }, ["base/-x"]],
    [{ normal: [0, 0, 1] }, ["b1[1]/top", "base/top", "p1[1]/floor"]],
    [{ type: "cylinder" }, ["b1[1]/wall", "h1[1]/wall"]],
    [{ type: "cylinder", concave: true }, ["h1[1]/wall"]],
    [{ type: "cylinder", convex: true }, ["b1[1]/wall"]],
    [{ radius: 2.5 }, ["h1[1]/wall"]],
    [{ largest: true }, ["base/bottom"]],
    [{ parallel: [0, 1, 0], outer: true }, ["base/+y", "base/-y"]],
    [{ inner: true }, ["h1[1]/wall", "p1[1]/floor", "p1[1]/wall[1]", "p1[1]/wall[2]", "p1[1]/wall[3]", "p1[1]/wall[4]"]],
    [{ normal: [0, 0, 1], near: [10, 0, 6.5] }, ["p1[1]/floor"]],
  ])("understands %j", (where, expected) => {
    expect(faces({ where })).toEqual(expected);
  });

  it("keeps to what one feature made", () => {
    expect(faces({ of: "b1" })).toEqual(["b1[1]/top", "b1[1]/wall"]);
    expect(faces({ of: "p1", where: { type: "plane", normal: [0, 0, 1] } })).toEqual(["p1[1]/floor"]);
    expect(faces({ of: "p1", where: { at: "top" } })).toEqual(["p1[1]/floor"]);
  });

  it("joins selectors with any", () => {
    expect(faces({ any: [face("base/top"), face("base/bottom"), face("base/top")] })).toEqual(["base/bottom", "base/top"]);
  });

  it("names both numbers when the count is wrong", () => {
    expect(() => faces({ where: { normal: [0, 0, 1] }, count: 1 })).toThrow(/asks for 1 face and finds 3: .*base\/top/);
  });

  it("says which faces there are when none matches", () => {
    expect(() => faces({ name: "base/lid" })).toThrow(/No face matches "base\/lid".*base\/top/);
  });

  it("falls back to the fingerprint when the name and what it became are gone", () => {
    const print = { type: "cylinder" as const, center: [22, 12, 5] as [number, number, number], area: Math.PI * 5 * 10, radius: 2.5 };
    expect(faces({ name: "gone/wall", print })).toEqual(["h1[1]/wall"]);
  });

  it("does not choose between two faces that fit a fingerprint equally well", () => {
    const print = { type: "plane" as const, center: [0, 0, 5] as [number, number, number], area: 400 };
    expect(() => faces({ name: "gone/side", print })).toThrow("equally well");
  });
});

describe("a selector of edges", () => {
  it("counts the plate's edges without the seams of its cylinders", () => {
    // 12 of the plate, 8 + 4 of the pocket, 2 rims of the hole, rim and foot of the boss.
    expect(edges({})).toBe(12 + 12 + 2 + 2);
  });

  it.each<[string, SelectorPredicates, number]>([
    ["vertical", { parallel: VERTICAL }, 8],
    ["vertical outer", { parallel: VERTICAL, outer: true }, 4],
    ["vertical inner", { parallel: VERTICAL, inner: true }, 4],
    ["vertical concave", { parallel: VERTICAL, concave: true }, 4],
    ["vertical convex", { parallel: VERTICAL, convex: true }, 4],
    ["round", { type: "circle" }, 4],
    ["round of radius 2.5", { radius: 2.5 }, 2],
    ["topmost", { at: "top" }, 1],
    ["bottom", { at: "bottom" }, 5],
    ["bottom outer", { at: "bottom", outer: true }, 4],
    ["12 mm long", { length: 12 }, 4],
    ["lying along X", { parallel: [1, 0, 0] }, 8],
    ["across Z", { perpendicular: VERTICAL }, 8 + 8 + 4],
    ["at the foot of the boss", { type: "circle", concave: true }, 1],
    ["around the bottom", { boundary_of: face("base/bottom") }, 5],
    ["between top and right", { between: [face("base/top"), face("base/+x")] }, 1],
    ["longest", { largest: true }, 4],
  ])("finds the %s edges", (_, where, count) => {
    expect(edges(where)).toBe(count);
  });

  it("finds the edges around a named face and those of a feature", () => {
    expect(edges({}, { name: "p1[1]/floor" })).toBe(4);
    expect(edges({}, { of: "p1" })).toBe(12);
    expect(edges({ at: "top" }, { of: "p1" })).toBe(4);
    expect(edges({ at: "top" }, { of: "b1" })).toBe(1);
  });

  it("finds the nearest of several", () => {
    expect(edges({ parallel: VERTICAL, near: [30, 20, 5] })).toBe(1);
  });

  it("names both numbers when the count is wrong", () => {
    expect(() => edges({ parallel: VERTICAL, convex: true }, { count: 6 })).toThrow(/asks for 6 edges and finds 4: base\/-x\|base\/-y, /);
  });
});
