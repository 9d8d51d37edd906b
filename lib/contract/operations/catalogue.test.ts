import { describe, expect, it } from "vitest";
import builtOperations from "./built-operations.json";
import { listOperations, schemaOf, stateOf, suggestOperations } from "./catalogue";

describe("the catalogue", () => {
  it("lists 903 operations besides our own, and says which can be run", () => {
    const catalogue = listOperations().filter(({ family }) => family === "catalogue");
    expect(catalogue).toHaveLength(903);
    expect(catalogue.filter(({ available }) => available).map(({ id }) => id)).toEqual(builtOperations);
    expect(
      listOperations()
        .filter(({ family }) => family === "part")
        .every(({ available, id }) => available && id.startsWith("part.")),
    ).toBe(true);
  });

  it("has a schema for every operation", () => {
    for (const { id } of listOperations()) expect(schemaOf(id), id).toBeDefined();
    expect(schemaOf("toString")).toBeUndefined();
    expect(stateOf("toString")).toBe("unknown");
  });

  it("fills in the documented defaults", () => {
    expect(schemaOf("occt.shapes.solid.createBox")?.parse({})).toEqual({
      width: 1,
      length: 2,
      height: 3,
      center: [0, 0, 0],
      originOnCenter: true,
    });
    expect(schemaOf("occt.shapes.solid.createCylinder")?.parse({ radius: 4 })).toMatchObject({
      height: 2,
      direction: [0, 1, 0],
      originOnCenter: false,
    });
  });

  it.each([
    ["occt.shapes.solid.createBox", { width: 0 }],
    ["occt.shapes.solid.createBox", { width: -1 }],
    ["occt.shapes.solid.createBox", { width: Number.NaN }],
    ["occt.shapes.solid.createBox", { width: Number.POSITIVE_INFINITY }],
    ["occt.shapes.solid.createBox", { width: "1" }],
    ["occt.shapes.solid.createBox", { depth: 1 }],
    ["occt.shapes.solid.createCylinder", { direction: [0, 0, 0] }],
    ["occt.shapes.wire.createNGonWire", { nrCorners: 2 }],
    ["occt.shapes.wire.createPolygonWire", {}],
    ["occt.booleans.union", { shapes: [] }],
    ["occt.booleans.union", { shapes: ["somewhere"] }],
  ])("%s refuses %j", (id, params) => {
    expect(schemaOf(id)?.safeParse(params).success).toBe(false);
  });

  it("accepts negative and large angles, which the slider's bounds would not", () => {
    expect(schemaOf("occt.transforms.rotate")?.safeParse({ shape: "$prev", angle: -450 }).success).toBe(true);
  });

  it("suggests what a misspelt id may have meant, the nearest first", () => {
    expect(suggestOperations("occt.shapes.solid.createBocks")[0]).toBe("occt.shapes.solid.createBox");
    expect(suggestOperations("createSphere")[0]).toBe("occt.shapes.solid.createSphere");
    expect(suggestOperations("xyzzy")).toEqual([]);
  });
});
