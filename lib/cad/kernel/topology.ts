import type { NCollection_List_TopoDS_Shape, TopAbs_ShapeEnum, TopoDS_Edge, TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "./kernel";

const HASH_LIMIT = 2 ** 31 - 1;

/**
 * Numbers shapes from 0 by identity: the same shape in either orientation is one entry.
 * The kernel's own map can't be made in this build (its base class is not bound).
 */
export class ShapeIndex {
  private readonly buckets = new Map<number, { shape: TopoDS_Shape; index: number }[]>();
  private count = 0;

  constructor(private readonly kernel: Kernel) {}

  get size(): number {
    return this.count;
  }

  /** Number of the shape, given to it now if it is new. The handle must outlive the index. */
  add(shape: TopoDS_Shape): number {
    const bucket = this.bucketOf(shape);
    const known = bucket.find((entry) => entry.shape.IsSame(shape));
    if (known) return known.index;
    const index = this.count++;
    bucket.push({ shape, index });
    return index;
  }

  indexOf(shape: TopoDS_Shape): number | undefined {
    return this.bucketOf(shape).find((entry) => entry.shape.IsSame(shape))?.index;
  }

  private bucketOf(shape: TopoDS_Shape): { shape: TopoDS_Shape; index: number }[] {
    const hash = this.kernel.oc.ReplicadShapeHasher.HashCode(shape, HASH_LIMIT);
    const known = this.buckets.get(hash);
    if (known) return known;
    const bucket: { shape: TopoDS_Shape; index: number }[] = [];
    this.buckets.set(hash, bucket);
    return bucket;
  }
}

/** Every part of `shape` of one type, in the kernel's explorer order; what several parents share comes several times. */
export function explore(kernel: Kernel, own: Own, shape: TopoDS_Shape, type: TopAbs_ShapeEnum): TopoDS_Shape[] {
  const explorer = own(new kernel.oc.TopExp_Explorer(shape, type));
  const found: TopoDS_Shape[] = [];
  for (; explorer.More(); explorer.Next()) found.push(own(explorer.Current()));
  return found;
}

/** Faces in explorer order: the order of `PartShape.faces` and of the mesh's face groups. */
export function facesOf(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Face[] {
  return explore(kernel, own, shape, "TopAbs_FACE").map((face) => own(kernel.oc.TopoDS.Face(face)));
}

/** How many parts of one type, shared ones once. */
export function countOf(kernel: Kernel, shape: TopoDS_Shape, type: TopAbs_ShapeEnum): number {
  // Solids hold no solids: most parts are one, and this is asked after every step.
  if (type === "TopAbs_SOLID" && shape.ShapeType() === type) return 1;
  return kernel.scope((own) => {
    const index = new ShapeIndex(kernel);
    for (const part of explore(kernel, own, shape, type)) index.add(part);
    return index.size;
  });
}

/** Copies a kernel list into an array of handles that the scope owns. */
export function listToArray(kernel: Kernel, own: Own, list: NCollection_List_TopoDS_Shape): TopoDS_Shape[] {
  own(list);
  const size = list.Size();
  if (size === 0) return [];
  if (size === 1) return [own(list.First())];
  const rest = own(new kernel.oc.NCollection_List_TopoDS_Shape(list));
  const items: TopoDS_Shape[] = [];
  for (; !rest.IsEmpty(); rest.RemoveFirst()) items.push(own(rest.First()));
  return items;
}

export function toList(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[]): NCollection_List_TopoDS_Shape {
  return own(new kernel.oc.NCollection_List_TopoDS_Shape([...shapes]));
}

/** An edge and the faces that it bounds, by index into `Topology.faces`. */
export interface EdgeUse {
  edge: TopoDS_Edge;
  faces: number[];
}

/** Faces and edges of a shape and which bounds which. */
export interface Topology {
  faces: TopoDS_Face[];
  edges: EdgeUse[];
  /** For each face, its edges by index into `edges`. */
  edgesOfFace: number[][];
}

/**
 * Edges are in map order (each once, as first met); edges without length (apex of a cone, poles) are left out.
 * @param known the shape's faces in explorer order, where somebody holds them already
 */
export function topologyOf(kernel: Kernel, own: Own, shape: TopoDS_Shape, known: readonly TopoDS_Face[] = []): Topology {
  const { oc } = kernel;
  const numbers = new ShapeIndex(kernel);
  const faces = known.length > 0 ? [...known] : facesOf(kernel, own, shape);
  const edges: EdgeUse[] = [];
  const edgesOfFace = faces.map((face, faceIndex) => {
    const used = new Set<number>();
    for (const found of explore(kernel, own, face, "TopAbs_EDGE")) {
      const edge = own(oc.TopoDS.Edge(found));
      if (oc.BRep_Tool.Degenerated(edge)) continue;
      const index = numbers.add(edge);
      const use = edges[index] ?? { edge, faces: [] };
      edges[index] = use;
      if (!use.faces.includes(faceIndex)) use.faces.push(faceIndex);
      used.add(index);
    }
    return [...used];
  });
  return { faces, edges, edgesOfFace };
}
