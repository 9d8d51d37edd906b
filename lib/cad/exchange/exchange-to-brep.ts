import { type FullBuild, fullScope, refusalOf, unreadable } from "./exchange-build";

/**
 * Reads IGES or STEP by the exchange kernel and heals what was read.
 * @returns BREP text, millimetres
 * @throws KernelError INVALID_FILE when the file gives no shape
 */
export function toBrep(oc: FullBuild, content: Uint8Array, format: "step" | "iges"): string {
  const [input, output] = [`/read.${format}`, "/read.brep"];
  const files: string[] = [];
  try {
    oc.FS.writeFile(input, content);
    files.push(input);
    return fullScope((own) => {
      const reader = own(format === "iges" ? new oc.IGESControl_Reader_1() : new oc.STEPControl_Reader_1());
      const range = own(new oc.Message_ProgressRange_1());
      const status = reader.ReadFile(input);
      if (status.value !== oc.IFSelect_ReturnStatus.IFSelect_RetDone.value) throw unreadable(format, "it could not be parsed");
      reader.TransferRoots(range);
      const shape = own(reader.OneShape());
      if (shape.IsNull()) throw unreadable(format, "it holds no shape");
      const fix = own(new oc.ShapeFix_Shape_2(shape));
      fix.Perform(range);
      if (!oc.BRepTools.Write_3(own(fix.Shape()), output, range)) throw unreadable(format, "its shape could not be handed over");
      files.push(output);
      return oc.FS.readFile(output, { encoding: "utf8" });
    });
  } catch (error) {
    throw refusalOf(oc, format, error);
  } finally {
    for (const file of files) oc.FS.unlink(file);
  }
}
