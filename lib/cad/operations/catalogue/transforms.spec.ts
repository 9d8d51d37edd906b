import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { isValid, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import { build, builtFrom, EXACT, lastValue, step } from "../spec-part";
import {
  determinantOf,
  IDENTITY,
  type Matrix,
  product,
  rotationMatrix,
  scaleMatrix,
  transformed,
  translationMatrix,
} from "./transform-matrices";

/** From the origin along X, Y and Z, so that every turn and mirror shows in its lowest corner. */
const CORNER = step("occt.shapes.solid.createBoxFromCorner", { width: 1, height: 2, length: 3 });
const close = (vector: readonly number[], digits = 6) => vector.map((at) => expect.closeTo(at, digits));

type Case = [id: string, params: Record<string, unknown>, lowest: Vec3, volume?: number];

const ON_ONE: Case[] = [
  ["occt.transforms.translate", { translation: [1, 2, 3] }, [1, 2, 3]],
  ["occt.transforms.rotate", { angle: 90 }, [-2, 0, 0]],
  ["occt.transforms.rotate", { axis: [0, 1, 0], angle: 90 }, [0, 0, -1]],
  ["occt.transforms.rotate", { axis: [0, 0, 5], angle: -450 }, [0, -1, 0]],
  ["occt.transforms.rotateAroundCenter", { angle: 90, center: [1, 0, 0] }, [-1, -1, 0]],
  ["occt.transforms.scale", { factor: 2 }, [0, 0, 0], 48],
  ["occt.transforms.scaleFromCenter", { factor: 3, center: [1, 2, 3] }, [-2, -4, -6], 6 * 27],
  ["occt.transforms.scaleFromCenter", { factor: -1 }, [-1, -2, -3]],
  ["occt.transforms.mirror", {}, [-1, -2, 0]],
  ["occt.transforms.mirror", { origin: [1, 0, 0], direction: [0, 1, 0] }, [1, 0, -3]],
  ["occt.transforms.mirrorAlongNormal", {}, [0, 0, -3]],
  ["occt.transforms.mirrorAlongNormal", { origin: [2, 0, 0], normal: [1, 0, 0] }, [3, 0, 0]],
  ["occt.transforms.mirrorAboutPoint", { point: [1, 1, 1] }, [1, 0, -1]],
  ["occt.transforms.rotateByQuaternion", { quaternion: [0, 0, 3, 3] }, [-2, 0, 0]],
  ["occt.transforms.align", { fromDirection: [0, 1, 0], toOrigin: [0, 5, 0], toDirection: [0, 1, 0] }, [0, 5, 0]],
  ["occt.transforms.alignAndTranslate", { center: [4, 5, 6], direction: [0, 1, 0] }, [4, 5, 6]],
  [
    "occt.transforms.alignNormAndAxis",
    { fromNorm: [0, 1, 0], fromAx: [1, 0, 0], toNorm: [1, 0, 0], toAx: [0, 1, 0], toOrigin: [0, 0, 0] },
    [0, 0, -3],
  ],
  [
    "occt.transforms.transform",
    { translation: [10, 0, 0], rotationAxis: [0, 0, 1], rotationAngle: 90, scaleFactor: 2 },
    [10 - 4, 0, 0],
    48,
  ],
  ["occt.transforms.transformByMatrix", { transformation: translationMatrix([1, 2, 3]) }, [1, 2, 3]],
  ["occt.transforms.transformByMatrix", { transformation: [translationMatrix([1, 0, 0]), rotationMatrix([0, 0, 1], 90)] }, [-2, 1, 0]],
  ["occt.transforms.scale3d", { scale: [2, 2, 2], center: [1, 2, 3] }, [-1, -2, -3], 48],
  ["occt.transforms.scale3d", { scale: [-1, 1, 1] }, [-1, 0, 0]],
];

describe("a transform of one shape", () => {
  it.each(ON_ONE)(
    "%s %j puts the box's lowest corner at %j and multiplies its volume by the determinant",
    async (id, params, lowest, volume = 6) => {
      const part = await build(CORNER, step(id, { shape: "$prev", ...params }));
      expect(part.valid).toBe(true);
      expect(part.box.min).toEqual(close(lowest));
      expect(Math.abs(part.volume / volume - 1)).toBeLessThan(EXACT);
    },
  );

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["occt.transforms.scaleFromCenter", { factor: 0 }, /scale is 0/],
    ["occt.transforms.scale3d", { scale: [1, 0, 1] }, /scale is 0/],
    ["occt.transforms.rotateByQuaternion", { quaternion: [0, 0, 0, 0] }, /quaternion is \[0, 0, 0, 0\]/],
    ["occt.transforms.rotateByQuaternion", { quaternion: [0, 0, 1] }, /must be 4 numbers/],
    ["occt.transforms.align", { fromDirection: [0, 0, 0] }, /fromDirection is the zero vector/],
    ["occt.transforms.alignNormAndAxis", { fromNorm: [1, 0, 0], fromAx: [2, 0, 0], toAx: [1, 0, 0] }, /fromAx is \[2, 0, 0\]/],
    ["occt.transforms.transformByMatrix", { transformation: [1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] }, /last row/],
  ])("%s %j is refused with what is allowed", async (id, params, message) => {
    await expect(build(CORNER, step(id, { shape: "$prev", ...params }))).rejects.toThrow(message);
  });

  it("occt.transforms.align carries the one axis onto the other, whatever they are", async () => {
    const params = { fromOrigin: [1, 0, 0], fromDirection: [0, 1, 0], toOrigin: [0, 7, 0], toDirection: [3, 0, 4] };
    const part = await build(
      step("occt.shapes.solid.createCylinder", { center: [1, 0, 0], radius: 1, height: 5 }),
      step("occt.transforms.align", { shape: "$prev", ...params }),
    );
    // Half of the cylinder's height along the unit vector (0.6, 0, 0.8).
    expect(part.center).toEqual(close([2.5 * 0.6, 7, 2.5 * 0.8]));
  });
});

