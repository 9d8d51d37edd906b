import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { comparePoints } from "@/lib/cad/kernel/vector";
import type { FaceRecord } from "@/lib/contract/geometry";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";
import { type ChainFeature, EditChain, type Revision, sameFace, stemsOf } from "./spec-edit-chain";

const SEED = 20_261;
const named = (name: string) => ({ kind: "face", name });
const between = (a: string, b: string) => ({ kind: "edge", where: { between: [named(a), named(b)] } });

/** Centres of a grid of cells 10 mm apart on a block of 80 x 60. */
const cell = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 })).map(([i, j]) => [10 * i, 10 * j]);
const size = (min: number, max: number) => fc.integer({ min: min * 4, max: max * 4 }).map((quarter) => quarter / 4);
const onTop = { on: named("base/top"), origin: "world" };
const CORNERS = [
  ["base/+x", "base/+y"],
  ["base/-x", "base/+y"],
  ["base/-x", "base/-y"],
  ["base/+x", "base/-y"],
] satisfies [string, string][];

/** Features and how likely each is, by weight; each takes place on the base's own faces. */
const FEATURE: fc.Arbitrary<Omit<ChainFeature, "id">> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at: cell, d: size(2, 7) }).map(({ at, d }) => ({ op: "hole", params: { ...onTop, at: [at], d } })) },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: fc.uniqueArray(cell, { minLength: 2, maxLength: 4, selector: String }), d: size(2, 5), depth: size(2, 12) })
      .map(({ at, d, depth }) => ({ op: "hole", params: { ...onTop, at, d, depth } })),
  },
  {
    weight: 3,
    arbitrary: fc.record({ at: cell, w: size(3, 18), h: size(3, 9), depth: size(1, 8) }).map(({ at, w, h, depth }) => ({
      op: "pocket",
      params: { ...onTop, at: [at], profile: { shape: "rectangle", w, h }, depth },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ at: cell, d: size(2, 9), h: size(1, 6) })
      .map(({ at, d, h }) => ({ op: "boss", params: { ...onTop, at: [at], d, h } })),
  },
  // Across the whole top: it splits the face, and every hole that it meets.
  {
    weight: 2,
    arbitrary: fc.record({ v: fc.integer({ min: -2, max: 2 }), angle: fc.constantFrom(0, 90), w: size(1, 4) }).map(({ v, angle, w }) => ({
      op: "channel",
      params: { ...onTop, kind: "v", w, angle, at: [angle === 0 ? [0, 10 * v + 5] : [10 * v + 5, 0]] },
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ side: fc.constantFrom<[string, string]>(...CORNERS), r: size(1, 4) })
      .map(({ side: [a, b], r }) => ({ op: "fillet", params: { edges: between(a, b), r } })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ side: fc.constantFrom("base/+x", "base/-x", "base/+y", "base/-y"), c: size(0.5, 1) }).map(({ side, c }) => ({
      op: "chamfer",
      params: { edges: between("base/bottom", side), c },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ d: size(1, 5), face: fc.constantFrom("base/+x", "base/+y") })
      .map(({ d, face }) => ({ op: "move_face", params: { faces: named(face), d } })),
  },
  { weight: 1, arbitrary: size(1, 2).map((t) => ({ op: "shell", params: { t, open: named("base/bottom") } })) },
);

type Edit = { kind: "add"; feature: Omit<ChainFeature, "id"> } | { kind: "resize" | "suppress" | "remove" | "undo" | "skip"; pick: number };
const EDIT: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 12, arbitrary: FEATURE.map((feature) => ({ kind: "add" as const, feature })) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("resize", "suppress", "suppress", "remove", "undo", "skip" as const),
      pick: fc.nat(1_000),
    }) as fc.Arbitrary<Edit>,
  },
);

const BASE: ChainFeature = { id: "base", op: "box", params: { x: 80, y: 60, z: 20 } };

/** The features after an edit; null where it changes nothing. */
function edited(chain: EditChain, edit: Edit, number: number): readonly ChainFeature[] | null {
  const { features } = chain.head;
  if (edit.kind === "add") return [...features, { id: `f${number}`, ...edit.feature }];
  if (edit.kind === "undo") return chain.revisions.at(-2)?.features ?? null;
  if (edit.kind === "resize") {
    // The base's own sizes change: everything after it is built anew.
    const grown = { x: 80 + (edit.pick % 7), y: 60 + (edit.pick % 5), z: 20 + (edit.pick % 3) };
    return features.map((feature) => (feature.id === "base" ? { ...feature, params: grown } : feature));
  }
  const later = features.slice(1);
  const target = later[edit.pick % Math.max(1, later.length)];
  if (!target) return null;
  if (edit.kind === "remove") return features.filter((feature) => feature !== target);
  if (edit.kind === "suppress")
    return features.map((feature) => (feature === target ? { ...feature, suppressed: !feature.suppressed } : feature));
  const { at } = target.params;
  if (!Array.isArray(at) || at.length < 2) return null;
  const skipped = at.map((place, index) => (index === edit.pick % at.length ? null : place));
  return skipped.every((place) => place === null)
    ? null
    : features.map((feature) => (feature === target ? { ...target, params: { ...target.params, at: skipped } } : feature));
}

