import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { BuiltOperationId } from "@/lib/contract/operations/catalogue";
import * as blends from "./catalogue/edge-blends";
import * as shapes from "./catalogue/shapes";
import * as solids from "./catalogue/solids";
import * as flat from "./catalogue/wires-and-faces";
import type { StepValue } from "./implementation";

/** Every built operation of the catalogue; its schema has checked the parameters. The compiler refuses a missing one. */
export const CATALOGUE_IMPLEMENTATIONS: Record<BuiltOperationId, (kernel: Kernel, params: never) => StepValue> = {
  "occt.booleans.difference": shapes.difference,
  "occt.booleans.intersection": shapes.intersection,
  "occt.booleans.union": shapes.union,
  "occt.fillets.chamferEdges": blends.chamferEdges,
  "occt.fillets.filletEdges": blends.filletEdges,
  "occt.operations.boundingBoxOfShape": shapes.boundingBoxOfShape,
  "occt.operations.extrude": shapes.extrude,
  "occt.operations.loft": shapes.loft,
  "occt.operations.makeThickSolidSimple": shapes.makeThickSolidSimple,
  "occt.operations.revolve": shapes.revolve,
  "occt.shapes.compound.makeCompound": shapes.makeCompound,
  "occt.shapes.face.createCircleFace": flat.createCircleFace,
  "occt.shapes.face.createFaceFromWire": flat.createFaceFromWire,
  "occt.shapes.face.createPolygonFace": flat.createPolygonFace,
  "occt.shapes.face.createRectangleFace": flat.createRectangleFace,
  "occt.shapes.face.getFaceArea": flat.getFaceArea,
  "occt.shapes.face.getFaces": flat.getFaces,
  "occt.shapes.shape.getShapeType": shapes.getShapeType,
  "occt.shapes.shape.unifySameDomain": shapes.unifySameDomain,
  "occt.shapes.solid.createBox": solids.createBox,
  "occt.shapes.solid.createBoxFromCorner": solids.createBoxFromCorner,
  "occt.shapes.solid.createCone": solids.createCone,
  "occt.shapes.solid.createCube": solids.createCube,
  "occt.shapes.solid.createCylinder": solids.createCylinder,
  "occt.shapes.solid.createSphere": solids.createSphere,
  "occt.shapes.solid.createTorus": solids.createTorus,
  "occt.shapes.solid.getSolidCenterOfMass": solids.getSolidCenterOfMass,
  "occt.shapes.solid.getSolidSurfaceArea": solids.getSolidSurfaceArea,
  "occt.shapes.solid.getSolidVolume": solids.getSolidVolume,
  "occt.shapes.wire.createCircleWire": flat.createCircleWire,
  "occt.shapes.wire.createEllipseWire": flat.createEllipseWire,
  "occt.shapes.wire.createNGonWire": flat.createNGonWire,
  "occt.shapes.wire.createPolygonWire": flat.createPolygonWire,
  "occt.shapes.wire.createPolylineWire": flat.createPolylineWire,
  "occt.shapes.wire.createRectangleWire": flat.createRectangleWire,
  "occt.shapes.wire.createSquareWire": flat.createSquareWire,
  "occt.transforms.mirror": shapes.mirror,
  "occt.transforms.mirrorAlongNormal": shapes.mirrorAlongNormal,
  "occt.transforms.rotate": shapes.rotate,
  "occt.transforms.rotateAroundCenter": shapes.rotateAroundCenter,
  "occt.transforms.scale": shapes.scale,
  "occt.transforms.translate": shapes.translate,
};
