import { Document, type Material, type Mesh, type Node, NodeIO, Primitive } from "@gltf-transform/core";
import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";
import type { NamedBody } from "@/lib/contract/kernel-job";
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
 * @param bodies names and colours in the order of the meshes; what has none is called after the whole and grey
 */
export async function writeGlb(
  meshes: readonly BodyMesh[],
  name: string,
  faces: readonly FaceTag[],
  upAxis: UpAxis = "z",
  bodies: readonly NamedBody[] = [],
): Promise<Uint8Array> {
  const doc = new Document();
  doc.getRoot().getAsset().generator = "Partwright";
  doc.createBuffer();
  const root = doc.createNode(name).setMatrix([...(upAxis === "z" ? Z_UP_MM_TO_GLTF : Y_UP_MM_TO_GLTF)]);
  const surfaces = new Map<string, Material>();
  const line = lineMaterial(doc);
  meshes.forEach((body, index) => {
    const { color } = bodies[index] ?? {};
    const bodyName = bodies[index]?.name || (meshes.length > 1 ? `${name} ${index + 1}` : name);
    const key = JSON.stringify(color);
    const surface = surfaces.get(key) ?? surfaceMaterial(doc, color);
    surfaces.set(key, surface);
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
function surfaceMaterial(doc: Document, worn: NamedBody["color"]): Material {
  const { name, color, metallic, roughness } = NEUTRAL;
  const [r, g, b, opacity] = worn ?? color;
  const material = doc
    .createMaterial(worn ? "Body" : name)
    .setBaseColorFactor([r, g, b, opacity])
    .setMetallicFactor(metallic)
    .setRoughnessFactor(roughness);
  return opacity < 1 ? material.setAlphaMode("BLEND") : material;
}

function lineMaterial(doc: Document): Material {
  return doc.createMaterial("Partwright edges").setBaseColorFactor([0.02, 0.024, 0.03, 1]).setMetallicFactor(0).setRoughnessFactor(1);
}
