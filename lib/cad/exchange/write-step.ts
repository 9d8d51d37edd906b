import { gzipSync } from "node:zlib";
import type { TDF_Label, TopoDS_Shape, XSControl_WorkSession } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { explore } from "@/lib/cad/kernel/topology";
import type { NamedBody } from "@/lib/contract/kernel-job";
import { part21String } from "./part21-text";
import { XcafTree } from "./xcaf-tree";

export interface StepOptions {
  /** Name of the product. */
  name: string;
  /** Time stamp of the header, ISO 8601; never the clock, so that the same part is the same file. */
  timestamp: string;
  /** Names and colours, one for each solid in the order of the shape; several become an assembly of as many products. */
  bodies?: readonly NamedBody[] | undefined;
}

const FILE = "/written.step";
const HASH_LIMIT = 2 ** 31 - 1;
/** Stands in for a name inside the kernel, whose writer leaves text outside of ASCII as raw UTF-8. */
const PLACEHOLDER = "PARTWRIGHT-PRODUCT-NAME";

/**
 * Writes STEP AP214 in millimetres, Z up: one product, or an assembly of named bodies.
 * @throws KernelError INVALID_INPUT for a time stamp that is none, KERNEL_FAILED when the kernel refuses
 * @source OCCT STEPCAFControl_Writer
 */
export function writeStep(kernel: Kernel, shape: TopoDS_Shape, { name, timestamp, bodies = [] }: StepOptions): Uint8Array {
  const time = headerTime(timestamp);
  const names = new ProductNames();
  const text = transfer(kernel, (own, tree) => fillTree(kernel, own, tree, shape, { name, bodies, names }));
  const header = `FILE_NAME(${part21String(`${name}.step`)},'${time}',(''),(''),'Open CASCADE 8.0','Partwright','');`;
  const withHeader = text.replace(/FILE_NAME\([\s\S]*?\);/, () => header);
  return new TextEncoder().encode(names.restored(withHeader));
}

/** Names that stand in for those of products. */
class ProductNames {
  private readonly names: string[] = [];

  standIn(name: string): string {
    return `${PLACEHOLDER}-${this.names.push(name)}-`;
  }

  restored(text: string): string {
    return text.replaceAll(new RegExp(`'${PLACEHOLDER}-(\\d+)-'`, "g"), (_, number) => part21String(this.names[Number(number) - 1] ?? ""));
  }
}

interface Content {
  name: string;
  bodies: readonly NamedBody[];
  names: ProductNames;
}

function fillTree(kernel: Kernel, own: Own, tree: XcafTree, shape: TopoDS_Shape, { name, bodies, names }: Content): void {
  const solids = explore(kernel, own, shape, "TopAbs_SOLID");
  const [first] = bodies;
  if (bodies.length !== solids.length || !first) {
    tree.product(shape, names.standIn(name));
    return;
  }
  if (bodies.length === 1 && own(shape.Location()).IsIdentity()) {
    tree.product(shape, names.standIn(first.name || name), first.color);
    return;
  }
  const root = tree.assembly(names.standIn(name));
  const products = new Map<number, { base: TopoDS_Shape; color: string; label: TDF_Label }[]>();
  for (const [index, solid] of solids.entries()) {
    const { name: given, color } = bodies[index] ?? { name: "" };
    const bodyName = names.standIn(given || `${name} ${index + 1}`);
    // In its own frame: a product that stands off it loses its colour in the writer, and can't be shared.
    const base = own(solid.Located(own(new kernel.oc.TopLoc_Location()), false));
    const hash = kernel.oc.ReplicadShapeHasher.HashCode(base, HASH_LIMIT);
    const alike = products.get(hash) ?? [];
    const known = alike.find((other) => other.color === JSON.stringify(color) && other.base.IsEqual(base));
    // The writer gives one shape one colour: in another colour it has to be another shape.
    const isWorn = !known && alike.some((other) => other.base.IsSame(base));
    const made = isWorn ? own(own(new kernel.oc.BRepBuilderAPI_Transform(base, own(new kernel.oc.gp_Trsf()), true, false)).Shape()) : base;
    const label = known?.label ?? tree.product(made, bodyName, color);
    if (!known) products.set(hash, [...alike, { base, color: JSON.stringify(color), label }]);
    tree.place(root, label, own(solid.Location()), bodyName);
  }
  tree.update();
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

function transfer(kernel: Kernel, fill: (own: Own, tree: XcafTree) => void): string {
  const { oc } = kernel;
  return kernel.scope((own) => {
    // The settings exist only once a writer has been made; the unit counts only for writers made after it is set.
    if (!oc.Interface_Static.IsPresent("write.step.unit")) own(new oc.STEPControl_Writer());
    oc.Interface_Static.SetCVal("write.step.unit", "MM");
    oc.Interface_Static.SetCVal("write.step.schema", "AP214IS");
    const format = own(new oc.TCollection_ExtendedString("XmlOcaf", true));
    const document = own(new oc.TDocStd_Document(format));
    fill(own, new XcafTree(kernel, own, document));
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
