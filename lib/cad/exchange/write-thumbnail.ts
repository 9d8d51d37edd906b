import { encode } from "fast-png";
import { type BodyMesh, meshBounds } from "@/lib/cad/mesh/body-mesh";
import { degToRad } from "@/lib/core/units";
import { type LineStyle, RasterCanvas, type ScreenPoint } from "./raster-canvas";

export const THUMBNAIL_WIDTH = 480;
export const THUMBNAIL_HEIGHT = 360;

/** Drawn at twice the size and averaged: four samples a pixel. */
const SUPERSAMPLING = 2;
/** Share of the picture that the part fills. */
const FILL = 0.84;
/** The viewer stands in front (−Y), to the right (+X) and above (+Z). */
const AZIMUTH_DEG = 35;
const ELEVATION_DEG = 30;

const SHARP_EDGE: LineStyle = { radius: 1.15, strength: 255, bias: 3 };
/** Where a blend begins: a hint, no corner. */
const SMOOTH_EDGE: LineStyle = { radius: 0.8, strength: 70, bias: 3 };

type Vector = readonly [number, number, number];

/** The viewer's right, up and towards, in part coordinates. */
const [RIGHT, UP, TOWARDS] = viewAxes(degToRad(AZIMUTH_DEG), degToRad(ELEVATION_DEG));

function viewAxes(azimuth: number, elevation: number): [Vector, Vector, Vector] {
  const [sinA, cosA, sinE, cosE] = [Math.sin(azimuth), Math.cos(azimuth), Math.sin(elevation), Math.cos(elevation)];
  return [
    [cosA, sinA, 0],
    [-sinA * sinE, cosA * sinE, cosE],
    [sinA * cosE, -cosA * cosE, sinE],
  ];
}

const dot = (a: Vector, x: number, y: number, z: number) => a[0] * x + a[1] * y + a[2] * z;

/** Part coordinates to canvas pixels: orthographic, centred, the depth in pixels too. */
interface Projection {
  scale: number;
  offsetX: number;
  offsetY: number;
}

function project(view: Projection, positions: Float32Array, vertex: number): ScreenPoint {
  const x = positions[vertex * 3] as number;
  const y = positions[vertex * 3 + 1] as number;
  const z = positions[vertex * 3 + 2] as number;
  return {
    x: view.offsetX + view.scale * dot(RIGHT, x, y, z),
    y: view.offsetY - view.scale * dot(UP, x, y, z),
    depth: view.scale * dot(TOWARDS, x, y, z),
  };
}

function frameAll(meshes: readonly BodyMesh[], width: number, height: number): Projection {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { positions } of meshes) {
    for (let i = 0; i < positions.length; i += 3) {
      const x = dot(RIGHT, positions[i] as number, positions[i + 1] as number, positions[i + 2] as number);
      const y = dot(UP, positions[i] as number, positions[i + 1] as number, positions[i + 2] as number);
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
  }
  const scale = Math.min((FILL * width) / Math.max(maxX - minX, 1e-9), (FILL * height) / Math.max(maxY - minY, 1e-9));
  return { scale, offsetX: width / 2 - (scale * (minX + maxX)) / 2, offsetY: height / 2 + (scale * (minY + maxY)) / 2 };
}

/** Light by the normal alone, 0 … 1: a key from the upper left, a fill from the right, and sky over ground. */
function shadeOf(nx: number, ny: number, nz: number): number {
  const right = dot(RIGHT, nx, ny, nz);
  const up = dot(UP, nx, ny, nz);
  const towards = dot(TOWARDS, nx, ny, nz);
  const key = Math.max(0, -0.46 * right + 0.66 * up + 0.595 * towards);
  const fill = Math.max(0, 0.85 * right - 0.1 * up + 0.52 * towards);
  return Math.min(1, 0.24 + 0.62 * key + 0.1 * fill + 0.08 * (0.5 + 0.5 * nz));
}

/**
 * Draws a small picture of the part, seen from the front, right and above, on a transparent ground.
 * @returns PNG, 480 × 360, RGBA
 */
export function writeThumbnail(meshes: readonly BodyMesh[]): Uint8Array {
  const canvas = new RasterCanvas(THUMBNAIL_WIDTH * SUPERSAMPLING, THUMBNAIL_HEIGHT * SUPERSAMPLING);
  const bounds = meshBounds(meshes);
  const shadow = new Float32Array(THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT);
  if (bounds) {
    const view = frameAll(meshes, canvas.width, canvas.height);
    drawShadow(shadow, meshes, view, bounds.min[2]);
    for (const mesh of meshes) drawFaces(canvas, mesh, view);
    canvas.outline(10);
    for (const mesh of meshes) drawEdges(canvas, mesh, view);
  }
  return encode(
    { width: THUMBNAIL_WIDTH, height: THUMBNAIL_HEIGHT, data: compose(canvas, shadow), channels: 4, depth: 8 },
    { zlib: { level: 6 } },
  );
}

function drawFaces(canvas: RasterCanvas, mesh: BodyMesh, view: Projection): void {
  const vertexCount = mesh.positions.length / 3;
  const points: ScreenPoint[] = [];
  const shades = new Float32Array(vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    points.push(project(view, mesh.positions, vertex));
    const at = vertex * 3;
    shades[vertex] = shadeOf(mesh.normals[at] as number, mesh.normals[at + 1] as number, mesh.normals[at + 2] as number);
  }
  for (let i = 0; i + 2 < mesh.indices.length; i += 3) {
    const a = mesh.indices[i] as number;
    const b = mesh.indices[i + 1] as number;
    const c = mesh.indices[i + 2] as number;
    const [pointA, pointB, pointC] = [points[a], points[b], points[c]];
    if (!pointA || !pointB || !pointC) continue;
    canvas.triangle(pointA, pointB, pointC, shades[a] as number, shades[b] as number, shades[c] as number);
  }
}

