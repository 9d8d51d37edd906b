import { gzipSync } from "node:zlib";
import type { TopoDS_Shape, XSControl_WorkSession } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { part21String } from "./part21-text";

export interface StepOptions {
  /** Name of the product. */
  name: string;
  /** Time stamp of the header, ISO 8601; never the clock, so that the same part is the same file. */
  timestamp: string;
}

const FILE = "/written.step";
/** Stands in for the name inside the kernel, whose writer leaves text outside of ASCII as raw UTF-8. */
const PLACEHOLDER = "PARTWRIGHT-PRODUCT-NAME";

/**
 * Writes STEP AP214, one product in millimetres, Z up.
 * @throws KernelError INVALID_INPUT for a time stamp that is none, KERNEL_FAILED when the kernel refuses
 * @source OCCT STEPCAFControl_Writer
 */
export function writeStep(kernel: Kernel, shape: TopoDS_Shape, { name, timestamp }: StepOptions): Uint8Array {
  const time = headerTime(timestamp);
  const text = transfer(kernel, shape);
  const header = `FILE_NAME(${part21String(`${name}.step`)},'${time}',(''),(''),'Open CASCADE 8.0','Partwright','');`;
  const withHeader = text.replace(/FILE_NAME\([\s\S]*?\);/, () => header);
  return new TextEncoder().encode(withHeader.replaceAll(`'${PLACEHOLDER}'`, () => part21String(name)));
}

/** A session of its own for each writer is never freed by this build: 0.3 MB a part. One is cleared and used again. */
const sessions = new WeakMap<Kernel, XSControl_WorkSession>();

function sessionOf(kernel: Kernel): XSControl_WorkSession {
  const session = sessions.get(kernel) ?? new kernel.oc.XSControl_WorkSession();
  sessions.set(kernel, session);
  return session;
}

/** STEP, compressed as STPZ readers expect it: one gzip member without name and time. */
export function compressStep(step: Uint8Array): Uint8Array {
  const compressed = Uint8Array.from(gzipSync(step, { level: 6 }));
  // The operating system's number, which zlib fills in by platform: 255 is "unknown".
  compressed[9] = 255;
  return compressed;
}

function headerTime(timestamp: string): string {
  const time = new Date(timestamp);
  if (Number.isNaN(time.getTime())) throw invalidInput(`timestamp is "${timestamp}"; it must be an ISO 8601 date and time.`);
  return time.toISOString().slice(0, 19);
}

function transfer(kernel: Kernel, shape: TopoDS_Shape): string {
  const { oc } = kernel;
  return kernel.scope((own) => {
    // The settings exist only once a writer has been made; the unit counts only for writers made after it is set.
    if (!oc.Interface_Static.IsPresent("write.step.unit")) own(new oc.STEPControl_Writer());
    oc.Interface_Static.SetCVal("write.step.unit", "MM");
    oc.Interface_Static.SetCVal("write.step.schema", "AP214IS");
    const format = own(new oc.TCollection_ExtendedString("XmlOcaf", true));
    const document = own(new oc.TDocStd_Document(format));
    const shapes = own(oc.XCAFDoc_DocumentTool.ShapeTool(own(document.Main())));
    const label = own(shapes.NewShape());
    shapes.SetShape(label, shape);
    own(oc.TDataStd_Name.Set(label, own(new oc.TCollection_ExtendedString(PLACEHOLDER, true))));
    const writer = own(new oc.STEPCAFControl_Writer(sessionOf(kernel), true));
    let written = false;
    try {
      written = writer.Perform(document, FILE, own(new oc.Message_ProgressRange()));
      if (!written) throw new KernelError("The kernel could not write the part as STEP.");
      return oc.FS.readFile(FILE, { encoding: "utf8" });
    } finally {
      if (written) oc.FS.unlink(FILE);
    }
  });
}
