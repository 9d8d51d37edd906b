import type { TopoDS_Shape } from "opencascade.js";
import { write3mf } from "@/lib/cad/exchange/write-3mf";
import { writeGlb } from "@/lib/cad/exchange/write-glb";
import { compressStep, writeStep } from "@/lib/cad/exchange/write-step";
import { writeStl } from "@/lib/cad/exchange/write-stl";
import { axis1 } from "@/lib/cad/kernel/gp";
import { free, type Kernel } from "@/lib/cad/kernel/kernel";
import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";
import { decomposedMesh } from "@/lib/cad/mesh/decomposed-mesh";
import { relativeDeflection } from "@/lib/cad/mesh/relative-deflection";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import type { PipelineOutputs, ResultFormat } from "@/lib/contract/evaluation";
import { degToRad, type UpAxis } from "@/lib/core/units";

type GeometryFormat = Exclude<ResultFormat, "json" | "csv">;

/** Formats that only a shape can be written in. */
export function isGeometry(format: ResultFormat): format is GeometryFormat {
  return format !== "json" && format !== "csv";
}

interface Wanted {
  name: string;
  timestamp: string;
  upAxis: UpAxis;
  outputs: PipelineOutputs;
}

/** One shape on its way into several formats: what they share is made once. */
export class ShapeFiles {
  /** As files hold it: turned Z up where that was asked. */
  private readonly upright: TopoDS_Shape;

  /** Takes the shape over. */
  constructor(
    private readonly kernel: Kernel,
    private readonly shape: TopoDS_Shape,
    private readonly wanted: Wanted,
  ) {
    this.upright = wanted.outputs.adjustYtoZ && wanted.upAxis === "y" ? turnedUpright(kernel, shape) : shape;
  }

  free(): void {
    free(this.upright);
    free(this.shape);
  }

  async write(format: GeometryFormat): Promise<Uint8Array> {
    const { name, timestamp, upAxis, outputs } = this.wanted;
    switch (format) {
      case "step":
        return writeStep(this.kernel, this.upright, { name, timestamp });
      case "stpz":
        return compressStep(writeStep(this.kernel, this.upright, { name, timestamp }));
      case "glb":
        return await writeGlb(this.meshes(this.shape, outputs.gltfMeshPrecision ?? outputs.meshPrecision), name, [], upAxis);
      case "stl":
        return writeStl(this.meshes(this.upright, outputs.meshPrecision));
      case "3mf":
        return write3mf(this.meshes(this.upright, outputs.meshPrecision), name);
      case "decomposed-mesh":
        return this.decomposed(outputs.meshPrecision);
    }
  }

  private decomposed(precision: number): Uint8Array {
    const mesh = decomposedMesh(this.kernel, this.upright, relativeDeflection(this.kernel, this.upright, precision), { metadata: true });
    return new TextEncoder().encode(JSON.stringify(mesh));
  }

  private meshes(shape: TopoDS_Shape, precision: number): BodyMesh[] {
    return tessellate(this.kernel, shape, relativeDeflection(this.kernel, shape, precision));
  }
}

/** Y up to Z up: +90° about X, (x, y, z) to (x, −z, y); a rotation, so that chiral parts stay themselves. */
function turnedUpright(kernel: Kernel, shape: TopoDS_Shape): TopoDS_Shape {
  return kernel.scope((own) => {
    const turn = own(new kernel.oc.gp_Trsf());
    turn.SetRotation(axis1(kernel, own, [0, 0, 0], [1, 0, 0]), degToRad(90));
    return own.release(own(shape.Moved(own(new kernel.oc.TopLoc_Location(turn)), false)));
  });
}
