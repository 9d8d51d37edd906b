import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, centerOfMassOf, isValid, volumeOf } from "@/lib/cad/kernel/properties";
import { countOf, explore, facesOf } from "@/lib/cad/kernel/topology";
import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import type { BoundingBox, FaceRecord, Measurements } from "@/lib/contract/geometry";
import { createAxisProbe } from "./axis-probe";
import { type FaceGeometry, faceGeometry } from "./face-geometry";
import { filletTable } from "./fillet-table";
import { holeTable } from "./hole-table";
import { type LabelHistory, labelFaces } from "./labels";
import { add, rounded, scale, type Vector } from "./vector";

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
    const faces = facesOf(kernel, own, shape);
    const geometry = options.geometry ?? faces.map((face) => faceGeometry(kernel, face));
    const body = massOf(kernel, own, shape);
    const area = areaOf(geometry);
    const solids = countOf(kernel, shape, "TopAbs_SOLID");
    const patches = geometry.flatMap(({ patch }) => (patch ? [patch] : []));
    const hasBore = patches.some((patch) => patch.inward && patch.kind === "cylinder");
    const probe = hasBore ? createAxisProbe(options.meshes ?? tessellate(kernel, shape, "draft")) : () => false;
    return {
      volume_mm3: body.volumeMm3,
      area_mm2: area.areaMm2,
      center_of_mass: rounded(solids > 0 ? body.center : area.center),
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

/** Volume and centre of mass of the solids; open shells beside them enclose nothing. */
function massOf(kernel: Kernel, own: Own, shape: TopoDS_Shape): { volumeMm3: number; center: Vector } {
  const bodies = shape.ShapeType() === "TopAbs_SOLID" ? [shape] : explore(kernel, own, shape, "TopAbs_SOLID");
  const volumes = bodies.map((body) => volumeOf(kernel, body));
  const volumeMm3 = volumes.reduce((sum, volume) => sum + volume, 0);
  const moment = bodies.reduce<Vector>((sum, body, index) => add(sum, scale(centerOfMassOf(kernel, body), volumes[index] ?? 0)), [0, 0, 0]);
  return { volumeMm3, center: volumeMm3 === 0 ? [0, 0, 0] : scale(moment, 1 / volumeMm3) };
}

/** Area and centroid of all faces together: the kernel would integrate each of them a second time. */
function areaOf(geometry: readonly FaceGeometry[]): { areaMm2: number; center: Vector } {
  const areaMm2 = geometry.reduce((sum, face) => sum + face.areaMm2, 0);
  const weighted = geometry.reduce<Vector>((sum, face) => add(sum, scale(face.center, face.areaMm2)), [0, 0, 0]);
  return { areaMm2, center: areaMm2 > 0 ? scale(weighted, 1 / areaMm2) : [0, 0, 0] };
}

/** Measures every face of a shape, in explorer order. */
export function faceGeometries(kernel: Kernel, shape: TopoDS_Shape): FaceGeometry[] {
  return kernel.scope((own) => facesOf(kernel, own, shape).map((face) => faceGeometry(kernel, face)));
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
