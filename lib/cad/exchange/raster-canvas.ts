/** A point on the canvas: x right, y down in canvas pixels, depth growing towards the viewer. */
export interface ScreenPoint {
  x: number;
  y: number;
  depth: number;
}

export interface LineStyle {
  /** In canvas pixels. */
  radius: number;
  /** 255 covers what is under it. */
  strength: number;
  /** How far behind the surface a line may lie and still be seen, in depth units. */
  bias: number;
}

/** Depth of a pixel that nothing covers. */
const EMPTY = -Infinity;

/**
 * A z-buffered canvas of one shade per pixel and a mask of dark lines over it.
 * Triangles first, then lines: a line is hidden by what is nearer than it.
 */
export class RasterCanvas {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
  readonly shade: Float32Array;
  /** How strongly a line covers the pixel, 0 … 255. */
  readonly line: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.depth = new Float32Array(width * height).fill(EMPTY);
    this.shade = new Float32Array(width * height);
    this.line = new Uint8Array(width * height);
  }

  covered(pixel: number): boolean {
    return this.depth[pixel] !== EMPTY;
  }

  /** Fills a triangle with depth test; shades and depths run linearly between its corners. */
  triangle(a: ScreenPoint, b: ScreenPoint, c: ScreenPoint, shadeA: number, shadeB: number, shadeC: number): void {
    const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (area === 0) return;
    const { width, height, depth, shade } = this;
    const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
    const right = Math.min(width - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
    const bottom = Math.min(height - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
    // Weights of b and c as planes over the canvas; a takes the rest.
    const bX = (c.y - a.y) / area;
    const bY = (a.x - c.x) / area;
    const cX = (a.y - b.y) / area;
    const cY = (b.x - a.x) / area;
    // A pixel centre on a common edge may belong to both neighbours, never to none: no cracks.
    const slack = -1e-6;
    for (let row = top; row <= bottom; row++) {
      const dx = left + 0.5 - a.x;
      const dy = row + 0.5 - a.y;
      let weightB = dx * bX + dy * bY;
      let weightC = dx * cX + dy * cY;
      let pixel = row * width + left;
      for (let column = left; column <= right; column++, pixel++, weightB += bX, weightC += cX) {
        const weightA = 1 - weightB - weightC;
        if (weightA < slack || weightB < slack || weightC < slack) continue;
        const near = weightA * a.depth + weightB * b.depth + weightC * c.depth;
        if (near <= (depth[pixel] as number)) continue;
        depth[pixel] = near;
        shade[pixel] = weightA * shadeA + weightB * shadeB + weightC * shadeC;
      }
    }
  }

  /**
   * Draws a segment where it is not hidden.
   */
  segment(a: ScreenPoint, b: ScreenPoint, { radius, strength, bias }: LineStyle): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) * 1.5));
    for (let step = 0; step <= steps; step++) {
      const t = step / steps;
      const x = a.x + (b.x - a.x) * t;
      const y = a.y + (b.y - a.y) * t;
      if (this.#visible(x, y, a.depth + (b.depth - a.depth) * t + bias)) this.#dot(x, y, radius, strength);
    }
  }

  /** Marks the outline of the whole, and jumps in depth inside of it, which are the silhouettes of round faces. */
  outline(jump: number): void {
    const { width, height, depth, line } = this;
    for (let row = 0; row < height - 1; row++) {
      for (let column = 0; column < width - 1; column++) {
        const pixel = row * width + column;
        const here = depth[pixel] as number;
        for (const neighbour of [pixel + 1, pixel + width]) {
          const there = depth[neighbour] as number;
          if (here === there) continue;
          if (here - there > jump) line[pixel] = 255;
          else if (there - here > jump) line[neighbour] = 255;
        }
      }
    }
  }

  /** At least a third of the pixels around are not nearer: an edge lies half on either face, and one may be steep. */
  #visible(x: number, y: number, depthAt: number): boolean {
    const column = Math.floor(x);
    const row = Math.floor(y);
    let clear = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const inside = column + dx >= 0 && column + dx < this.width && row + dy >= 0 && row + dy < this.height;
        if (!inside || (this.depth[(row + dy) * this.width + column + dx] as number) <= depthAt) clear++;
      }
    }
    return clear >= 3;
  }

  #dot(x: number, y: number, radius: number, strength: number): void {
    const left = Math.max(0, Math.ceil(x - radius - 0.5));
    const right = Math.min(this.width - 1, Math.floor(x + radius - 0.5));
    const top = Math.max(0, Math.ceil(y - radius - 0.5));
    const bottom = Math.min(this.height - 1, Math.floor(y + radius - 0.5));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const dx = column + 0.5 - x;
        const dy = row + 0.5 - y;
        const pixel = row * this.width + column;
        if (dx * dx + dy * dy <= radius * radius && (this.line[pixel] as number) < strength) this.line[pixel] = strength;
      }
    }
  }
}