function drawEdges(canvas: RasterCanvas, { edges }: BodyMesh, view: Projection): void {
  for (const { firstVertex, vertexCount, smooth } of edges.ranges) {
    const style = smooth ? SMOOTH_EDGE : SHARP_EDGE;
    for (let vertex = firstVertex; vertex + 1 < firstVertex + vertexCount; vertex += 2) {
      canvas.segment(project(view, edges.positions, vertex), project(view, edges.positions, vertex + 1), style);
    }
  }
}

/** Soft shadow on the ground under the part: its outline dropped along the light onto its lowest plane, blurred. */
function drawShadow(shadow: Float32Array, meshes: readonly BodyMesh[], view: Projection, groundZ: number): void {
  const mask = new RasterCanvas(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
  // Short, to the lower right: it anchors the part without a second shape beside it.
  const lean: Vector = [0.22, 0.1, 0];
  for (const { positions, indices } of meshes) {
    const points: ScreenPoint[] = [];
    for (let i = 0; i < positions.length; i += 3) {
      const height = (positions[i + 2] as number) - groundZ;
      const x = (positions[i] as number) + lean[0] * height;
      const y = (positions[i + 1] as number) + lean[1] * height;
      points.push({
        x: (view.offsetX + view.scale * dot(RIGHT, x, y, groundZ)) / SUPERSAMPLING,
        y: (view.offsetY - view.scale * dot(UP, x, y, groundZ)) / SUPERSAMPLING,
        depth: 0,
      });
    }
    for (let i = 0; i + 2 < indices.length; i += 3) {
      const [a, b, c] = [points[indices[i] as number], points[indices[i + 1] as number], points[indices[i + 2] as number]];
      if (a && b && c) mask.triangle(a, b, c, 1, 1, 1);
    }
  }
  shadow.set(mask.shade);
  for (let pass = 0; pass < 2; pass++) {
    blurLines(shadow, THUMBNAIL_WIDTH, 1, THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH, 7);
    blurLines(shadow, THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH, THUMBNAIL_WIDTH, 1, 7);
  }
}

/** Box blur of `count` lines of `length` values each, by running sums; two passes come close to a Gaussian. */
function blurLines(values: Float32Array, length: number, step: number, count: number, stride: number, radius: number): void {
  const source = new Float32Array(length);
  for (let n = 0; n < count; n++) {
    const start = n * stride;
    for (let i = 0; i < length; i++) source[i] = values[start + i * step] as number;
    let sum = 0;
    for (let i = 0; i < Math.min(radius, length); i++) sum += source[i] as number;
    for (let i = 0; i < length; i++) {
      if (i + radius < length) sum += source[i + radius] as number;
      if (i - radius > 0) sum -= source[i - radius - 1] as number;
      values[start + i * step] = sum / (2 * radius + 1);
    }
  }
}

/** sRGB of shade 0, ½ and 1: a cool shadow, a neutral middle, a soft white. */
const RAMP: readonly [Vector, Vector, Vector] = [
  [52, 62, 78],
  [142, 153, 168],
  [240, 243, 247],
];
const LINE_COLOUR: Vector = [30, 37, 48];
const SHADOW_ALPHA = 0.2;

/** Averages the samples of each pixel and lays them over the shadow. Straight (not premultiplied) alpha, as PNG wants it. */
function compose(canvas: RasterCanvas, shadow: Float32Array): Uint8Array {
  const data = new Uint8Array(THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT * 4);
  const samples = SUPERSAMPLING * SUPERSAMPLING;
  for (let row = 0; row < THUMBNAIL_HEIGHT; row++) {
    for (let column = 0; column < THUMBNAIL_WIDTH; column++) {
      let [red, green, blue, covered] = [0, 0, 0, 0];
      for (let sample = 0; sample < samples; sample++) {
        const y = row * SUPERSAMPLING + (sample >> 1);
        const pixel = y * canvas.width + column * SUPERSAMPLING + (sample & 1);
        const lined = (canvas.line[pixel] as number) / 255;
        if (lined === 0 && !canvas.covered(pixel)) continue;
        covered++;
        const shade = canvas.shade[pixel] as number;
        const [low, high] = shade < 0.5 ? [RAMP[0], RAMP[1]] : [RAMP[1], RAMP[2]];
        const t = shade < 0.5 ? shade * 2 : shade * 2 - 1;
        red += (low[0] + (high[0] - low[0]) * t) * (1 - lined) + LINE_COLOUR[0] * lined;
        green += (low[1] + (high[1] - low[1]) * t) * (1 - lined) + LINE_COLOUR[1] * lined;
        blue += (low[2] + (high[2] - low[2]) * t) * (1 - lined) + LINE_COLOUR[2] * lined;
      }
      const at = row * THUMBNAIL_WIDTH + column;
      const alpha = covered / samples;
      const under = (1 - alpha) * SHADOW_ALPHA * (shadow[at] as number);
      const total = alpha + under;
      if (total === 0) continue;
      // The shadow is black, so it adds to alpha only.
      data[at * 4] = Math.round(red / samples / total);
      data[at * 4 + 1] = Math.round(green / samples / total);
      data[at * 4 + 2] = Math.round(blue / samples / total);
      data[at * 4 + 3] = Math.round(total * 255);
    }
  }
  return data;
}
