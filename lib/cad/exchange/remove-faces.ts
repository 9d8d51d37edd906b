import { KernelError } from "@/lib/cad/kernel/kernel-error";

interface Handle {
  delete(): void;
}
interface Shape extends Handle {
  IsNull(): boolean;
  IsSame(other: Shape): boolean;
}
interface ShapeList extends Handle {
  Size(): number;
  First_1(): Shape;
  RemoveFirst(): void;
}
interface Explorer extends Handle {
  More(): boolean;
  Next(): void;
  Current(): Shape;
}
interface Defeaturing extends Handle {
  SetShape(shape: Shape): void;
  AddFaceToRemove(face: Shape): void;
  Build(range: Handle): void;
  IsDone(): boolean;
  Shape(): Shape;
  Modified(face: Shape): ShapeList;
  IsDeleted(face: Shape): boolean;
}

/** What removing faces needs of the exchange build. */
export interface DefeaturingBuild {
  FS: {
    writeFile(path: string, content: string): void;
    readFile(path: string, options: { encoding: "utf8" }): string;
    unlink(path: string): void;
  };
  BRepTools: {
    Read_2(shape: Shape, path: string, builder: Handle, range: Handle): boolean;
    Write_3(shape: Shape, path: string, range: Handle): boolean;
  };
  BRep_Builder: new () => Handle;
  TopoDS_Shape: new () => Shape;
  TopExp_Explorer_2: new (shape: Shape, find: unknown, avoid: unknown) => Explorer;
  TopAbs_ShapeEnum: { TopAbs_FACE: unknown; TopAbs_SHAPE: unknown };
  Message_ProgressRange_1: new () => Handle;
  BRepAlgoAPI_Defeaturing: new () => Defeaturing;
}

/** A shape without some of its faces, and for each face of the result which faces of the input it continues. */
export interface HealedShape {
  brep: string;
  origins: number[][];
}

/**
 * Removes faces and lets their neighbours grow together. Only this build has the algorithm; its history is handed
 * over by number, since BREP text keeps the order of faces.
 * @param faceIndexes into the faces of the shape in explorer order
 * @throws KernelError when the neighbours don't meet
 */
export function removeFaces(oc: DefeaturingBuild, brep: string, faceIndexes: readonly number[]): HealedShape {
  const handles: Handle[] = [];
  const own = <T extends Handle>(handle: T): T => {
    handles.push(handle);
    return handle;
  };
  const path = "/heal.brep";
  try {
    oc.FS.writeFile(path, brep);
    const range = own(new oc.Message_ProgressRange_1());
    const shape = own(new oc.TopoDS_Shape());
    if (!oc.BRepTools.Read_2(shape, path, own(new oc.BRep_Builder()), range) || shape.IsNull()) {
      throw new KernelError("The part could not be handed over to be healed.");
    }
    const facesOf = (whole: Shape) => {
      const explorer = own(new oc.TopExp_Explorer_2(whole, oc.TopAbs_ShapeEnum.TopAbs_FACE, oc.TopAbs_ShapeEnum.TopAbs_SHAPE));
      const faces: Shape[] = [];
      for (; explorer.More(); explorer.Next()) faces.push(own(explorer.Current()));
      return faces;
    };
    const faces = facesOf(shape);
    const maker = own(new oc.BRepAlgoAPI_Defeaturing());
    maker.SetShape(shape);
    for (const index of faceIndexes) {
      const face = faces[index];
      if (face) maker.AddFaceToRemove(face);
    }
    maker.Build(range);
    if (!maker.IsDone()) throw new KernelError("The faces around the removed ones don't meet.", { kernelStatus: "not done" });
    const healed = own(maker.Shape());
    if (healed.IsNull()) throw new KernelError("The faces around the removed ones don't meet.", { kernelStatus: "null shape" });
    const became = faces.map((face) => {
      const modified = items(own, own(maker.Modified(face)));
      return modified.length > 0 || maker.IsDeleted(face) ? modified : [face];
    });
    const origins = facesOf(healed).map((face) =>
      became.flatMap((targets, index) => (targets.some((target) => target.IsSame(face)) ? [index] : [])),
    );
    if (!oc.BRepTools.Write_3(healed, path, range)) throw new KernelError("The healed part could not be handed back.");
    return { brep: oc.FS.readFile(path, { encoding: "utf8" }), origins };
  } catch (error) {
    if (error instanceof KernelError) throw error;
    // This build throws C++ exceptions as bare pointers.
    throw new KernelError("The faces around the removed ones don't meet.", { kernelStatus: String(error), cause: error });
  } finally {
    for (const handle of handles.reverse()) handle.delete();
    oc.FS.unlink(path);
  }
}

function items(own: <T extends Handle>(handle: T) => T, list: ShapeList): Shape[] {
  const found: Shape[] = [];
  for (; list.Size() > 0; list.RemoveFirst()) found.push(own(list.First_1()));
  return found;
}
