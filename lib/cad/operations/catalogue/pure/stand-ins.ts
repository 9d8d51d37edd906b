import { randomUUID } from "node:crypto";
import { copyPart } from "@/lib/cad/kernel/copy-part";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { type JsonValue, KernelObject, type StepValue } from "../../implementation";

type Opaque = PartShape | KernelObject | Uint8Array;

/**
 * Words that stand for shapes and other objects while lists and records are rearranged: they can be copied, compared
 * and counted. One table serves one call; nobody outside can know its words.
 */
export class StandIns {
  private readonly prefix = `object:${randomUUID()}:`;
  private readonly objects: Opaque[] = [];

  get count(): number {
    return this.objects.length;
  }

  /** A deep copy with words for objects. */
  replace(value: unknown): unknown {
    if (isPartShape(value) || value instanceof KernelObject || value instanceof Uint8Array) return this.wordFor(value);
    if (Array.isArray(value)) return value.map((entry) => this.replace(entry));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, this.replace(entry)]));
  }

  private wordFor(object: Opaque): string {
    const known = this.objects.indexOf(object);
    return `${this.prefix}${known >= 0 ? known : this.objects.push(object) - 1}`;
  }

  /** Objects for words; shapes are new ones each time, as results of operations must be. */
  restore(kernel: Kernel, value: JsonValue): StepValue {
    if (typeof value === "string") {
      const object = value.startsWith(this.prefix) ? this.objects[Number(value.slice(this.prefix.length))] : undefined;
      if (object === undefined) return value;
      return isPartShape(object) ? copyPart(kernel, object) : object;
    }
    if (Array.isArray(value)) return value.map((entry) => this.restore(kernel, entry));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, this.restore(kernel, entry)]));
  }
}
