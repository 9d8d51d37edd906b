import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { messageOf } from "@/lib/core/errors";
import type { DeformingBuild } from "./deform-brep";
import type { DefeaturingBuild } from "./remove-faces";

/*
 * The exchange build as far as it is used here; its own declarations are 9 MB. Overloads are numbered, enumerations are
 * objects, and what is behind a handle needs `get()`.
 */

export interface FullHandle {
  delete(): void;
}
export interface FullEnum {
  value: number;
}
export interface FullShape extends FullHandle {
  IsNull(): boolean;
  ShapeType(): FullEnum;
  HashCode(limit: number): number;
  IsSame(other: FullHandle): boolean;
}
interface FullExplorer extends FullHandle {
  More(): boolean;
  Next(): void;
  Current(): FullShape;
}
export interface FullReader extends FullHandle {
  ReadFile(path: string): FullEnum;
  TransferRoots(range: FullHandle): number;
  OneShape(): FullShape;
}
interface FullCafReader extends FullHandle {
  SetColorMode(on: boolean): void;
  SetNameMode(on: boolean): void;
  SetLayerMode(on: boolean): void;
  SetPropsMode(on: boolean): void;
  SetMatMode(on: boolean): void;
  SetGDTMode(on: boolean): void;
  SetViewMode(on: boolean): void;
  ReadFile(path: string): FullEnum;
  Transfer_1(document: FullHandle, range: FullHandle): boolean;
}
interface FullAsciiText extends FullHandle {
  ToCString(): string;
}
interface FullPoint extends FullHandle {
  X(): number;
  Y(): number;
  Z(): number;
}
interface FullTransform extends FullHandle {
  /** Row and column from 1. */
  Value(row: number, column: number): number;
}
interface FullLocation extends FullHandle {
  IsIdentity(): boolean;
  Transformation(): FullTransform;
}
export interface FullLabel extends FullHandle {
  FindAttribute_1(id: FullHandle, found: FullHandleTo<FullAttribute>): boolean;
}
interface FullAttribute extends FullHandle {
  /** Names. */
  Get(): FullHandle;
  /** Volumes, areas and centroids. */
  Get_1(): unknown;
  /** Nodes of trees. */
  HasFather(): boolean;
  Father(): FullHandleTo<FullAttribute>;
  Label(): FullLabel;
  /** Materials. */
  GetName(): FullHandleTo<FullAsciiText>;
  GetDensity(): number;
}
interface FullLabels extends FullHandle {
  Length(): number;
  Value(index: number): FullLabel;
}
interface FullHandleTo<T> extends FullHandle {
  IsNull(): boolean;
  get(): T;
}
interface FullColor extends FullHandle {
  GetRGB(): FullHandle & { Red(): number; Green(): number; Blue(): number };
  Alpha(): number;
}
interface FullShapeTool {
  GetFreeShapes(labels: FullLabels): void;
}
interface FullColorTool {
  GetColor_5(label: FullLabel, type: FullEnum, color: FullColor): boolean;
}
interface FullLayerTool {
  GetLayers_2(label: FullLabel, layers: FullLabels): boolean;
}

/** Other files say what they need of it. */
type OfOthers = Omit<DefeaturingBuild & DeformingBuild, "FS" | "BRepTools" | keyof OwnBuild>;

export interface FullBuild extends OwnBuild, OfOthers {
  FS: OwnBuild["FS"] & DefeaturingBuild["FS"] & DeformingBuild["FS"];
  BRepTools: OwnBuild["BRepTools"] & DefeaturingBuild["BRepTools"] & DeformingBuild["BRepTools"];
}

