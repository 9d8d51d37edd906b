import { Group, Mesh, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { partModelOf } from "./part-model";
import { blockModel, blockScene } from "./plate.fixture";

describe("reading a part", () => {
  it("is back in millimetres, Z up, whatever the root transform", () => {
    const { bounds } = blockModel(50, 30, 10);
    const size = bounds.getSize(new Vector3());
    expect(size.x).toBeCloseTo(50, 4);
    expect(size.y).toBeCloseTo(30, 4);
    expect(size.z).toBeCloseTo(10, 4);
    expect(bounds.min.z).toBeCloseTo(0, 4);
  });

  it("knows every face by its label, with the box of its own triangles", () => {
    const { faces, triangles } = blockModel(50, 30, 10);
    expect([...faces.keys()]).toEqual(["Face 1", "Face 2", "Face 3", "Face 4", "Face 5", "Face 6"]);
    expect(triangles).toBe(12);
    const top = faces.get("Face 1");
    expect(top?.name).toBe("base/top");
    expect(top?.bounds.min.z).toBe(10);
    expect(top?.bounds.max.z).toBe(10);
  });

  it("takes the lines as edges of the same frame", () => {
    const { edges } = blockModel(50, 30, 10);
    const [set] = edges;
    const end = new Vector3(50 / 2, -30 / 2, 0);
    expect(edges).toHaveLength(1);
    expect(
      new Vector3()
        .fromArray(set?.positions ?? [], 3)
        .applyMatrix4(set?.matrix ?? new Group().matrix)
        .distanceTo(end),
    ).toBeLessThan(1e-3);
  });

  it("shows a mesh without face ranges, with nothing to select", () => {
    const scene = blockScene(1, 1, 1);
    scene.traverse((object) => {
      if (object instanceof Mesh) object.userData = {};
    });
    const model = partModelOf(scene);
    expect(model.bodies).toHaveLength(1);
    expect(model.faces.size).toBe(0);
  });

  it("drops ranges that reach beyond the index", () => {
    const scene = blockScene(1, 1, 1);
    scene.traverse((object) => {
      if (object instanceof Mesh && object.name === "Block") object.userData.faceRanges[5] = [30, 600];
    });
    expect(partModelOf(scene).faces.has("Face 6")).toBe(false);
  });

  it("refuses a file without triangles", () => {
    expect(() => partModelOf(new Group())).toThrow("no triangles");
  });
});
