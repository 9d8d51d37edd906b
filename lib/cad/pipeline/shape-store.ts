import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { NamedFace, PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, facesOf } from "@/lib/cad/kernel/topology";

/** In the kernel's own file system. */
const SCRATCH = "/stored-shape.bin";
const SUFFIX = ".shape";
/** How often the folder is looked through: after so many written bytes, as a share of the bound. */
const SWEEP_SHARE = 0.1;

/** Face names beside the shape, in explorer order. */
type FaceNote = Omit<NamedFace, "face">;

/**
 * Shapes on disk by content-addressed key, exact to the bit (the kernel's binary form), bounded in bytes: the least
 * recently used go first. Workers and processes may share a folder: files are renamed into place and never changed, and
 * one that can't be read counts as absent.
 */
export class ShapeStore {
  #writtenBytes = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly dir: string,
    private readonly maxBytes: number,
  ) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#writtenBytes = maxBytes * SWEEP_SHARE;
  }

  read(key: string): PartShape | undefined {
    const path = this.#pathOf(key);
    const file = attempt(() => readFileSync(path));
    if (!file) return undefined;
    const part = attempt(() => this.#parse(file));
    if (!part) {
      attempt(() => rmSync(path, { force: true }));
      return undefined;
    }
    const now = new Date();
    attempt(() => utimesSync(path, now, now));
    return part;
  }

  write(key: string, part: PartShape): void {
    const bytes = this.#format(part);
    const path = this.#pathOf(key);
    const draft = `${path}.${process.pid}-${Math.trunc(performance.now() * 1_000)}`;
    // A full disk costs the cache, not the job.
    attempt(() => {
      writeFileSync(draft, bytes, { mode: 0o600 });
      renameSync(draft, path);
    });
    this.#writtenBytes += bytes.length;
    if (this.#writtenBytes > this.maxBytes * SWEEP_SHARE) this.#sweep();
  }

  #pathOf(key: string): string {
    return join(this.dir, key + SUFFIX);
  }

  /** Header line (hash of the rest), a line of face names, the shape. */
  #format({ shape, faces }: PartShape): Buffer {
    const { oc } = this.kernel;
    const notes: FaceNote[] = faces.map(({ face: _, ...note }) => note);
    const shapeBytes = this.kernel.scope((own) => {
      for (const face of explore(this.kernel, own, shape, "TopAbs_FACE")) face.Checked(false);
      oc.BRepTools.Clean(shape, true);
      if (!oc.BinTools.Write(shape, SCRATCH, own(new oc.Message_ProgressRange()))) throw new Error("The shape could not be written.");
      const bytes = oc.FS.readFile(SCRATCH);
      oc.FS.unlink(SCRATCH);
      return bytes;
    });
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(notes)}\n`), shapeBytes]);
    return Buffer.concat([Buffer.from(`${createHash("sha256").update(body).digest("hex")}\n`), body]);
  }

  #parse(file: Buffer): PartShape {
    const headerEnd = file.indexOf(10);
    const body = file.subarray(headerEnd + 1);
    if (createHash("sha256").update(body).digest("hex") !== file.toString("latin1", 0, headerEnd)) throw new Error("damaged");
    const notesEnd = body.indexOf(10);
    const notes = JSON.parse(body.toString("utf8", 0, notesEnd)) as FaceNote[];
    const { oc } = this.kernel;
    return this.kernel.scope((own) => {
      const shape = own(new oc.TopoDS_Shape());
      oc.FS.writeFile(SCRATCH, body.subarray(notesEnd + 1));
      const read = oc.BinTools.Read(shape, SCRATCH, own(new oc.Message_ProgressRange()));
      oc.FS.unlink(SCRATCH);
      if (!read || shape.IsNull()) throw new Error("unreadable");
      if (notes.length === 0) return { shape: own.release(shape), faces: [] };
      const faces = facesOf(this.kernel, own, shape);
      if (faces.length !== notes.length) throw new Error("other faces");
      const named = faces.map((face, index): NamedFace => ({ name: "", ...notes[index], face: own.release(face) }));
      return { shape: own.release(shape), faces: named };
    });
  }

  #sweep(): void {
    this.#writtenBytes = 0;
    const names = attempt(() => readdirSync(this.dir)) ?? [];
    const files = names.flatMap((name) => {
      const path = join(this.dir, name);
      const stats = attempt(() => statSync(path));
      return stats ? [{ path, bytes: stats.size, usedMs: stats.mtimeMs }] : [];
    });
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes } of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (total <= this.maxBytes) break;
      attempt(() => rmSync(path, { force: true }));
      total -= bytes;
    }
  }
}

/** Undefined where the disk, or a file on it, does not do: a cache may always be without. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
