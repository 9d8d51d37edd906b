import { Document, Mesh, type Node, Primitive } from "@gltf-transform/core";
import type { TopoDS_Shape } from "opencascade.js";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { ConversionOptions } from "@/lib/contract/convert";
import { METRES_PER_MM } from "@/lib/core/units";
import {
  type Component,
  colorOf,
  countOccurrences,
  type Described,
  type ExchangeDocument,
  MAX_OCCURRENCES,
  type Product,
  type Rgba,
} from "../exchange-document";
import { Materials } from "./materials";
import { formatName, type NamedPlace } from "./node-names";
import type { PartMesh } from "./part-mesh";
import { joinFaces, MAX_UINT16_VERTICES, type PrimitiveArrays } from "./primitive-arrays";

type Part = Product<TopoDS_Shape>;
type Occurrence = Component<TopoDS_Shape>;

/** Column-major 4 × 4 of the roots: millimetres to metres, times `scale`, and with `adjustZtoY` −90° about X. */
export function rootMatrix({ scale, adjustZtoY }: Pick<ConversionOptions, "scale" | "adjustZtoY">): number[] {
  const s = METRES_PER_MM * scale;
  return adjustZtoY ? [s, 0, 0, 0, 0, 0, -s, 0, 0, s, 0, 0, 0, 0, 0, 1] : [s, 0, 0, 0, 0, s, 0, 0, 0, 0, s, 0, 0, 0, 0, 1];
}

/**
 * Makes a glTF document of a product structure: a node for each occurrence, placed as in the file, and vertex data once
 * for each part, however often it occurs and whatever it is called there.
 * @throws KernelError INVALID_INPUT when the structure unfolds to more than 50,000 nodes
 */
export function buildGltf(source: ExchangeDocument, options: ConversionOptions, meshOf: (shape: TopoDS_Shape) => PartMesh): Document {
  const nodes = countOccurrences(source);
  if (nodes > MAX_OCCURRENCES)
    throw invalidInput(`The assembly unfolds to ${nodes} occurrences; at most ${MAX_OCCURRENCES} are converted.`);
  return new GltfBuilder(options, meshOf).build(source);
}

class GltfBuilder {
  private readonly doc = new Document();
  private readonly materials = new Materials(this.doc);
  private readonly partMeshes = new Map<Part, PartMesh>();
  private readonly primitives = new Map<string, Primitive[]>();
  private readonly meshes = new Map<string, Mesh>();

  constructor(
    private readonly options: ConversionOptions,
    private readonly meshOf: (shape: TopoDS_Shape) => PartMesh,
  ) {}

  build({ roots }: ExchangeDocument): Document {
    this.doc.getRoot().getAsset().generator = "Partwright";
    this.doc.createBuffer();
    const scene = this.doc.createScene(roots.length === 1 ? (roots[0]?.name ?? "") : "");
    for (const root of roots) scene.addChild(this.node(root, undefined, undefined).setMatrix(matrixTuple(rootMatrix(this.options))));
    this.doc.getRoot().setDefaultScene(scene);
    return this.doc;
  }

  private node(product: Part, occurrence: Occurrence | undefined, inherited: Rgba | undefined): Node {
    const place: NamedPlace = {
      product: product.name,
      instance: occurrence ? occurrence.name : product.name,
      entry: occurrence ? occurrence.label : product.label,
    };
    const color = colorOf(product, occurrence, inherited);
    const node = this.doc.createNode(formatName(this.options.nodeNameFormat, place));
    const extras = extrasOf(product, occurrence);
    if (Object.keys(extras).length > 0) node.setExtras(extras);
    const mesh = product.body && this.mesh(product, color, formatName(this.options.meshNameFormat, place));
    if (mesh) node.setMesh(mesh);
    for (const component of product.components) {
      node.addChild(this.node(component.product, component, color).setMatrix(matrixTuple(component.matrix)));
    }
    return node;
  }

