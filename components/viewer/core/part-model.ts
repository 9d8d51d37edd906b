import { Box3, BufferAttribute, type BufferGeometry, type Group, LineSegments, Matrix4, Mesh, type Object3D } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { z } from "zod";
import { Z_UP_MM_TO_GLTF } from "@/lib/core/units";

/** The triangles of one face of the B-rep: a range of its body's index. */
export interface FacePatch {
  /** "Face 1"; what people see and the API takes. */
  label: string;
  /** "base/top"; empty when the file does not say. */
  name: string;
  body: Body;
  firstIndex: number;
  indexCount: number;
  /** In the body's own frame. */
  bounds: Box3;
}

export interface Body {
  name: string;
  geometry: BufferGeometry;
  /** From the geometry's frame to the world: millimetres, Z up. */
  matrix: Matrix4;
  inverse: Matrix4;
  faces: FacePatch[];
}

/** End points of the edge segments of one body, six numbers a segment. */
export interface EdgeSet {
  positions: Float32Array;
  matrix: Matrix4;
}

/** A part as it is drawn and picked. World frame: millimetres, Z up. */
export interface PartModel {
  bodies: Body[];
  edges: EdgeSet[];
  faces: Map<string, FacePatch>;
  bounds: Box3;
  triangles: number;
}

const faceExtras = z.object({
  faceRanges: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])),
  faceLabels: z.array(z.string()),
  faceNames: z.array(z.string()).optional(),
});

/** Undoes the GLB's root transform, so that the world is the part's own frame. */
const GLTF_TO_PART = new Matrix4().fromArray(Z_UP_MM_TO_GLTF).invert();

/**
 * Reads a GLB of ours: triangles with `faceRanges`, `faceLabels` in the mesh's extras, B-rep edges as lines.
 * A foreign GLB without face ranges is shown whole, with no faces to select.
 * @throws Error when the bytes are not a GLB or hold no triangles
 */
export async function readPartModel(glb: ArrayBuffer): Promise<PartModel> {
  const { scene } = await new GLTFLoader().parseAsync(glb, "");
  return partModelOf(scene);
}

/** The same, from a scene that is already parsed. */
export function partModelOf(scene: Group): PartModel {
  scene.updateMatrixWorld(true);
  const model: PartModel = { bodies: [], edges: [], faces: new Map(), bounds: new Box3(), triangles: 0 };
  scene.traverse((object) => {
    if (object instanceof LineSegments) addEdges(model, object);
    else if (object instanceof Mesh) addBody(model, object);
  });
  if (model.triangles === 0) throw new Error("The file holds no triangles.");
  return model;
}

function worldMatrixOf(object: Object3D): Matrix4 {
  return new Matrix4().multiplyMatrices(GLTF_TO_PART, object.matrixWorld);
}

function addBody(model: PartModel, mesh: Mesh): void {
  const { geometry } = mesh;
  const position = geometry.getAttribute("position");
  if (geometry.index === null) geometry.setIndex(sequence(position.count));
  if (geometry.getAttribute("normal") === undefined) geometry.computeVertexNormals();
  geometry.computeBoundingBox();
  geometry.computeBoundingSphere();

  const matrix = worldMatrixOf(mesh);
  const body: Body = { name: mesh.name, geometry, matrix, inverse: matrix.clone().invert(), faces: [] };
  model.bodies.push(body);
  model.triangles += Math.floor((geometry.index?.count ?? 0) / 3);
  if (geometry.boundingBox !== null) model.bounds.union(geometry.boundingBox.clone().applyMatrix4(matrix));
  addFaces(model, body, mesh);
}

function addFaces(model: PartModel, body: Body, mesh: Mesh): void {
  const parsed = faceExtras.safeParse({ ...mesh.parent?.userData, ...mesh.geometry.userData, ...mesh.userData });
  if (!parsed.success) return;
  const indexTotal = body.geometry.index?.count ?? 0;
  parsed.data.faceRanges.forEach(([firstIndex, indexCount], at) => {
    const label = parsed.data.faceLabels[at];
    if (label === undefined || firstIndex + indexCount > indexTotal) return;
    const name = parsed.data.faceNames?.[at] ?? "";
    const face: FacePatch = { label, name, body, firstIndex, indexCount, bounds: boundsOf(body.geometry, firstIndex, indexCount) };
    body.faces.push(face);
    model.faces.set(label, face);
  });
}

function addEdges(model: PartModel, lines: LineSegments): void {
  const position = lines.geometry.getAttribute("position");
  const { index } = lines.geometry;
  const count = index?.count ?? position.count;
  const positions = new Float32Array(count * 3);
  for (let at = 0; at < count; at += 1) {
    const vertex = index?.getX(at) ?? at;
    positions.set([position.getX(vertex), position.getY(vertex), position.getZ(vertex)], at * 3);
  }
  model.edges.push({ positions, matrix: worldMatrixOf(lines) });
}

function boundsOf(geometry: BufferGeometry, firstIndex: number, indexCount: number): Box3 {
  const { index } = geometry;
  const position = geometry.getAttribute("position");
  const min = [Infinity, Infinity, Infinity] as [number, number, number];
  const max = [-Infinity, -Infinity, -Infinity] as [number, number, number];
  for (let at = firstIndex; at < firstIndex + indexCount; at += 1) {
    const vertex = index?.getX(at) ?? at;
    for (const axis of [0, 1, 2] as const) {
      const along = position.getComponent(vertex, axis);
      if (along < min[axis]) min[axis] = along;
      if (along > max[axis]) max[axis] = along;
    }
  }
  const box = new Box3();
  box.min.fromArray(min);
  box.max.fromArray(max);
  return box;
}

function sequence(count: number): BufferAttribute {
  return new BufferAttribute(
    Uint32Array.from({ length: count }, (_, at) => at),
    1,
  );
}

/** Frees what the graphics card holds of a part. */
export function disposePartModel(model: PartModel): void {
  for (const body of model.bodies) body.geometry.dispose();
}
