import type { TopoDS_Wire } from "opencascade.js";
import { z } from "zod";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import { checkLine } from "../build-edge";
import { wireThrough } from "../build-wire";
import { compoundIf } from "../compound-if";
import { endsWithFirst } from "../distinct-points";
import { parsedList, point } from "../json-params";
import { madeOfEach } from "../made-of-each";
import type { Line, Points, Polyline } from "../params";

function wire(kernel: Kernel, draw: (own: Own) => TopoDS_Wire): PartShape {
  return kernel.scope((own) => bare(own, draw(own)));
}

function createLineWire(kernel: Kernel, { start, end }: Line): PartShape {
  checkLine(start, end);
  return wire(kernel, (own) => wireThrough(kernel, own, [start, end], false));
}

/** The line is longer at its ends by the extensions; negative ones shorten it. */
function createLineWireWithExtensions(
  kernel: Kernel,
  { start, end, extensionStart, extensionEnd }: Line & { extensionStart: number; extensionEnd: number },
): PartShape {
  checkLine(start, end);
  const along = normalize(subtract(end, start));
  const length = Math.hypot(...subtract(end, start)) + extensionStart + extensionEnd;
  if (!(length > 1e-7)) throw invalidInput(`extensionStart and extensionEnd leave a line of length ${length} and must leave more than 0.`);
  return createLineWire(kernel, { start: add(start, multiply(along, -extensionStart)), end: add(end, multiply(along, extensionEnd)) });
}

function createPolygonWire(kernel: Kernel, { points }: Points): PartShape {
  return wire(kernel, (own) => wireThrough(kernel, own, points, true));
}

function createPolylineWire(kernel: Kernel, { points }: Points): PartShape {
  return wire(kernel, (own) => wireThrough(kernel, own, points, false));
}

const lineDto = z.strictObject({ start: point.default([0, 0, 0]), end: point.default([0, 1, 0]) });
const pointsDto = z.strictObject({ points: z.array(point).max(100_000) });

interface Several {
  returnCompound: boolean;
}

function createLines(kernel: Kernel, { lines, returnCompound }: Several & { lines: unknown[] }): PartShape | PartShape[] {
  const made = madeOfEach(parsedList(lineDto, lines, "lines"), (line) => createLineWire(kernel, line));
  return compoundIf(kernel, returnCompound, made);
}

function createPolygons(kernel: Kernel, { polygons, returnCompound }: Several & { polygons: unknown[] }): PartShape | PartShape[] {
  const made = madeOfEach(parsedList(pointsDto, polygons, "polygons"), (polygon) => createPolygonWire(kernel, polygon));
  return compoundIf(kernel, returnCompound, made);
}

function createPolylines(kernel: Kernel, { polylines, returnCompound }: Several & { polylines: unknown[] }): PartShape | PartShape[] {
  const made = madeOfEach(parsedList(pointsDto, polylines, "polylines"), (polyline) => createPolylineWire(kernel, polyline));
  return compoundIf(kernel, returnCompound, made);
}

function fromBaseLine(kernel: Kernel, { line }: { line: Line }): PartShape {
  return createLineWire(kernel, line);
}

/** The catalogue declares one line here; the result is a list all the same. */
function fromBaseLines(kernel: Kernel, { line }: { line: Line }): PartShape[] {
  return [createLineWire(kernel, line)];
}

function fromBaseSegment(kernel: Kernel, { segment: [start, end] }: { segment: [Vec3, Vec3] }): PartShape {
  return createLineWire(kernel, { start, end });
}

function fromBaseSegments(kernel: Kernel, { segments }: { segments: [Vec3, Vec3][] }): PartShape[] {
  return madeOfEach(segments, (segment) => fromBaseSegment(kernel, { segment }));
}

/** Closed where the last point is the first again. */
function fromPoints(kernel: Kernel, { points }: Points): PartShape {
  return wire(kernel, (own) => wireThrough(kernel, own, points, endsWithFirst(points)));
}

function fromBasePolyline(kernel: Kernel, { polyline: { points, isClosed = false } }: { polyline: Polyline }): PartShape {
  return wire(kernel, (own) => wireThrough(kernel, own, points, isClosed));
}

function fromBaseTriangle(kernel: Kernel, { triangle }: { triangle: [Vec3, Vec3, Vec3] }): PartShape {
  return createPolygonWire(kernel, { points: triangle });
}

function fromBaseMesh(kernel: Kernel, { mesh }: { mesh: [Vec3, Vec3, Vec3][] }): PartShape[] {
  return madeOfEach(mesh, (triangle) => fromBaseTriangle(kernel, { triangle }));
}

/** `occt.shapes.wire.*`: straight pieces between points. */
export const LINE_WIRES: CatalogueImplementations = {
  "occt.shapes.wire.createLineWire": createLineWire,
  "occt.shapes.wire.createLineWireWithExtensions": createLineWireWithExtensions,
  "occt.shapes.wire.createLines": createLines,
  "occt.shapes.wire.createPolygonWire": createPolygonWire,
  "occt.shapes.wire.createPolygons": createPolygons,
  "occt.shapes.wire.createPolylineWire": createPolylineWire,
  "occt.shapes.wire.createPolylines": createPolylines,
  "occt.shapes.wire.fromBaseLine": fromBaseLine,
  "occt.shapes.wire.fromBaseLines": fromBaseLines,
  "occt.shapes.wire.fromBaseMesh": fromBaseMesh,
  "occt.shapes.wire.fromBasePolyline": fromBasePolyline,
  "occt.shapes.wire.fromBaseSegment": fromBaseSegment,
  "occt.shapes.wire.fromBaseSegments": fromBaseSegments,
  "occt.shapes.wire.fromBaseTriangle": fromBaseTriangle,
  "occt.shapes.wire.fromPoints": fromPoints,
};
