import { outwardNormal } from "@/lib/cad/kernel/face-geometry";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart, isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { type Topology, topologyOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { OPERATIONS } from "../registry";
import { type Measured, measured } from "./spec-catalogue";

/** Parts of a cube of 10 for operations that take them by reference. */
export interface CubeParts {
  shape: PartShape;
  /** Two parallel edges that share no face. */
  edges: PartShape[];
  /** For each of these edges a face that ends there. */
  faces: PartShape[];
  /** Both faces of the first edge. */
  sides: PartShape[];
  /** A face that does not touch the first edge. */
  away: PartShape;
  /** An edge of another cube. */
  foreign: PartShape;
  /** Two edges of one face that meet, a point of it and its normal. */
  corner: { edges: PartShape[]; at: Vec3; normal: Vec3 };
}

const part = (shape: PartShape["shape"]): PartShape => ({ shape, faces: [] });

/** Numbers of two parallel edges of a cube that share no face. */
export async function cubeParts(): Promise<{ apart: number[] }> {
  const kernel = await specKernel();
  return kernel.scope((own) => {
    const cube = own(own(new kernel.oc.BRepPrimAPI_MakeBox(10, 10, 10)).Shape());
    return { apart: pairApart(topologyOf(kernel, own, cube)) };
  });
}

/** The first edge and that across the middle: its faces are those that touch neither end nor side of the first. */
function pairApart({ edges, edgesOfFace }: Topology): number[] {
  const sides = edges[0]?.faces ?? [];
  const touches = (face: number, side: number) => (edgesOfFace[face] ?? []).some((edge) => (edgesOfFace[side] ?? []).includes(edge));
  // Each face of a cube touches all others but the one opposite to it.
  const opposite = sides.map((side) => edgesOfFace.findIndex((_, face) => face !== side && !touches(face, side)));
  return [0, edges.findIndex(({ faces }) => opposite.every((face) => faces.includes(face)))];
}

/** The first two edges of the first face: they follow each other around it. */
function cornerOf(kernel: Kernel, { faces, edges, edgesOfFace }: Topology): CubeParts["corner"] {
  const [face] = faces;
  if (!face) throw new Error("The cube has no face.");
  const { point: at, normal } = outwardNormal(kernel, face);
  const first = (edgesOfFace[0] ?? []).slice(0, 2).flatMap((index) => edges[index]?.edge ?? []);
  return { edges: first.map((edge) => part(edge)), at, normal };
}

/** Runs an operation on a cube of 10, its parameters made from the cube's parts, and measures the result. */
export async function applied(id: string, params: (cube: CubeParts) => Record<string, unknown>): Promise<Measured> {
  const kernel = await specKernel();
  const operation = OPERATIONS.get(id);
  if (!operation) throw new Error(`${id} is not built.`);
  const context = { exchange: () => Promise.reject(new Error("No exchange kernel.")), addFile: () => undefined, warn: () => undefined };
  return kernel.scope((own) => {
    const cube = own(own(new kernel.oc.BRepPrimAPI_MakeBox(10, 10, 10)).Shape());
    const other = own(own(new kernel.oc.BRepPrimAPI_MakeBox(10, 10, 10)).Shape());
    const topology = topologyOf(kernel, own, cube);
    const pair = pairApart(topology).map((index) => topology.edges[index]);
    const faceOf = (index: number | undefined) => topology.faces[index ?? -1] ?? cube;
    const sides = pair[0]?.faces ?? [];
    const away = topology.edgesOfFace.findIndex((edges) => !edges.includes(0));
    const result = operation.run(
      kernel,
      {
        shape: part(cube),
        ...params({
          shape: part(cube),
          edges: pair.map((use) => part(use?.edge ?? cube)),
          faces: pair.map((use) => part(faceOf(use?.faces[0]))),
          sides: sides.map((index) => part(faceOf(index))),
          away: part(faceOf(away)),
          foreign: part(topologyOf(kernel, own, other).edges[0]?.edge ?? other),
          corner: cornerOf(kernel, topology),
        }),
      } as never,
      context,
    );
    if (!isPartShape(result)) throw new Error(`${id} gives no shape.`);
    try {
      return measured(kernel, result);
    } finally {
      freePart(result);
    }
  });
}
