import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { explore } from "@/lib/cad/kernel/topology";
import { type FaceTriangles, readFaceTriangles } from "@/lib/cad/mesh/face-triangles";
import { type MeshParameters, meshInPlace } from "@/lib/cad/mesh/mesh-parameters";
import { diagonalOf } from "@/lib/cad/mesh/tessellate";
import type { ConversionOptions } from "@/lib/contract/convert";

/** Finer than this share of the part's diagonal keeps the kernel busy beyond any time limit. */
const FINEST_SHARE = 5e-6;
/** More triangles than this take a viewer down; a coarser mesh is the answer. */
const MAX_TRIANGLES = 8_000_000;

export interface PartMesh {
  faces: FaceTriangles[];
  /** Some faces lie outside of any solid: they are seen from both sides. */
  isOpen: boolean;
}

/** Meshes the bodies of one document; counts what they come to. */
export class PartMesher {
  triangles = 0;
  readonly warnings = new Set<string>();

  constructor(
    private readonly kernel: Kernel,
    private readonly options: ConversionOptions,
  ) {}

  /** @throws KernelError INVALID_INPUT when all bodies together have more than eight million triangles */
  mesh(shape: TopoDS_Shape): PartMesh {
    const { kernel } = this;
    return kernel.scope((own) => {
      const faces = explore(kernel, own, shape, "TopAbs_FACE");
      if (faces.length === 0) return { faces: [], isOpen: false };
      const parameters = this.parametersFor(shape);
      for (const piece of this.piecesOf(shape, faces.length, (type) => explore(kernel, own, shape, type))) {
        if (!meshInPlace(kernel, piece, parameters)) this.warnings.add("The mesher refines more than it was asked to.");
      }
      const triangles = readFaceTriangles(kernel, shape, { uvs: this.options.forceUVExport });
      kernel.oc.BRepTools.Clean(shape, true);
      this.count(triangles, faces.length);
      const solids = explore(kernel, own, shape, "TopAbs_SOLID").reduce(
        (sum, solid) => sum + explore(kernel, own, solid, "TopAbs_FACE").length,
        0,
      );
      return { faces: triangles, isOpen: solids < faces.length };
    });
  }

  /** Above the threshold the solids one by one; shapes with faces outside of any solid stay whole. */
  private piecesOf(shape: TopoDS_Shape, faceCount: number, explored: (type: "TopAbs_SOLID") => TopoDS_Shape[]): TopoDS_Shape[] {
    const { faceCountThreshold } = this.options;
    if (faceCountThreshold < 0 || faceCount <= faceCountThreshold) return [shape];
    const solids = explored("TopAbs_SOLID");
    return solids.length > 1 ? solids : [shape];
  }

  private parametersFor(shape: TopoDS_Shape): MeshParameters {
    const { meshDeflection, meshAngle, meshRelative, controlSurfaceDeflection } = this.options;
    const finest = meshRelative ? 0 : diagonalOf(this.kernel, shape) * FINEST_SHARE;
    if (meshDeflection < finest)
      this.warnings.add(
        `A deflection of ${meshDeflection} mm is too fine for parts of this size; ${FINEST_SHARE} of their diagonal was taken.`,
      );
    return {
      deflection: Math.max(meshDeflection, finest),
      angleRad: meshAngle,
      relative: meshRelative,
      // Without it this kernel's mesh of linkrods.step holds 2 % too little, at the same number of triangles.
      internalVertices: true,
      controlSurfaceDeflection,
    };
  }

  private count(faces: readonly FaceTriangles[], faceCount: number): void {
    for (const { indices } of faces) this.triangles += indices.length / 3;
    if (this.triangles > MAX_TRIANGLES) throw invalidInput(`The mesh has more than ${MAX_TRIANGLES} triangles; use a coarser deflection.`);
    if (faces.length < faceCount) this.warnings.add("Some faces could not be meshed and are missing.");
  }
}