interface OwnBuild {
  FS: {
    writeFile(path: string, content: Uint8Array): void;
    readFile(path: string, options: { encoding: "utf8" }): string;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
  };
  HEAPU8: Uint8Array;
  IFSelect_ReturnStatus: { IFSelect_RetDone: FullEnum };
  TopAbs_ShapeEnum: Record<"TopAbs_FACE" | "TopAbs_SHAPE", FullEnum>;
  TopExp_Explorer_2: new (shape: FullHandle, find: unknown, avoid: unknown) => FullExplorer;
  IGESControl_Controller: { Init(): boolean };
  IGESControl_Reader_1: new () => FullReader;
  STEPControl_Reader_1: new () => FullReader;
  STEPCAFControl_Reader_1: new () => FullCafReader;
  Message_ProgressRange_1: new () => FullHandle;
  ShapeFix_Shape_2: new (shape: FullShape) => FullHandle & { Perform(range: FullHandle): boolean; Shape(): FullShape };
  BRepTools: { Write_3(shape: FullShape, path: string, range: FullHandle): boolean };
  BinTools: { Write_3(shape: FullShape, path: string, range: FullHandle): boolean };
  TCollection_ExtendedString_2: new (text: string, isMultiByte: boolean) => FullHandle;
  TCollection_AsciiString_1: new () => FullAsciiText;
  TCollection_AsciiString_13: new (text: FullHandle, replacement: number) => FullAsciiText;
  TDocStd_Document: new (format: FullHandle) => FullHandle & { Main(): FullLabel };
  Handle_TDocStd_Document_2: new (document: FullHandle) => FullHandle;
  Handle_TDF_Attribute_1: new () => FullHandleTo<FullAttribute>;
  TDF_Label: new () => FullLabel;
  TDF_LabelSequence_1: new () => FullLabels;
  TDF_Tool: { Entry(label: FullLabel, entry: FullAsciiText): void };
  TDataStd_Name: { GetID(): FullHandle };
  Quantity_ColorRGBA_1: new () => FullColor;
  XCAFDoc_ColorType: Record<"XCAFDoc_ColorGen" | "XCAFDoc_ColorSurf", FullEnum>;
  XCAFDoc_DocumentTool: {
    ShapeTool(main: FullLabel): FullHandle & { get(): FullShapeTool };
    ColorTool(main: FullLabel): FullHandle & { get(): FullColorTool };
    LayerTool(main: FullLabel): FullHandle & { get(): FullLayerTool };
  };
  XCAFDoc_ShapeTool: {
    IsReference(label: FullLabel): boolean;
    IsAssembly(label: FullLabel): boolean;
    GetReferredShape(label: FullLabel, referred: FullLabel): boolean;
    GetComponents(label: FullLabel, components: FullLabels, getSubChildren: boolean): boolean;
    GetSubShapes(label: FullLabel, labels: FullLabels): boolean;
    GetShape_2(label: FullLabel): FullShape;
    GetLocation(label: FullLabel): FullLocation;
  };
  XCAFDoc: { MaterialRefGUID(): FullHandle };
  XCAFDoc_Material: { GetID(): FullHandle };
  XCAFDoc_Volume: { GetID(): FullHandle };
  XCAFDoc_Area: { GetID(): FullHandle };
  XCAFDoc_Centroid: { GetID(): FullHandle };
  OCJS: { getStandard_FailureData(pointer: number): { GetMessageString(): string } };
}

export type { FullAttribute, FullColorTool, FullLabels, FullLayerTool, FullPoint };

export type FullOwn = <T extends FullHandle>(handle: T) => T;

/** Runs `fn` and frees every handle that it owned, whether it returns or throws. */
export function fullScope<T>(fn: (own: FullOwn) => T): T {
  const handles: FullHandle[] = [];
  try {
    return fn((handle) => {
      handles.push(handle);
      return handle;
    });
  } finally {
    for (const handle of handles.reverse()) handle.delete();
  }
}

export function unreadable(format: string, why: string): KernelError {
  return new KernelError(`The ${format.toUpperCase()} file can't be read: ${why}.`, { code: "INVALID_FILE" });
}

/** What the exchange kernel threw, as a refusal of the file. */
export function refusalOf(oc: FullBuild, format: string, error: unknown): KernelError {
  if (error instanceof KernelError) return error;
  // This build throws C++ exceptions as bare pointers, most of them without a text.
  const text = typeof error === "number" ? oc.OCJS.getStandard_FailureData(error).GetMessageString() : messageOf(error);
  return new KernelError(unreadable(format, "the kernel failed on it").message, {
    code: "INVALID_FILE",
    kernelStatus: text,
    cause: error,
  });
}
