import { createHash } from "node:crypto";
import type { TopoDS_Shape } from "opencascade.js";
import { describeEdge } from "@/lib/cad/kernel/edge-geometry";
import { describeFace } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { numberedEdges } from "@/lib/cad/kernel/numbered-edges";
import { lengthPropertiesOf } from "@/lib/cad/kernel/properties";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";

/** What is known of a face besides its triangles. */
export interface FaceMetadata {
  area: number;
  centerOfMass: Vec3;
  surfaceType: string;
  tolerance: number;
  /** Faces that share an edge with it. */
  adjacentFaces: number[];
  /** The same for the same face at the same place, whatever was built before it. */
  faceUid: string;
}

/** What is known of an edge besides its points. */
export interface EdgeMetadata {
  length: number;
  centerOfMass: Vec3;
  curveType: string;
  degenerated: boolean;
  incidentFaces: number[];
  edgeUid: string;
}

interface Listed {
  faceList: { faceIndex: number }[];
  edgeList: { edgeIndex: number }[];
}

/** Adds measures, kinds and neighbours to the listed faces and edges of `shape`. */
export function addMetadata(kernel: Kernel, own: Own, shape: TopoDS_Shape, mesh: Listed): void {
  const { oc } = kernel;
  const faces = facesOf(kernel, own, shape);
  const { edges, index } = numberedEdges(kernel, own, shape);
  const edgesOfFace = faces.map((face) => {
    const numbers = explore(kernel, own, face, "TopAbs_EDGE").map((edge) => index.indexOf(edge));
    return [...new Set(numbers.filter((number) => number !== undefined))];
  });
  const facesOfEdge = edges.map((): number[] => []);
  for (const [face, ofFace] of edgesOfFace.entries()) for (const edge of ofFace) facesOfEdge[edge]?.push(face);
  const uidOf = uids();
  for (const listed of mesh.faceList) {
    const face = faces[listed.faceIndex];
    if (!face) continue;
    const { area, center, type } = describeFace(kernel, face);
    const neighbours = new Set((edgesOfFace[listed.faceIndex] ?? []).flatMap((edge) => facesOfEdge[edge] ?? []));
    neighbours.delete(listed.faceIndex);
    Object.assign(listed, {
      area,
      centerOfMass: center,
      surfaceType: type,
      tolerance: oc.BRep_Tool.Tolerance(face),
      adjacentFaces: [...neighbours].toSorted((a, b) => a - b),
      faceUid: uidOf("face", type, area, center),
    } satisfies FaceMetadata);
  }
  for (const listed of mesh.edgeList) {
    const edge = edges[listed.edgeIndex];
    if (!edge) continue;
    const { type, length } = describeEdge(kernel, edge);
    const { center } = lengthPropertiesOf(kernel, edge);
    Object.assign(listed, {
      length,
      centerOfMass: center,
      curveType: type,
      degenerated: oc.BRep_Tool.Degenerated(edge),
      incidentFaces: facesOfEdge[listed.edgeIndex] ?? [],
      edgeUid: uidOf("edge", type, length, center),
    } satisfies EdgeMetadata);
  }
}

/** Names pieces by kind, measure and place; of several alike the later ones get a number. */
function uids(): (...what: [kind: string, type: string, measure: number, center: Vec3]) => string {
  const seen = new Map<string, number>();
  return (kind, type, measure, center) => {
    const text = [kind, type, ...[measure, ...center].map((value) => (Math.round(value * 1e5) / 1e5 || 0).toFixed(5))].join("|");
    const uid = createHash("sha256").update(text).digest("hex").slice(0, 16);
    const before = seen.get(uid) ?? 0;
    seen.set(uid, before + 1);
    return before === 0 ? uid : `${uid}-${before + 1}`;
  };
}