  /** Occurrences of the same name and colour share a mesh, all others of a part its vertex data. */
  private mesh(product: Part, color: Rgba | undefined, name: string): Mesh | undefined {
    const key = JSON.stringify([product.label, color, name]);
    const known = this.meshes.get(key);
    if (known) return known;
    const primitives = this.primitivesOf(product, color);
    if (primitives.length === 0) return undefined;
    const mesh = this.doc.createMesh(name);
    // Never one primitive in two meshes: what then works on primitives (quantization) would do it twice.
    for (const primitive of primitives)
      mesh.addPrimitive(primitive.listParents().some((parent) => parent instanceof Mesh) ? primitive.clone() : primitive);
    this.meshes.set(key, mesh);
    return mesh;
  }

  private primitivesOf(product: Part, color: Rgba | undefined): Primitive[] {
    const key = JSON.stringify([product.label, color]);
    const known = this.primitives.get(key);
    if (known) return known;
    const made = this.groupsOf(product).flatMap(({ own, arrays }) => {
      const material = this.materials.of(own ?? color, product.properties?.material ?? "", this.partMesh(product)?.isOpen ?? false);
      return arrays.map((data) => this.primitive(data).setMaterial(material));
    });
    this.primitives.set(key, made);
    return made;
  }

  private partMesh(product: Part): PartMesh | undefined {
    const known = this.partMeshes.get(product);
    if (known || !product.body) return known;
    const mesh = this.meshOf(product.body.geometry);
    this.partMeshes.set(product, mesh);
    return mesh;
  }

  private readonly groups = new Map<Part, { own: Rgba | undefined; arrays: PrimitiveArrays[] }[]>();

  /** Faces of a part by the colour of their own, in the order in which the colours first occur. */
  private groupsOf(product: Part): { own: Rgba | undefined; arrays: PrimitiveArrays[] }[] {
    const known = this.groups.get(product);
    if (known) return known;
    const { mergeFaces, splitIndices16 } = this.options;
    const faces = this.partMesh(product)?.faces ?? [];
    const byColor = new Map<string, typeof faces>();
    for (const face of faces) {
      const color = JSON.stringify(product.body?.faceColors.get(face.faceIndex) ?? null);
      byColor.set(color, [...(byColor.get(color) ?? []), face]);
    }
    const limit = splitIndices16 ? MAX_UINT16_VERTICES : Number.POSITIVE_INFINITY;
    const groups = [...byColor].map(([color, members]) => ({
      own: (JSON.parse(color) as Rgba | null) ?? undefined,
      arrays: mergeFaces ? joinFaces(members, limit) : members.flatMap((face) => joinFaces([face], limit)),
    }));
    this.groups.set(product, groups);
    return groups;
  }

  private readonly accessors = new Map<PrimitiveArrays, Primitive>();

  /** A primitive with these arrays; the accessors are shared with every other one that has them. */
  private primitive(arrays: PrimitiveArrays): Primitive {
    const known = this.accessors.get(arrays);
    if (known) return known.clone();
    const accessor = (type: "SCALAR" | "VEC2" | "VEC3", array: Float32Array | Uint16Array | Uint32Array) =>
      this.doc
        .createAccessor()
        .setType(type)
        .setArray(array as Float32Array<ArrayBuffer>);
    const primitive = this.doc
      .createPrimitive()
      .setMode(Primitive.Mode.TRIANGLES as 4)
      .setIndices(accessor("SCALAR", arrays.indices))
      .setAttribute("POSITION", accessor("VEC3", arrays.positions))
      .setAttribute("NORMAL", accessor("VEC3", arrays.normals));
    if (arrays.uvs) primitive.setAttribute("TEXCOORD_0", accessor("VEC2", arrays.uvs));
    this.accessors.set(arrays, primitive);
    return primitive;
  }
}

function extrasOf(product: Described, occurrence: Described | undefined): Record<string, unknown> {
  const layers = [...new Set([...(occurrence?.layers ?? []), ...(product.layers ?? [])])];
  const properties = Object.entries(product.properties ?? {}).filter(([, value]) => value !== undefined);
  return { ...(layers.length > 0 ? { layers } : {}), ...Object.fromEntries(properties) };
}

type MatrixTuple = Parameters<Node["setMatrix"]>[0];

function matrixTuple(matrix: readonly number[]): MatrixTuple {
  return [...matrix] as MatrixTuple;
}
