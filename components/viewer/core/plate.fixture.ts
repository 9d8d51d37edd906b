import { BufferAttribute, BufferGeometry, Group, LineSegments, Matrix4, Mesh } from "three";
import { Z_UP_MM_TO_GLTF } from "@/lib/core/units";
import { type PartModel, partModelOf } from "./part-model";

type Corner = [number, number, number];

/** Faces of a block by its corners, outward normals by the right hand: "Face 1" is the top, "Face 2" the bottom, then front, back, right, left. */
function blockQuads(x: number, y: number, z: number): [Corner, Corner, Corner, Corner][] {
  const [l, r, f, b] = [-x / 2, x / 2, -y / 2, y / 2];
  return [
    [
      [l, f, z],
      [r, f, z],
      [r, b, z],
      [l, b, z],
    ],
    [
      [l, b, 0],
      [r, b, 0],
      [r, f, 0],
      [l, f, 0],
    ],
    [
      [l, f, 0],
      [r, f, 0],
      [r, f, z],
      [l, f, z],
    ],
    [
      [r, b, 0],
      [l, b, 0],
      [l, b, z],
      [r, b, z],
    ],
    [
      [r, f, 0],
      [r, b, 0],
      [r, b, z],
      [r, f, z],
    ],
    [
      [l, b, 0],
      [l, f, 0],
      [l, f, z],
      [l, b, z],
    ],
  ];
}

/** A scene as the GLB loader gives it: a block of millimetres, Z up, below the root transform to glTF's metres. */
export function blockScene(x: number, y: number, z: number): Group {
  const quads = blockQuads(x, y, z);
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(quads.flat(2)), 3));
  geometry.setIndex(quads.flatMap((_, at) => [0, 1, 2, 0, 2, 3].map((corner) => at * 4 + corner)));
  const mesh = new Mesh(geometry);
  mesh.name = "Block";
  mesh.userData = {
    faceRanges: quads.map((_, at) => [at * 6, 6]),
    faceLabels: quads.map((_, at) => `Face ${at + 1}`),
    faceNames: ["top", "bottom", "front", "back", "right", "left"].map((side) => `base/${side}`),
  };
  const edge = new BufferGeometry();
  edge.setAttribute("position", new BufferAttribute(Float32Array.from([-x / 2, -y / 2, 0, x / 2, -y / 2, 0]), 3));
  const root = new Group();
  root.applyMatrix4(new Matrix4().fromArray(Z_UP_MM_TO_GLTF));
  root.add(mesh, new LineSegments(edge));
  const scene = new Group();
  scene.add(root);
  return scene;
}

export function blockModel(x: number, y: number, z: number): PartModel {
  return partModelOf(blockScene(x, y, z));
}
