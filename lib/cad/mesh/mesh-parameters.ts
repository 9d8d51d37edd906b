import type { BRepMesh_IncrementalMesh, TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";

/** How finely a shape is meshed, in the mesher's own terms. */
export interface MeshParameters {
  /** mm, or with `relative` a fraction of the length of each edge. */
  deflection: number;
  angleRad: number;
  relative: boolean;
  /** Takes vertices that lie free inside of a face into its mesh. */
  internalVertices: boolean;
  /** Refines triangles that bulge from free-form surfaces. */
  controlSurfaceDeflection: boolean;
}

/*
 * The build binds the mesher without its parameter block: two of the five settings can be reached by no method. So they
 * are written into the object itself. Where the block lies is found once for a kernel by its contents: a new mesher
 * holds these defaults in this order (OCCT 8.0, IMeshTools_Parameters), and nothing is written unless all of it matches.
 */
const DEFAULTS = { angleRad: 0.5, deflectionMm: 0.001, unset: -1 };
/** InParallel, Relative, InternalVerticesMode, ControlSurfaceDeflection, …AllSurfaces, CleanModel, and two more. */
const DEFAULT_FLAGS = [0, 0, 1, 1, 0, 1, 0, 0];
const BLOCK = { angle: 0, deflection: 8, unset: [16, 24, 32], flags: 40 };
const [RELATIVE, INTERNAL_VERTICES, CONTROL_SURFACE] = [1, 2, 3];
/** The block stands behind the base class' fields. */
const MAX_OFFSET = 96;

function isBlock(memory: DataView, at: number): boolean {
  return (
    memory.getFloat64(at + BLOCK.angle, true) === DEFAULTS.angleRad &&
    memory.getFloat64(at + BLOCK.deflection, true) === DEFAULTS.deflectionMm &&
    BLOCK.unset.every((offset) => memory.getFloat64(at + offset, true) === DEFAULTS.unset) &&
    DEFAULT_FLAGS.every((flag, index) => memory.getUint8(at + BLOCK.flags + index) === flag)
  );
}

/** Numbers that the glue keeps in a handle: its pointers are among them. */
function numbersIn(handle: object): number[] {
  const records = Reflect.ownKeys(handle).map((key) => Reflect.get(handle, key) as unknown);
  return records.flatMap((record) =>
    typeof record === "object" && record !== null
      ? Reflect.ownKeys(record).flatMap((key) => {
          const value: unknown = Reflect.get(record, key);
          return typeof value === "number" && Number.isInteger(value) ? [value] : [];
        })
      : [],
  );
}

/** Address of a new mesher's parameter block; undefined when it does not look as expected. */
function blockOf(kernel: Kernel, mesher: BRepMesh_IncrementalMesh): number | undefined {
  const memory = new DataView(kernel.oc.wasmMemory.buffer);
  const isAddress = (address: number) => address >= 1024 && address % 4 === 0 && address + MAX_OFFSET + 64 < memory.byteLength;
  for (const number of numbersIn(mesher).filter(isAddress)) {
    // The handle is a counted one: its pointer is to the pointer.
    for (const object of [number, memory.getInt32(number, true)].filter(isAddress)) {
      for (let offset = 8; offset <= MAX_OFFSET; offset += 8) if (isBlock(memory, object + offset)) return object + offset;
    }
  }
  return undefined;
}

/**
 * Meshes a shape in place; a mesh that it carries already is dropped first.
 * @returns false where the last two settings could not be given: the mesh is then as fine as they can make it
 */
export function meshInPlace(kernel: Kernel, shape: TopoDS_Shape, parameters: MeshParameters): boolean {
  const { oc } = kernel;
  oc.BRepTools.Clean(shape, true);
  return kernel.scope((own) => {
    const mesher = own(new oc.BRepMesh_IncrementalMesh());
    const block = blockOf(kernel, mesher);
    if (block === undefined) {
      own(new oc.BRepMesh_IncrementalMesh(shape, parameters.deflection, parameters.relative, parameters.angleRad, false));
      return false;
    }
    const memory = new DataView(oc.wasmMemory.buffer);
    memory.setFloat64(block + BLOCK.angle, parameters.angleRad, true);
    memory.setFloat64(block + BLOCK.deflection, parameters.deflection, true);
    memory.setUint8(block + BLOCK.flags + RELATIVE, Number(parameters.relative));
    memory.setUint8(block + BLOCK.flags + INTERNAL_VERTICES, Number(parameters.internalVertices));
    memory.setUint8(block + BLOCK.flags + CONTROL_SURFACE, Number(parameters.controlSurfaceDeflection));
    mesher.SetShape(shape);
    mesher.Perform(own(new oc.Message_ProgressRange()));
    return true;
  });
}
