import { z } from "zod";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../implementation";
import { compoundOf } from "../modelling/compound";
import { bare } from "./bare-shape";
import { mustBePositive } from "./check-number";
import { drawPath } from "./draw-path";
import { filled } from "./fill-paths";
import { type FlatPath, type FlatSegment, tidied, transformed } from "./flat-path";
import { parsedList, point2d } from "./json-params";

const angle = z.number().min(-1e3).max(1e3);
const radius = z.number().gt(0).max(1e5);
const segment = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("line"), to: point2d }),
  z.strictObject({ type: z.literal("quadratic"), c: point2d, to: point2d }),
  z.strictObject({ type: z.literal("cubic"), c1: point2d, c2: point2d, to: point2d }),
  z.strictObject({
    type: z.literal("arc"),
    to: point2d,
    center: point2d,
    rx: radius,
    ry: radius,
    xAxisRotation: angle.default(0),
    startAngle: angle.default(0),
    deltaAngle: angle.default(0),
  }),
]);
const subpath = z.strictObject({ start: point2d, segments: z.array(segment).max(10_000), closed: z.boolean().default(false) });

function flat(of: z.output<typeof segment>): FlatSegment {
  if (of.type === "line") return { kind: "line", to: of.to };
  if (of.type === "quadratic") return { kind: "curve", controls: [of.c], to: of.to };
  if (of.type === "cubic") return { kind: "curve", controls: [of.c1, of.c2], to: of.to };
  const [cosine, sine] = [Math.cos(of.xAxisRotation), Math.sin(of.xAxisRotation)];
  return {
    kind: "arc",
    center: of.center,
    p: [of.rx * cosine, of.rx * sine],
    q: [-of.ry * sine, of.ry * cosine],
    from: of.startAngle,
    sweep: of.deltaAngle,
    to: of.to,
  };
}

interface PathParams {
  subpaths: unknown[];
  makeFaces: boolean;
  joinSegments: boolean;
  tolerance: number;
  scale: number;
  flipY: boolean;
  origin: Vec3;
}

/**
 * A wire for each subpath in the XY plane, or the faces that closed ones bound, holes left out of them; several come
 * in a compound. Angles of arcs are radians.
 */
function shapeFromPath(kernel: Kernel, { subpaths, makeFaces, joinSegments, tolerance, scale, flipY, origin }: PathParams): PartShape {
  mustBePositive({ scale, tolerance });
  if (subpaths.length === 0) throw invalidInput("subpaths holds 0 subpaths and must hold at least 1.");
  const paths = parsedList(subpath, subpaths, "subpaths").map(({ start, segments, closed }): FlatPath => {
    const scaled = transformed({ start, segments: segments.map(flat), closed }, [scale, 0, 0, flipY ? -scale : scale, 0, 0]);
    return tidied(scaled, tolerance, joinSegments);
  });
  return kernel.scope((own) => {
    const wires = paths.map((path) => drawPath(kernel, own, path, ([x, y]) => [origin[0] + x, origin[1] + y, origin[2]]));
    const isClosed = paths.every(({ closed }) => closed);
    const shapes = makeFaces && isClosed ? filled(kernel, own, paths, wires, "evenOdd") : wires;
    const [only, ...more] = shapes;
    return bare(own, only && more.length === 0 ? only : compoundOf(kernel, own, shapes));
  });
}

/** `occt.path.*` */
export const PATHS: CatalogueImplementations = {
  "occt.path.shapeFromPath": shapeFromPath,
};