describe("an uneven transform", () => {
  const exchange = loadExchangeKernel();
  const context = { exchange: () => exchange, addFile: () => undefined, warn: () => undefined };

  it.each<[string, Record<string, unknown>, number]>([
    ["occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 }, 6],
    ["occt.shapes.solid.createCylinder", { radius: 2, height: 3 }, 12 * Math.PI],
    ["occt.shapes.solid.createSphere", { radius: 2 }, (32 / 3) * Math.PI],
  ])('"occt.transforms.scale3d" multiplies the volume of %s %j by the product of its factors, exactly', async (id, params, volume) => {
    const kernel = await specKernel();
    const scaled = step("occt.transforms.scale3d", { shape: "$prev", scale: [2, 3, 0.5] });
    const part = await runSteps(kernel, [step(id, params), scaled], { context });
    expect(isValid(kernel, part.shape)).toBe(true);
    expect(Math.abs(volumeOf(kernel, part.shape) / (3 * volume) - 1)).toBeLessThan(1e-9);
    freePart(part);
  });

  it('"occt.transforms.scale3d" leaves its centre where it is', async () => {
    const scaled = step("occt.transforms.scale3d", { shape: "$prev", scale: [1, 4, 1], center: [0, 2, 0] });
    const { box } = await builtFrom([CORNER, scaled], { context });
    expect(box.min).toEqual(close([0, -6, 0], 5));
    expect(box.max).toEqual(close([1, 2, 3], 5));
  });

  it('"occt.transforms.transformByMatrix" shears without a change of volume', async () => {
    const shear = [1, 0, 0, 0, 0.5, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    const part = await builtFrom([CORNER, step("occt.transforms.transformByMatrix", { shape: "$prev", transformation: shear })], {
      context,
    });
    expect(part.volume).toBeCloseTo(6, 7);
    expect(part.box.size).toEqual(close([2, 2, 3], 5));
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["occt.transforms.scale3dShapes", { scales: [[1, 2, 1]], centers: [[0, 0, 0]] }, 24],
    ["occt.transforms.transformShapesByMatrix", { transformation: scaleMatrix([1, 2, 1]) }, 24],
  ])("%s does the same to each of several", async (id, params, volume) => {
    const both = step("occt.shapes.compound.makeCompound", { shapes: "$prev" });
    const part = await builtFrom([CORNER, step(id, { shapes: ["$ref:0", "$ref:0"], ...params }), both], { context });
    expect(part.volume).toBeCloseTo(volume, 7);
  });
});

describe("a transform of several shapes", () => {
  it.each<[string, Record<string, unknown>, Vec3, Vec3]>([
    [
      "occt.transforms.translateShapes",
      {
        translations: [
          [1, 0, 0],
          [0, 5, 0],
        ],
      },
      [0, 0, 0],
      [2, 7, 3],
    ],
    ["occt.transforms.rotateShapes", { axes: [[0, 0, 1]], angles: [90, 180] }, [-2, -2, 0], [0, 1, 3]],
    ["occt.transforms.rotateAroundCenterShapes", { angles: [180], centers: [[1, 0, 0]], axes: [[0, 0, 1]] }, [1, -2, 0], [2, 0, 3]],
    ["occt.transforms.scaleShapes", { factors: [2, 1] }, [0, 0, 0], [2, 4, 6]],
    ["occt.transforms.mirrorShapes", { origins: [[0, 0, 0]], directions: [[0, 0, 1]] }, [-1, -2, 0], [0, 0, 3]],
    [
      "occt.transforms.mirrorAlongNormalShapes",
      {
        origins: [[0, 0, 0]],
        normals: [
          [0, 0, 1],
          [0, 1, 0],
        ],
      },
      [0, -2, -3],
      [1, 2, 3],
    ],
    [
      "occt.transforms.alignShapes",
      {
        fromDirections: [[0, 1, 0]],
        toOrigins: [
          [0, 0, 0],
          [0, 4, 0],
        ],
      },
      [0, 0, 0],
      [1, 6, 3],
    ],
    [
      "occt.transforms.alignAndTranslateShapes",
      {
        centers: [
          [0, 0, 0],
          [9, 0, 0],
        ],
        directions: [[0, 1, 0]],
      },
      [0, 0, 0],
      [10, 2, 3],
    ],
    [
      "occt.transforms.transformShapes",
      { translations: [[0, 0, 1]], rotationAxes: [[0, 0, 1]], rotationAngles: [0, 90], scaleFactors: [1] },
      [-2, 0, 1],
      [1, 2, 4],
    ],
  ])("%s %j pairs lists with shapes, and a list of one goes for all", async (id, params, min, max) => {
    const shapes = ["$ref:0", "$ref:0"];
    const part = await build(CORNER, step(id, { shapes, ...params }), step("occt.shapes.compound.makeCompound", { shapes: "$prev" }));
    expect(part.solids).toBe(2);
    expect(part.box.min).toEqual(close(min));
    expect(part.box.max).toEqual(close(max));
  });

  it("refuses lists that don't pair", async () => {
    const params = {
      shapes: ["$ref:0", "$ref:0", "$ref:0"],
      translations: [
        [1, 0, 0],
        [0, 5, 0],
      ],
    };
    await expect(build(CORNER, step("occt.transforms.translateShapes", params))).rejects.toThrow(
      "translations holds 2 entries and must hold 1 or 3",
    );
  });
});

describe("a matrix", () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  const vector = fc.tuple(number, number, number);
  const matrixFrom = (id: string, params: Record<string, unknown>) => lastValue(step(id, params)) as Promise<Matrix>;

  it('"occt.transforms.composeTransform" moves a point as scaling, turning about Z, Y and X, and moving it one after the other do', async () => {
    await fc.assert(
      fc.asyncProperty(vector, vector, fc.double({ min: 0.1, max: 5, noNaN: true }), vector, async (translation, turns, scale, point) => {
        const rotation = turns.map((turn) => turn * 50) as Vec3;
        const matrix = await matrixFrom("occt.transforms.composeTransform", { translation, rotation, scale });
        let at = transformed(scaleMatrix([scale, scale, scale]), point);
        at = transformed(rotationMatrix([0, 0, 1], rotation[2]), at);
        at = transformed(rotationMatrix([0, 1, 0], rotation[1]), at);
        at = transformed(rotationMatrix([1, 0, 0], rotation[0]), at);
        expect(transformed(matrix, point)).toEqual(close(transformed(translationMatrix(translation), at), 9));
        expect(determinantOf(matrix) / scale ** 3).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("equals, applied to a box, the same transforms applied in sequence", async () => {
    const compose = step("occt.transforms.composeTransform", { translation: [1, 2, 3], rotation: [30, 0, 90], scale: 2 });
    const at = (transformation: string) => step("occt.transforms.transformByMatrix", { shape: "$ref:0", transformation });
    const once = await build(CORNER, compose, at("$prev"));
    const inTurn = await build(
      CORNER,
      step("occt.transforms.scale", { shape: "$prev", factor: 2 }),
      step("occt.transforms.rotate", { shape: "$prev", axis: [0, 0, 1], angle: 90 }),
      step("occt.transforms.rotate", { shape: "$prev", axis: [1, 0, 0], angle: 30 }),
      step("occt.transforms.translate", { shape: "$prev", translation: [1, 2, 3] }),
    );
    expect(once.box.min).toEqual(close(inTurn.box.min));
    expect(once.box.max).toEqual(close(inTurn.box.max));
    expect(once.center).toEqual(close(inTurn.center));
  });

  it.each<[string, Record<string, unknown>, Vec3, Vec3]>([
    ["occt.transforms.translationToMatrix", { translation: [1, 2, 3] }, [1, 1, 1], [2, 3, 4]],
    ["occt.transforms.rotationAxisAngleToMatrix", { axis: [0, 0, 2], angle: 90, center: [1, 0, 0] }, [2, 0, 5], [1, 1, 5]],
    ["occt.transforms.scaleUniformToMatrix", { factor: -2, center: [1, 1, 1] }, [2, 1, 1], [-1, 1, 1]],
    ["occt.transforms.mirrorPointToMatrix", { point: [1, 0, 0] }, [3, 4, 5], [-1, -4, -5]],
    ["occt.transforms.mirrorAxisToMatrix", { origin: [0, 1, 0], direction: [1, 0, 0] }, [3, 4, 5], [3, -2, -5]],
    ["occt.transforms.mirrorPlaneToMatrix", { origin: [0, 1, 0], normal: [0, 3, 0] }, [3, 4, 5], [3, -2, 5]],
    ["occt.transforms.quaternionToMatrix", { quaternion: [1, 1, 1, 1] }, [1, 2, 3], [3, 1, 2]],
    ["occt.transforms.identityTransform", {}, [3, 4, 5], [3, 4, 5]],
    [
      "occt.transforms.multiplyTransforms",
      { transformation: [translationMatrix([1, 0, 0]), rotationMatrix([0, 0, 1], 90)] },
      [1, 0, 0],
      [0, 2, 0],
    ],
  ])("%s %j carries %j to %j", async (id, params, from, to) => {
    expect(transformed(await matrixFrom(id, params), from)).toEqual(close(to, 12));
  });

  it('"occt.transforms.invertTransform" gives what undoes a matrix, and refuses one that can\'t be undone', async () => {
    await fc.assert(
      fc.asyncProperty(vector, vector, fc.double({ min: 1, max: 170, noNaN: true }), async (by, axis, angle) => {
        fc.pre(Math.hypot(...axis) > 0.1);
        const matrix = product(translationMatrix(by), product(rotationMatrix(axis, angle), scaleMatrix([2, 3, 0.5])));
        const back = await matrixFrom("occt.transforms.invertTransform", { transformation: matrix });
        expect(product(back, matrix)).toEqual(close(IDENTITY, 9));
      }),
      { numRuns: 20 },
    );
    await expect(matrixFrom("occt.transforms.invertTransform", { transformation: scaleMatrix([1, 0, 1]) })).rejects.toThrow("no inverse");
  });

  it('"occt.transforms.getShapeTransform" tells no move of a shape whose geometry was moved itself', async () => {
    const moved = step("occt.transforms.translate", { shape: "$prev", translation: [1, 2, 3] });
    expect(await lastValue(CORNER, moved, step("occt.transforms.getShapeTransform", { shape: "$prev" }))).toEqual({
      matrix: [...IDENTITY],
      translation: [0, 0, 0],
      quaternion: [0, 0, 0, 1],
      scale: 1,
    });
  });
});
