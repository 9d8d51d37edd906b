import type { TopAbs_ShapeEnum, TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, isValid } from "@/lib/cad/kernel/properties";
import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import type { BoundingBox, FaceRecord, Measurements } from "@/lib/contract/geometry";
import { createAxisProbe } from "./axis-probe";
import { type FaceGeometry, faceGeometry, facesOf, takeVector } from "./face-geometry";
import { filletTable } from "./fillet-table";
import { holeTable } from "./hole-table";
import { type LabelHistory, labelFaces } from "./labels";
import { add, rounded, scale, type Vector } from "./vector";

const HASH_LIMIT = 2_147_483_647;

interface MeasureOptions {
  /** A mesh of the same shape, when there is one; else holes make a draft mesh. */
  meshes?: readonly BodyMesh[];
  /** What `faceGeometries` gave for the same shape. */
  geometry?: readonly FaceGeometry[];
}

/**
 * Measures a finished shape on its exact geometry. Millimetres; volumes mm³, areas mm².
 * @throws KernelError when the shape is null or empty
 */
export function measure(kernel: Kernel, shape: TopoDS_Shape, options: MeasureOptions = {}): Measurements {
  if (shape.IsNull()) throw new KernelError("The shape is empty; there is nothing to measure.");
  return kernel.scope((own) => {
    const { oc } = kernel;
    const faces = facesOf(kernel, shape, own);
    const geometry = options.geometry ?? faces.map((face) => faceGeometry(kernel, face));
    const volume = own(new oc.GProp_GProps());
    oc.BRepGProp.VolumeProperties(shape, volume, true, false, false);
    const area = areaOf(geometry);
    const solids = countOf(kernel, shape, "TopAbs_SOLID");
    const patches = geometry.flatMap(({ patch }) => (patch ? [patch] : []));
    const hasBore = patches.some((patch) => patch.inward && patch.kind === "cylinder");
    const probe = hasBore ? createAxisProbe(options.meshes ?? tessellate(kernel, shape, "draft")) : () => false;
    return {
      volume_mm3: solids > 0 ? volume.Mass() : 0,
      area_mm2: area.areaMm2,
      center_of_mass: rounded(solids > 0 ? takeVector(volume.CentreOfMass()) : area.center),
      bounding_box: exactBounds(kernel, shape),
      solids,
      faces: countOf(kernel, shape, "TopAbs_FACE"),
      edges: countOf(kernel, shape, "TopAbs_EDGE"),
      vertices: countOf(kernel, shape, "TopAbs_VERTEX"),
      valid: isValid(kernel, shape),
      holes: holeTable(patches, probe),
      fillets: filletTable(kernel, faces, geometry),
    };
  });
}

/** Area and centroid of all faces together: the kernel would integrate each of them a second time. */
function areaOf(geometry: readonly FaceGeometry[]): { areaMm2: number; center: Vector } {
  const areaMm2 = geometry.reduce((sum, face) => sum + face.areaMm2, 0);
  const weighted = geometry.reduce<Vector>((sum, face) => add(sum, scale(face.center, face.areaMm2)), [0, 0, 0]);
  return { areaMm2, center: areaMm2 > 0 ? scale(weighted, 1 / areaMm2) : [0, 0, 0] };
}

/** Measures every face of a shape, in explorer order. */
export function faceGeometries(kernel: Kernel, shape: TopoDS_Shape): FaceGeometry[] {
  return kernel.scope((own) => facesOf(kernel, shape, own).map((face) => faceGeometry(kernel, face)));
}

/**
 * Face table of a part, in explorer order, with lasting labels.
 * @param history faces of the revision before; faces still there keep their labels
 */
export function faceRecords(
  kernel: Kernel,
  part: PartShape,
  history?: LabelHistory,
  geometry: readonly FaceGeometry[] = faceGeometries(kernel, part.shape),
): { faces: FaceRecord[]; lastLabel: number } {
  const unlabelled = geometry.map((face, index) => {
    const named = part.faces[index];
    return {
      name: named?.name ?? `face/${index + 1}`,
      ...(named?.aliases?.length ? { aliases: [...named.aliases] } : {}),
      ...(named?.feature === undefined ? {} : { feature: named.feature }),
      type: face.type,
      area: face.areaMm2,
      center: rounded(face.center),
      ...(face.normal ? { normal: rounded(face.normal) } : {}),
      ...(face.radius === undefined ? {} : { radius: face.radius }),
      ...(face.axis ? { axis: rounded(face.axis) } : {}),
      ...(named?.thread ? { thread: { ...named.thread } } : {}),
    };
  });
  return labelFaces(unlabelled, history);
}

/** Tight axis-aligned bounds of the exact shape, to the kernel's own resolution. */
export function exactBounds(kernel: Kernel, shape: TopoDS_Shape): BoundingBox {
  if (shape.IsNull()) throw new KernelError("The shape is empty; it has no size.");
  const { min, max, size } = boundingBoxOf(kernel, shape);
  return { min: rounded(min), max: rounded(max), size: rounded(size) };
}

/**
 * Distinct sub-shapes: the explorer alone meets an edge once for each of its faces. By hash and `IsSame`, since this
 * build cannot construct the kernel's own maps.
 */
function countOf(kernel: Kernel, shape: TopoDS_Shape, kind: TopAbs_ShapeEnum): number {
  return kernel.scope((own) => {
    const met = new Map<number, TopoDS_Shape[]>();
    const explorer = own(new kernel.oc.TopExp_Explorer(shape, kind, "TopAbs_SHAPE"));
    let count = 0;
    for (; explorer.More(); explorer.Next()) {
      const current = own(explorer.Current());
      const hash = kernel.oc.ReplicadShapeHasher.HashCode(current, HASH_LIMIT);
      const twins = met.get(hash) ?? [];
      if (twins.some((twin) => twin.IsSame(current))) continue;
      met.set(hash, [...twins, current]);
      count++;
    }
    return count;
  });
}