async function grow(edits: readonly Edit[], afterEach: (chain: EditChain, before: Revision, after: Revision) => void): Promise<EditChain> {
  const chain = new EditChain(await specKernel());
  await chain.commit([BASE]);
  for (const [number, edit] of edits.entries()) {
    const before = chain.head;
    const next = edited(chain, edit, number + 1);
    if (!next) continue;
    try {
      await chain.commit(next);
    } catch (error) {
      // What does not fit is refused, and the part stays as it was.
      if (error instanceof KernelError) continue;
      throw error;
    }
    afterEach(chain, before, chain.head);
  }
  return chain;
}

/** No two faces share a name or a label. */
function assertUnique({ faces }: Revision): void {
  expect(new Set(faces.map(({ name }) => name)).size).toBe(faces.length);
  expect(new Set(faces.map(({ label }) => label)).size).toBe(faces.length);
}

/** The pieces into which the newest feature has split a face are numbered by place; those that it did not touch keep their numbers. */
function assertPiecesOrdered(before: Revision, after: Revision): void {
  if (after.features.length !== before.features.length + 1) return;
  const known = new Set(before.faces.map(({ name }) => name));
  const wholeOf = (name: string) => name.replace(/#\d+$/, "");
  const pieces = after.faces.filter(({ name }) => name.includes("#") && !known.has(name) && known.has(wholeOf(name)));
  for (const whole of new Set(pieces.map(({ name }) => wholeOf(name)))) {
    const siblings = pieces.filter(({ name }) => wholeOf(name) === whole).toSorted((a, b) => comparePoints(a.center, b.center));
    expect(siblings.map(({ name }) => name)).toEqual(siblings.map((_, index) => `${whole}#${index + 1}`));
  }
}

const related = (a: FaceRecord, b: FaceRecord) => stemsOf(a).some((stem) => stemsOf(b).includes(stem));

/** A face that nothing has touched keeps its name and its label. */
function assertKept(before: Revision, after: Revision): void {
  for (const face of before.faces) {
    const same = after.faces.find((candidate) => sameFace(face, candidate));
    if (!same) continue;
    expect(same.label, `${face.name} → ${same.name}`).toBe(face.label);
    expect(related(face, same), `${face.name} → ${same.name}`).toBe(true);
  }
}

const ALL_CHAINS = { numRuns: 4, seed: SEED, endOnFailure: true };

describe("faces through long chains of edits", () => {
  it("keep their names and labels, which no other face ever gets", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(EDIT, { minLength: 25, maxLength: 40 }), async (edits) => {
        const bearers = new Map<string, { stems: Set<string>; last: FaceRecord }>();
        const chain = await grow(edits, (_, before, after) => {
          assertUnique(after);
          assertPiecesOrdered(before, after);
          assertKept(before, after);
          for (const face of after.faces) {
            const known = bearers.get(face.label);
            const stems = stemsOf(face);
            // The same face, or what a feature has put exactly in its place.
            const rightly = !known || stems.some((stem) => known.stems.has(stem)) || sameFace(known.last, face);
            expect(rightly, `${face.label}: ${known?.last.name} → ${face.name}`).toBe(true);
            bearers.set(face.label, { stems: new Set([...(known?.stems ?? []), ...stems]), last: face });
          }
        });
        try {
          expect(chain.revisions.length).toBeGreaterThan(10);
          await assertReplayed(chain);
        } finally {
          chain.free();
        }
      }),
      ALL_CHAINS,
    );
  });

  /** From nothing the same features give the same faces, in whatever order, and each name selects its face. */
  async function assertReplayed(chain: EditChain): Promise<void> {
    const { features, faces, part } = chain.head;
    const again = await chain.fromScratch(features);
    expect(again.map(({ name }) => name).toSorted()).toEqual(faces.map(({ name }) => name).toSorted());
    for (const face of again)
      expect(
        faces.filter(({ name }) => name === face.name).every((same) => sameFace(same, face)),
        face.name,
      ).toBe(true);
    const kernel = await specKernel();
    kernel.scope((own) => {
      const model = new PartModel(kernel, own, part);
      for (const [index, { name, aliases = [] }] of faces.entries()) {
        expect(selectFaces(model, { kind: "face", name }), name).toEqual([index]);
        for (const alias of aliases) expect(selectFaces(model, { kind: "face", name: alias }).length, alias).toBeGreaterThan(0);
      }
    });
  }

  it("come back with name and label after an edit is undone, and after a feature was suppressed for a while", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(FEATURE, { minLength: 8, maxLength: 12 }), fc.nat(1_000), async (features, pick) => {
        const chain = await grow(
          features.map((feature) => ({ kind: "add", feature })),
          () => undefined,
        );
        try {
          const { head } = chain;
          const table = (faces: readonly FaceRecord[]) => faces.map(({ name, label }) => `${label} ${name}`).toSorted();
          const target = head.features[1 + (pick % Math.max(1, head.features.length - 1))];
          const without = head.features.map((feature) => (feature === target ? { ...feature, suppressed: true } : feature));
          try {
            await chain.commit(without);
          } catch (error) {
            // Others stand on it.
            if (error instanceof KernelError) return;
            throw error;
          }
          const back = await chain.commit(head.features);
          expect(table(back.faces)).toEqual(table(head.faces));
        } finally {
          chain.free();
        }
      }),
      { ...ALL_CHAINS, numRuns: 6 },
    );
  });
});
