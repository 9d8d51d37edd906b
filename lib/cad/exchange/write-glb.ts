import { Document, type Material, type Mesh, type Node, NodeIO, Primitive } from "@gltf-transform/core";
import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";
import { type UpAxis, Y_UP_MM_TO_GLTF, Z_UP_MM_TO_GLTF } from "@/lib/core/units";
import { MAX_UINT16_VERTICES } from "./gltf/primitive-arrays";
import { NEUTRAL } from "./neutral-material";

/** What the viewer shows and sends back for each face, in the kernel's explorer order of the whole shape. */
export interface FaceTag {
  label: string;
  name: string;
}

/**
 * Writes GLB: one mesh per body, named after it, with the faces' index ranges, labels and names in its extras, and the
 * B-rep edges as lines in a sibling mesh "<name> edges". The root node turns millimetres into glTF's Y up metres.
 * @param faces by explorer order; ranges of faces without a tag get empty texts
 */
export async function writeGlb(
  meshes: readonly BodyMesh[],
  name: string,
  faces: readonly FaceTag[],
  upAxis: UpAxis = "z",
): Promise<Uint8Array> {
  const doc = new Document();
  doc.getRoot().getAsset().generator = "Partwright";
  doc.createBuffer();
  const root = doc.createNode(name).setMatrix([...(upAxis === "z" ? Z_UP_MM_TO_GLTF : Y_UP_MM_TO_GLTF)]);
  const surface = surfaceMaterial(doc);
  const line = lineMaterial(doc);
  meshes.forEach((body, index) => {
    const bodyName = meshes.length > 1 ? `${name} ${index + 1}` : name;
    if (body.indices.length > 0) root.addChild(nodeOf(doc, surfaceMesh(doc, body, bodyName, faces, surface)));
    if (body.edges.positions.length > 0) root.addChild(nodeOf(doc, edgeMesh(doc, body, `${bodyName} edges`, line)));
  });
  const scene = doc.createScene(name).addChild(root);
  doc.getRoot().setDefaultScene(scene);
  return new NodeIO().writeBinary(doc);
}

function nodeOf(doc: Document, mesh: Mesh): Node {
  return doc.createNode(mesh.getName()).setMesh(mesh);
}

function surfaceMesh(doc: Document, body: BodyMesh, name: string, faces: readonly FaceTag[], material: Material): Mesh {
  const small = body.positions.length / 3 <= MAX_UINT16_VERTICES;
  const indices = small ? Uint16Array.from(body.indices) : Uint32Array.from(body.indices);
  const primitive = doc
    .createPrimitive()
    .setMode(Primitive.Mode.TRIANGLES as 4)
    .setIndices(doc.createAccessor().setType("SCALAR").setArray(indices))
    .setAttribute("POSITION", doc.createAccessor().setType("VEC3").setArray(Float32Array.from(body.positions)))
    .setAttribute("NORMAL", doc.createAccessor().setType("VEC3").setArray(Float32Array.from(body.normals)))
    .setMaterial(material);
  return doc
    .createMesh(name)
    .addPrimitive(primitive)
    .setExtras({
      faceRanges: body.faceRanges.map((range) => [range.firstIndex, range.indexCount]),
      faceLabels: body.faceRanges.map((range) => faces[range.faceIndex]?.label ?? ""),
      faceNames: body.faceRanges.map((range) => faces[range.faceIndex]?.name ?? ""),
    });
}

function edgeMesh(doc: Document, body: BodyMesh, name: string, material: Material): Mesh {
  const primitive = doc
    .createPrimitive()
    .setMode(Primitive.Mode.LINES as 1)
    .setAttribute("POSITION", doc.createAccessor().setType("VEC3").setArray(Float32Array.from(body.edges.positions)))
    .setMaterial(material);
  return doc
    .createMesh(name)
    .addPrimitive(primitive)
    .setExtras({
      edgeRanges: body.edges.ranges.map((range) => [range.firstVertex, range.vertexCount]),
      /** 1 where the faces on both sides run into each other: a viewer may draw it fainter. */
      edgeSmooth: body.edges.ranges.map((range) => (range.smooth ? 1 : 0)),
    });
}

/** glTF colours are linear. */
function surfaceMaterial(doc: Document): Material {
  const { name, color, metallic, roughness } = NEUTRAL;
  return doc
    .createMaterial(name)
    .setBaseColorFactor([...color])
    .setMetallicFactor(metallic)
    .setRoughnessFactor(roughness);
}

function lineMaterial(doc: Document): Material {
  return doc.createMaterial("Partwright edges").setBaseColorFactor([0.02, 0.024, 0.03, 1]).setMetallicFactor(0).setRoughnessFactor(1);
}
