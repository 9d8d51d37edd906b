import type { TopoDS_Shape } from "opencascade.js";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { faceGeometries } from "@/lib/cad/measure/measure";
import { BRACKET_VOLUME_MM3, shapesFor } from "@/lib/cad/measure/spec-shapes";
import { type BodyMesh, meshBounds, meshVolume } from "./body-mesh";
import { tessellate } from "./tessellate";
import { openEdgeCount, weld, weldToleranceMm } from "./weld";

let kernel: Kernel;
let make: ReturnType<typeof shapesFor>;

beforeAll(async () => {
  kernel = await specKernel();
  make = shapesFor(kernel);
});

function only(shape: TopoDS_Shape, quality: "draft" | "normal" | "fine" = "normal"): BodyMesh {
  const [mesh, ...others] = tessellate(kernel, shape, quality);
  expect(others).toEqual([]);
  if (!mesh) throw new Error("no mesh");
  return mesh;
}

describe("tessellate", () => {
  it("closes every body and keeps its volume within the deflection", () => {
    const cases: [TopoDS_Shape, number][] = [
      [make.bracket(), BRACKET_VOLUME_MM3],
      [make.sphere([0, 0, 0], 10), (4 / 3) * Math.PI * 1000],
      [make.torus(20, 5), 2 * Math.PI ** 2 * 20 * 25],
      [make.cone([0, 0, 0], 5, 0, 12), (Math.PI * 25 * 12) / 3],
      [make.fillet(make.box([0, 0, 0], [40, 30, 20]), 4, () => true), Number.NaN],
    ];
    for (const [shape, volume] of cases) {
      const mesh = only(shape);
      const welded = weld(mesh.positions, mesh.indices, weldToleranceMm(50));
      expect(openEdgeCount(welded.indices)).toBe(0);
      // An inscribed polygon of 0.2 rad a side has 1 - 0.2²/6 of its circle: 0.7 %, twice for doubly curved faces.
      if (!Number.isNaN(volume)) expect(Math.abs(meshVolume(welded.positions, welded.indices) / volume - 1)).toBeLessThan(0.014);
    }
  });

  it("puts each triangle on the face that its range names, in explorer order", () => {
    const shape = make.bracket();
    const geometry = faceGeometries(kernel, shape);
    const mesh = only(shape);
    expect(mesh.faceRanges.map(({ faceIndex }) => faceIndex)).toEqual(geometry.map((_, index) => index));
    let next = 0;
    for (const { faceIndex, firstIndex, indexCount } of mesh.faceRanges) {
      expect(firstIndex).toBe(next);
      next += indexCount;
      const { normal, center } = geometry[faceIndex] ?? {};
      if (!normal || !center) continue;
      for (const vertex of mesh.indices.subarray(firstIndex, firstIndex + indexCount)) {
        const off = normal.reduce((sum, part, axis) => sum + part * ((mesh.positions[vertex * 3 + axis] ?? 0) - (center[axis] ?? 0)), 0);
        expect(Math.abs(off)).toBeLessThan(1e-5);
        expect([0, 1, 2].map((axis) => mesh.normals[vertex * 3 + axis])).toEqual(normal.map((part) => expect.closeTo(part, 5)));
      }
    }
    expect(next).toBe(mesh.indices.length);
  });

  it("gives unit normals everywhere, also at a cone's apex and a ball's poles", () => {
    for (const shape of [make.cone([0, 0, 0], 5, 0, 12), make.sphere([0, 0, 0], 10)]) {
      const { normals } = only(shape);
      for (let i = 0; i < normals.length; i += 3) {
        expect(Math.hypot(normals[i] ?? 0, normals[i + 1] ?? 0, normals[i + 2] ?? 0)).toBeCloseTo(1, 5);
      }
    }
  });

  it("meshes bodies apart and numbers their faces through", () => {
    const meshes = tessellate(kernel, make.compound(make.box([0, 0, 0], [1, 1, 1]), make.box([5, 0, 0], [1, 1, 1])), "draft");
    expect(meshes.map(({ faceRanges }) => faceRanges.map(({ faceIndex }) => faceIndex))).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11],
    ]);
    expect(meshBounds(meshes)).toEqual({ min: [0, 0, 0], max: [6, 1, 1] });
  });

  it("draws real edges and leaves out the seams of round faces", () => {
    expect(only(make.box([0, 0, 0], [1, 2, 3])).edges.ranges).toHaveLength(12);
    const { edges } = only(make.cylinder([0, 0, 0], [0, 0, 1], 4, 9));
    expect(edges.ranges).toHaveLength(2);
    expect(edges.ranges.reduce((sum, { vertexCount }) => sum + vertexCount, 0)).toBe(edges.positions.length / 3);
    for (let i = 0; i < edges.positions.length; i += 3)
      expect(Math.hypot(edges.positions[i] ?? 0, edges.positions[i + 1] ?? 0)).toBeCloseTo(4, 4);
  });

  it("is finer with quality and the same for the same shape, whatever was meshed before", () => {
    const shape = make.sphere([0, 0, 0], 10);
    const [draft, fine, again] = [only(shape, "draft"), only(shape, "fine"), only(shape, "draft")];
    expect(fine.indices.length).toBeGreaterThan(2 * draft.indices.length);
    expect(again).toEqual(draft);
  });

  it("winds and shades mirrored and turned bodies outward too", () => {
    for (const shape of [make.mirroredInX(make.bracket()), make.turned(make.mirroredInX(make.bracket()), [1, 2, 3], 0.7)]) {
      const { positions, normals, indices } = only(shape);
      expect(meshVolume(positions, indices)).toBeGreaterThan(0.99 * BRACKET_VOLUME_MM3);
      for (let i = 0; i < indices.length; i += 3) {
        const [a, b, c] = [0, 1, 2].map((side) => (indices[i + side] ?? 0) * 3) as [number, number, number];
        const at = (vertex: number, axis: number) => positions[vertex + axis] ?? 0;
        const [u, v] = [b, c].map((vertex) => [0, 1, 2].map((axis) => at(vertex, axis) - at(a, axis))) as [number[], number[]];
        const cross = [0, 1, 2].map(
          (axis) => (u[(axis + 1) % 3] ?? 0) * (v[(axis + 2) % 3] ?? 0) - (u[(axis + 2) % 3] ?? 0) * (v[(axis + 1) % 3] ?? 0),
        );
        expect(cross.reduce((sum, part, axis) => sum + part * (normals[a + axis] ?? 0), 0)).toBeGreaterThan(0);
      }
    }
  });
});
