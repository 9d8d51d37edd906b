import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import type { LabelHistory } from "@/lib/cad/measure/labels";
import { faceRecords } from "@/lib/cad/measure/measure";
import type { FaceRecord } from "@/lib/contract/geometry";
import { OPERATIONS } from "../registry";
import { SPEC_CONTEXT } from "../spec-part";

/** A feature of a chain of edits, as a plan would hold it. */
export interface ChainFeature {
  id: string;
  op: string;
  params: Record<string, unknown>;
  suppressed?: boolean;
}

/** A built state of the chain: its features and the faces with their labels. */
export interface Revision {
  features: readonly ChainFeature[];
  part: PartShape;
  faces: FaceRecord[];
}

/** Replays features like a conversation does: every edit is a new list, built from its first change. */
export class EditChain {
  readonly revisions: Revision[] = [];
  private readonly built = new Map<string, PartShape>();
  private lastLabel = 0;
  private readonly labelOf = new Map<string, string>();

  constructor(private readonly kernel: Kernel) {}

  get head(): Revision {
    const head = this.revisions.at(-1);
    if (!head) throw new Error("The chain has no revision.");
    return head;
  }

  /** Builds a list of features as the next revision; rejects where a feature fails, which leaves the head as it was. */
  async commit(features: readonly ChainFeature[]): Promise<Revision> {
    const part = await this.build(features);
    const previous = this.revisions.at(-1);
    const present = new Set(previous?.faces.map(({ name }) => name));
    const retired = [...this.labelOf].filter(([name]) => !present.has(name)).map(([name, label]) => ({ name, label }));
    const history: LabelHistory = { faces: previous?.faces ?? [], lastLabel: this.lastLabel, retired };
    const { faces, lastLabel } = faceRecords(this.kernel, part, history);
    this.lastLabel = lastLabel;
    for (const { name, label } of faces) this.labelOf.set(name, label);
    const revision = { features, part, faces };
    this.revisions.push(revision);
    return revision;
  }

  /** The same features built anew, without anything built before. */
  async fromScratch(features: readonly ChainFeature[]): Promise<FaceRecord[]> {
    const other = new EditChain(this.kernel);
    try {
      return faceRecords(this.kernel, await other.build(features)).faces;
    } finally {
      other.free();
    }
  }

  free(): void {
    for (const part of this.built.values()) freePart(part);
    this.built.clear();
  }

  private async build(features: readonly ChainFeature[]): Promise<PartShape> {
    let part: PartShape | undefined;
    let key = "";
    for (const feature of features) {
      if (feature.suppressed) continue;
      key += JSON.stringify(feature);
      part = this.built.get(key) ?? (await this.run(feature, part));
      this.built.set(key, part);
    }
    if (!part) throw new Error("Nothing is left of the part.");
    return part;
  }

  private async run({ id, op, params }: ChainFeature, part: PartShape | undefined): Promise<PartShape> {
    const operation = OPERATIONS.get(`part.${op}`);
    if (!operation) throw new Error(`There is no operation "part.${op}".`);
    const parsed = operation.params.parse({ ...params, feature: id, ...(part ? { part: "$prev" } : {}) }) as object;
    return (await operation.run(this.kernel, { ...parsed, ...(part ? { part } : {}) } as never, SPEC_CONTEXT)) as PartShape;
  }
}

/** The name that a face had before it was split. */
export function stemOf(name: string): string {
  return name.replace(/(#\d+)+$/, "");
}

/** Every name that a face answers to, pieces under the name of the whole. */
export function stemsOf({ name, aliases = [] }: Pick<FaceRecord, "name" | "aliases">): string[] {
  return [name, ...aliases].map(stemOf);
}

/** True where nothing about the two faces differs that could be measured. */
export function sameFace(a: FaceRecord, b: FaceRecord): boolean {
  if (a.type !== b.type || Math.abs(a.area - b.area) > 1e-6 * a.area) return false;
  if (Math.abs((a.radius ?? 0) - (b.radius ?? 0)) > 1e-6) return false;
  const close = (p: readonly number[] = [], q: readonly number[] = []) =>
    p.every((value, index) => Math.abs(value - (q[index] ?? 0)) < 1e-6);
  return close(a.center, b.center) && close(a.normal, b.normal);
}
