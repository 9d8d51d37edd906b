import type { TopoDS_Shape } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid } from "@/lib/cad/kernel/properties";
import type { CatalogueImplementations, JsonValue } from "../implementation";
import { bare } from "./bare-shape";
import type { OfShape } from "./params";
import { assemblyOf } from "./shape-assembly";
import { NODE_KINDS, type NodeKind, ShapeGraph, uidOf } from "./shape-graph";

type Query = (graph: ShapeGraph, own: Own) => { [name: string]: JsonValue };

/** A report on what a shape is made of; `ok` is for callers that know reports which can fail. */
function report(query: Query) {
  return (kernel: Kernel, { shape }: OfShape): JsonValue =>
    kernel.scope((own) => ({ ok: true, ...query(new ShapeGraph(kernel, own, shape.shape), own) }));
}

const analyze: Query = (graph) => {
  const count = (kind: NodeKind) => graph.of(kind).shapes.length;
  const coedges = sum(graph.nodes.wire.shapes.map((wire) => graph.usesIn(wire, "edge").length));
  const curves = graph.edges.shapes.filter((edge) => !graph.kernel.oc.BRep_Tool.Degenerated(edge)).length;
  const { products, occurrences } = assemblyOf(graph);
  return {
    solids: count("solid"),
    shells: count("shell"),
    faces: count("face"),
    wires: count("wire"),
    edges: count("edge"),
    coedges,
    vertices: count("vertex"),
    compounds: count("compound"),
    compSolids: count("compsolid"),
    surfaces: count("face"),
    curves3d: curves,
    curves2d: sum(graph.faces.shapes.map((face) => graph.usesIn(face, "edge").length)),
    nodes: sum(NODE_KINDS.map(count)),
    products: products.length,
    occurrences: occurrences.length,
    rootProducts: 1,
    generation: 0,
  };
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const faceAdjacency: Query = (graph) => {
  const edgesOfFace = graph.within("face", "edge");
  const facesOfEdge = graph.around("edge", "face");
  const wiresOfFace = graph.within("face", "wire");
  return {
    faces: graph.faces.shapes.map((_, index) => {
      const edges = edgesOfFace[index] ?? [];
      const adjacent = [...new Set(edges.flatMap((edge) => facesOfEdge[edge] ?? []))].filter((face) => face !== index);
      const wires = wiresOfFace[index] ?? [];
      return { index, adjacent: adjacent.toSorted((a, b) => a - b), edges, nbWires: wires.length, outerWire: outerWireOf(graph, index) };
    }),
  };
};

function outerWireOf(graph: ShapeGraph, face: number): number {
  const shape = graph.faces.shapes[face];
  if (!shape) return -1;
  const wire = graph.kernel.oc.BRepTools.OuterWire(shape);
  const index = graph.nodes.wire.index.indexOf(wire) ?? -1;
  wire.delete();
  return index;
}

const edgeFaceMap: Query = (graph) => {
  const { oc } = graph.kernel;
  const facesOfEdge = graph.around("edge", "face");
  return {
    edges: graph.edges.shapes.map((edge, index) => {
      const faces = facesOfEdge[index] ?? [];
      const degenerated = oc.BRep_Tool.Degenerated(edge);
      // A seam bounds its one face on both of its sides.
      const seam = faces.some((face) => isSeam(graph, index, face));
      const sides = faces.length + (seam ? 1 : 0);
      return {
        index,
        faces,
        nbFaces: faces.length,
        boundary: !degenerated && sides === 1,
        manifold: !degenerated && sides === 2,
        degenerated,
        ...endsOf(graph, edge),
        tolerance: oc.BRep_Tool.Tolerance(edge),
      };
    }),
  };
};

function isSeam(graph: ShapeGraph, edge: number, face: number): boolean {
  const [edgeShape, faceShape] = [graph.edges.shapes[edge], graph.faces.shapes[face]];
  return edgeShape !== undefined && faceShape !== undefined && graph.kernel.oc.BRep_Tool.IsClosed(edgeShape, faceShape);
}

/** Numbers of the first and the last vertex; the same where the edge closes. */
function endsOf(graph: ShapeGraph, edge: TopoDS_Shape): { startVertex: number; endVertex: number } {
  const ends = graph.usesIn(edge, "vertex");
  const [startVertex = -1] = ends;
  return { startVertex, endVertex: ends.at(-1) ?? -1 };
}

const vertexEdgeMap: Query = (graph, own) => {
  const edgesOfVertex = graph.around("vertex", "edge");
  return {
    vertices: graph.nodes.vertex.shapes.map((shape, index) => {
      const vertex = own(graph.kernel.oc.TopoDS.Vertex(shape));
      const tolerance = graph.kernel.oc.BRep_Tool.Tolerance(vertex);
      return { index, point: toVec3(own, graph.kernel.oc.BRep_Tool.Pnt(vertex)), tolerance, edges: edgesOfVertex[index] ?? [] };
    }),
  };
};

function surfaceTypeOf(graph: ShapeGraph, own: Own, index: number): string {
  const face = graph.faces.shapes[index];
  return face ? own(new graph.kernel.oc.BRepAdaptor_Surface(face, false)).GetType().replace("GeomAbs_", "") : "None";
}

const faceInfo: Query = (graph, own) => {
  const { oc } = graph.kernel;
  const wires = graph.within("face", "wire");
  return {
    faces: graph.faces.shapes.map((face, index) => {
      const { UMin, UMax, VMin, VMax } = oc.BRepTools.UVBounds(face);
      const triangulation = oc.BRep_Tool.Triangulation(face, own(new oc.TopLoc_Location()), 0);
      if (triangulation) own(triangulation);
      return {
        index,
        surfaceType: surfaceTypeOf(graph, own, index),
        tolerance: oc.BRep_Tool.Tolerance(face),
        hasTriangulation: Boolean(triangulation),
        naturalRestriction: oc.BRep_Tool.NaturalRestriction(face),
        uvBounds: [UMin, UMax, VMin, VMax],
        nbWires: wires[index]?.length ?? 0,
        uid: uidOf("face", index),
      };
    }),
  };
};

const edgeInfo: Query = (graph, own) => {
  const { oc } = graph.kernel;
  return {
    edges: graph.edges.shapes.map((edge, index) => {
      const degenerated = oc.BRep_Tool.Degenerated(edge);
      const curve = degenerated ? null : own(new oc.BRepAdaptor_Curve(edge));
      return {
        index,
        curveType: curve ? curve.GetType().replace("GeomAbs_", "") : "None",
        hasCurve: curve !== null,
        degenerated,
        sameParameter: oc.BRep_Tool.SameParameter(edge),
        maxContinuity: oc.BRep_Tool.MaxContinuity(edge).replace("GeomAbs_", ""),
        range: curve ? [curve.FirstParameter(), curve.LastParameter()] : null,
        uid: uidOf("edge", index),
      };
    }),
  };
};

const containment: Query = (graph) => ({
  shellsOfFace: graph.around("face", "shell"),
  solidsOfShell: graph.around("shell", "solid"),
  solidsOfFace: graph.around("face", "solid"),
});

const wireInfo: Query = (graph) => {
  const facesOfWire = graph.around("wire", "face");
  return {
    wires: graph.nodes.wire.shapes.map((wire, index) => {
      const edges = graph.usesIn(wire, "edge");
      const face = facesOfWire[index]?.[0] ?? -1;
      return {
        index,
        closed: graph.kernel.oc.BRep_Tool.IsClosed(wire),
        outer: face >= 0 && outerWireOf(graph, face) === index,
        nbCoEdges: edges.length,
        nbDistinctEdges: new Set(edges).size,
        face,
      };
    }),
  };
};

const assembly: Query = (graph) => ({ rootProducts: [0], ...assemblyOf(graph) });

/** Pieces that the kernel's checker refuses are errors; edges between more than two faces are worth a warning. */
const validate: Query = (graph) => {
  const valid = isValid(graph.kernel, graph.shape);
  const broken = (["face", "edge"] as const).flatMap((kind) =>
    graph
      .of(kind)
      .shapes.flatMap((shape, index) =>
        valid || isValid(graph.kernel, shape) ? [] : [issue("error", kind, index, "The checker finds a fault in it.")],
      ),
  );
  const whole = valid || broken.length > 0 ? [] : [issue("error", "solid", 0, "The checker finds a fault in how its pieces fit together.")];
  const crowded = graph
    .around("edge", "face")
    .flatMap((faces, index) => (faces.length > 2 ? [issue("warning", "edge", index, `It bounds ${faces.length} faces.`)] : []));
  return { valid, errors: broken.length + whole.length, warnings: crowded.length, issues: [...broken, ...whole, ...crowded] };
};

function issue(severity: "error" | "warning", kind: NodeKind, index: number, description: string) {
  return { severity, node: { kind, index }, description };
}

const dump: Query = (graph, own) => {
  const [shellsOfFace, solidsOfShell, edgesOfFace] = [
    graph.around("face", "shell"),
    graph.around("shell", "solid"),
    graph.within("face", "edge"),
  ];
  const [facesOfEdge, edgesOfVertex, facesOfShell] = [
    graph.around("edge", "face"),
    graph.around("vertex", "edge"),
    graph.within("shell", "face"),
  ];
  const { oc } = graph.kernel;
  return {
    solids: graph.nodes.solid.shapes.map((_, index) => ({ index, uid: uidOf("solid", index) })),
    shells: graph.nodes.shell.shapes.map((shell, index) => ({
      index,
      uid: uidOf("shell", index),
      nbFaces: facesOfShell[index]?.length ?? 0,
      closed: oc.BRep_Tool.IsClosed(shell),
      solids: solidsOfShell[index] ?? [],
    })),
    faces: graph.faces.shapes.map((_, index) => ({
      index,
      uid: uidOf("face", index),
      surfaceType: surfaceTypeOf(graph, own, index),
      shells: shellsOfFace[index] ?? [],
      edges: edgesOfFace[index] ?? [],
    })),
    edges: graph.edges.shapes.map((edge, index) => ({
      index,
      uid: uidOf("edge", index),
      ...endsOf(graph, edge),
      degenerated: oc.BRep_Tool.Degenerated(edge),
      faces: facesOfEdge[index] ?? [],
    })),
    vertices: graph.nodes.vertex.shapes.map((vertex, index) => ({
      index,
      uid: uidOf("vertex", index),
      point: toVec3(own, oc.BRep_Tool.Pnt(own(oc.TopoDS.Vertex(vertex)))),
      edges: edgesOfVertex[index] ?? [],
    })),
  };
};

/** Which piece of a shape another shape is. */
function nodeOfShape(kernel: Kernel, { shape, subShape }: OfShape & { subShape: PartShape }): JsonValue {
  return kernel.scope((own): JsonValue => {
    const graph = new ShapeGraph(kernel, own, shape.shape);
    for (const kind of NODE_KINDS) {
      const index = graph.of(kind).index.indexOf(subShape.shape);
      if (index !== undefined) return { valid: true, kind, index, uid: uidOf(kind, index) };
    }
    return { valid: false };
  });
}

/** The piece of a kind with a number, as a shape of its own. */
function reconstruct(kernel: Kernel, { shape, kind, index }: OfShape & { kind: NodeKind; index: number }): PartShape {
  return kernel.scope((own) => {
    const { shapes } = new ShapeGraph(kernel, own, shape.shape).of(kind);
    const found = shapes[index];
    if (!found) throw invalidInput(`index is ${index}, and the shape has ${shapes.length} of the kind ${kind}, counted from 0.`);
    return bare(own, own(found.Oriented(found.Orientation())));
  });
}

/** `occt.brepGraph.*` */
export const BREP_GRAPH: CatalogueImplementations = {
  "occt.brepGraph.analyze": report(analyze),
  "occt.brepGraph.assembly": report(assembly),
  "occt.brepGraph.containment": report(containment),
  "occt.brepGraph.dump": report(dump),
  "occt.brepGraph.edgeFaceMap": report(edgeFaceMap),
  "occt.brepGraph.edgeInfo": report(edgeInfo),
  "occt.brepGraph.faceAdjacency": report(faceAdjacency),
  "occt.brepGraph.faceInfo": report(faceInfo),
  "occt.brepGraph.nodeOfShape": nodeOfShape,
  "occt.brepGraph.reconstruct": reconstruct,
  "occt.brepGraph.validate": report(validate),
  "occt.brepGraph.vertexEdgeMap": report(vertexEdgeMap),
  "occt.brepGraph.wireInfo": report(wireInfo),
};
