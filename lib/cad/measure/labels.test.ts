import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelFaces, type UnlabelledFace } from "./labels";

const plane = (name: string, area: number, center: [number, number, number], more: Partial<UnlabelledFace> = {}): UnlabelledFace => ({
  name,
  type: "plane",
  area,
  center,
  normal: [0, 0, 1],
  ...more,
});
const labelsOf = (labelled: { faces: { name: string; label: string }[] }) =>
  Object.fromEntries(labelled.faces.map(({ name, label }) => [name, label]));

describe("labelFaces", () => {
  it("numbers a new part by area, largest first, ties by place", () => {
    const first = labelFaces([plane("c", 1, [5, 0, 0]), plane("a", 9, [0, 0, 0]), plane("b", 1, [-5, 0, 0])]);
    expect(labelsOf(first)).toEqual({ a: "Face 1", b: "Face 2", c: "Face 3" });
    expect(first.lastLabel).toBe(3);
  });

  it("keeps a face's number when it moves, grows or another becomes larger", () => {
    const before = labelFaces([plane("top", 9, [0, 0, 5]), plane("bottom", 4, [0, 0, 0])]);
    const after = labelFaces([plane("top", 1, [0, 0, 50]), plane("bottom", 40, [0, 0, 0])], before);
    expect(labelsOf(after)).toEqual({ top: "Face 1", bottom: "Face 2" });
  });

  it("never gives the number of a face that is gone to another", () => {
    const before = labelFaces([plane("top", 9, [0, 0, 5]), plane("wall", 4, [0, 0, 0])]);
    const without = labelFaces([plane("top", 9, [0, 0, 5])], before);
    const after = labelFaces([plane("top", 9, [0, 0, 5]), plane("other", 4, [70, 0, 0])], without);
    expect(labelsOf(after)).toEqual({ top: "Face 1", other: "Face 3" });
    expect(after.lastLabel).toBe(3);
  });

  it("follows faces that merge, and gives the number back when they come apart", () => {
    const before = labelFaces([plane("base/top", 9, [0, 0, 5]), plane("rib/top", 4, [10, 0, 5])]);
    const merged = labelFaces([plane("base/top", 13, [3, 0, 5], { aliases: ["rib/top"] })], before);
    expect(labelsOf(merged)).toEqual({ "base/top": "Face 1" });
    const renamed = labelFaces([plane("rib/top", 13, [3, 0, 5])], merged);
    expect(labelsOf(renamed)).toEqual({ "rib/top": "Face 1" });
  });

  it("leaves the number of a split face with its largest piece", () => {
    const before = labelFaces([plane("base/top", 9, [0, 0, 5])]);
    const split = labelFaces([plane("base/top#1", 2, [-4, 0, 5]), plane("base/top#2", 6, [2, 0, 5])], before);
    expect(labelsOf(split)).toEqual({ "base/top#2": "Face 1", "base/top#1": "Face 2" });
  });

  it("knows a face without its name by its print, and does not guess between two alike", () => {
    const before = labelFaces([plane("old", 100, [0, 0, 5])]);
    expect(labelsOf(labelFaces([plane("new", 100, [0.1, 0, 5])], before))).toEqual({ new: "Face 1" });
    const twins = labelFaces([plane("left", 100, [-0.1, 0, 5]), plane("right", 100, [0.1, 0, 5])], before);
    expect(Object.values(labelsOf(twins)).sort()).toEqual(["Face 2", "Face 3"]);
    const turned = labelFaces([plane("new", 100, [0, 0, 5], { normal: [0, 1, 0] })], before);
    expect(labelsOf(turned)).toEqual({ new: "Face 2" });
    const bore = { type: "cylinder" as const, normal: undefined, axis: [0, 0, 1] as [number, number, number] };
    const drilled = labelFaces([plane("h1/wall", 100, [0, 0, 5], { ...bore, radius: 3 })]);
    expect(labelsOf(labelFaces([plane("h2/wall", 100, [0, 0, 5], { ...bore, radius: 4 })], drilled))).toEqual({ "h2/wall": "Face 2" });
  });

  const faces = fc.uniqueArray(
    fc
      .record({
        name: fc.constantFrom("a", "b", "c", "d", "e", "f#1", "f#2", "f", "g", "h"),
        area: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
        center: fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })),
      })
      .map(({ name, area, center }) => plane(name, area, center)),
    { selector: ({ name }) => name },
  );

  it("gives each face one number of its own, none below one, none twice, through any history", () => {
    fc.assert(
      fc.property(fc.array(faces, { minLength: 1, maxLength: 6 }), (revisions) => {
        let history: ReturnType<typeof labelFaces> | undefined;
        for (const revision of revisions) {
          const next = labelFaces(revision, history);
          expect(next.faces).toHaveLength(revision.length);
          expect(new Set(next.faces.map(({ label }) => label)).size).toBe(revision.length);
          expect(next.lastLabel).toBeGreaterThanOrEqual(history?.lastLabel ?? 0);
          for (const { label } of next.faces) expect(Number(label.slice(5))).toBeLessThanOrEqual(next.lastLabel);
          const known = new Map(history?.faces.map(({ name, label }) => [name, label]));
          for (const { name, label } of next.faces) if (known.has(name)) expect(label).toBe(known.get(name));
          history = next;
        }
      }),
    );
  });

  it("does not depend on the order in which faces come", () => {
    fc.assert(
      fc.property(faces, fc.func(fc.integer()), (revision, rank) => {
        const shuffled = [...revision].sort((a, b) => rank(a.name) - rank(b.name));
        expect(labelsOf(labelFaces(shuffled))).toEqual(labelsOf(labelFaces(revision)));
      }),
    );
  });
});
