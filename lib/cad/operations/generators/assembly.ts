import { frameDirections } from "@/lib/cad/kernel/face-geometry";
import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { add, type Vec3 } from "@/lib/cad/kernel/vector";
import { combineParts } from "../modelling/booleans";
import { checkResult } from "../modelling/checks";
import { located } from "../modelling/place-copies";
import type { RoledBody } from "../modelling/sweeps";

/** Where a body drawn at the origin, Z up, goes: its origin, and what its Z and X become. */
export interface Stand {
  origin?: Vec3;
  z?: Vec3;
  x?: Vec3;
  /** Before the role in the names of its faces: `hole[2]`, `head`. */
  name?: string;
}

/**
 * Builds a generated part: bodies are added, then all cuts are made in one boolean.
 * Faces are named `feature/name/role`. The scope owns everything but the result.
 */
export class Assembly {
  private readonly added: PartShape[] = [];
  private readonly cuts: PartShape[] = [];

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    private readonly feature: string,
    private readonly at: Vec3,
  ) {}

  add(body: RoledBody, stand: Stand = {}): this {
    this.added.push(this.placed(body, stand));
    return this;
  }

  cut(body: RoledBody, stand: Stand = {}): this {
    this.cuts.push(this.placed(body, stand));
    return this;
  }

  /**
   * The finished part, which the caller frees.
   * @throws KernelError when it is not valid, or has another number of bodies
   */
  build(what: string, solids: number | "any" = 1): PartShape {
    const { kernel } = this;
    const by = { feature: this.feature, age: 0 };
    const [first, ...others] = this.added;
    if (!first) throw new RangeError("An assembly without a body.");
    const whole = others.length > 0 ? this.owned(combineParts(kernel, "fuse", first, others, by)) : first;
    if (others.length > 0) checkResult(kernel, whole, { what });
    const part = this.cuts.length > 0 ? this.owned(combineParts(kernel, "cut", whole, this.cuts, by)) : whole;
    checkResult(kernel, part, {
      what,
      ...(solids === "any" ? {} : { solids }),
      ...(this.cuts.length > 0 ? { before: whole, volume: "less" as const } : {}),
    });
    for (const { face } of part.faces) this.own.release(face);
    this.own.release(part.shape);
    return part;
  }

  private owned(part: PartShape): PartShape {
    this.own(part.shape);
    for (const { face } of part.faces) this.own(face);
    return part;
  }

  private placed({ shape, roles }: RoledBody, { origin = [0, 0, 0], z = [0, 0, 1], x, name }: Stand): PartShape {
    const transform = placement(this.kernel, this.own, add(origin, this.at), z, x ?? frameDirections(z).u);
    const moved = located(this.kernel, this.own, shape, transform);
    const prefix = name === undefined ? this.feature : `${this.feature}/${name}`;
    return {
      shape: moved,
      faces: facesOf(this.kernel, this.own, moved).map((face, index) => ({
        name: `${prefix}/${roles[index] ?? "face"}`,
        feature: this.feature,
        age: 0,
        face,
      })),
    };
  }
}

/** Cuts reach so far past the faces they pass: no tool ends in a face that it cuts. */
export const OVERSHOOT_MM = 1;
