/** Triangles over shared vertices: what printers and volume sums need. */
export interface WeldedMesh {
  /** x, y, z per vertex, mm. */
  positions: Float64Array;
  indices: Uint32Array;
}

/**
 * Joins the vertices that faces repeat along their common edges, and drops triangles that collapse.
 *
 * Neighbouring faces are meshed from one discretisation of their edge, so most twins are equal to the bit; transforms
 * and seams leave a few that differ in the last digits. Hence a hash grid with its neighbour cells: rounding to a grid
 * alone parts twins that straddle a cell border.
 * @param toleranceMm twins are at most this far apart
 */
export function weld(positions: ArrayLike<number>, indices: ArrayLike<number>, toleranceMm: number): WeldedMesh {
  const grid = new VertexGrid(toleranceMm);
  const vertexCount = Math.floor(positions.length / 3);
  const weldedOf = new Uint32Array(vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    weldedOf[vertex] = grid.find(positions[vertex * 3] ?? 0, positions[vertex * 3 + 1] ?? 0, positions[vertex * 3 + 2] ?? 0);
  }
  const kept = new Uint32Array(indices.length);
  let used = 0;
  for (let i = 0; i + 2 < indices.length; i += 3) {
    const a = weldedOf[indices[i] ?? 0] ?? 0;
    const b = weldedOf[indices[i + 1] ?? 0] ?? 0;
    const c = weldedOf[indices[i + 2] ?? 0] ?? 0;
    if (a === b || b === c || c === a) continue;
    kept[used++] = a;
    kept[used++] = b;
    kept[used++] = c;
  }
  return { positions: grid.positions(), indices: kept.slice(0, used) };
}

/** Twins of a mesh in single precision: its rounding error at this size, with a margin. */
export function weldToleranceMm(extentMm: number): number {
  return Math.max(extentMm * 1e-6, 1e-9);
}

/** Cells may share a key: vertices are compared by distance anyway. A number, because string keys cost 5x the time. */
function cellKey(i: number, j: number, k: number): number {
  return (Math.imul(i, 73_856_093) ^ Math.imul(j, 19_349_663) ^ Math.imul(k, 83_492_791)) >>> 0;
}

class VertexGrid {
  readonly #cellMm: number;
  readonly #toleranceSquared: number;
  readonly #coordinates: number[] = [];
  /** First vertex of each cell; further ones by `#next`. */
  readonly #first = new Map<number, number>();
  readonly #next: number[] = [];

  constructor(toleranceMm: number) {
    // A cell twice the tolerance wide: twins are in the same cell or in one that the tolerance reaches.
    this.#cellMm = 2 * toleranceMm;
    this.#toleranceSquared = toleranceMm * toleranceMm;
  }

  /** Index of the vertex at this point, added when there is none. */
  find(x: number, y: number, z: number): number {
    const cell = this.#cellMm;
    const half = cell / 2;
    const [x0, x1] = [Math.floor((x - half) / cell), Math.floor((x + half) / cell)];
    const [y0, y1] = [Math.floor((y - half) / cell), Math.floor((y + half) / cell)];
    const [z0, z1] = [Math.floor((z - half) / cell), Math.floor((z + half) / cell)];
    for (let i = x0; i <= x1; i++) {
      for (let j = y0; j <= y1; j++) {
        for (let k = z0; k <= z1; k++) {
          const twin = this.#inCell(cellKey(i, j, k), x, y, z);
          if (twin !== undefined) return twin;
        }
      }
    }
    return this.#add(x, y, z);
  }

  positions(): Float64Array {
    return Float64Array.from(this.#coordinates);
  }

  #inCell(key: number, x: number, y: number, z: number): number | undefined {
    for (let vertex = this.#first.get(key); vertex !== undefined && vertex >= 0; vertex = this.#next[vertex]) {
      const dx = (this.#coordinates[vertex * 3] ?? 0) - x;
      const dy = (this.#coordinates[vertex * 3 + 1] ?? 0) - y;
      const dz = (this.#coordinates[vertex * 3 + 2] ?? 0) - z;
      if (dx * dx + dy * dy + dz * dz <= this.#toleranceSquared) return vertex;
    }
    return undefined;
  }

  #add(x: number, y: number, z: number): number {
    const cell = this.#cellMm;
    const key = cellKey(Math.floor(x / cell), Math.floor(y / cell), Math.floor(z / cell));
    const vertex = this.#next.length;
    this.#coordinates.push(x, y, z);
    this.#next.push(this.#first.get(key) ?? -1);
    this.#first.set(key, vertex);
    return vertex;
  }
}

/**
 * Counts edges that keep a mesh from being watertight: every directed edge must occur once, and its reverse once.
 * @returns 0 for a closed, consistently wound manifold
 */
export function openEdgeCount(indices: ArrayLike<number>): number {
  const span = 2 ** 26; // 67 million vertices, far beyond any mesh of ours; keys stay exact integers
  const directed = new Map<number, number>();
  for (let i = 0; i + 2 < indices.length; i += 3) {
    for (let side = 0; side < 3; side++) {
      const key = (indices[i + side] ?? 0) * span + (indices[i + ((side + 1) % 3)] ?? 0);
      directed.set(key, (directed.get(key) ?? 0) + 1);
    }
  }
  let open = 0;
  for (const [key, count] of directed) {
    const reverse = (key % span) * span + Math.floor(key / span);
    if (count !== 1 || directed.get(reverse) !== 1) open++;
  }
  return open;
}
