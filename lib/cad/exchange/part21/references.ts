import { FileFault, grouped, lineOf } from "../file-fault";
import { EntityNumbers } from "./entity-numbers";
import { Part21Lexer, TOKEN } from "./lexer";
import type { Part21Scan } from "./scan";

/** From a product to a coordinate it is some twenty steps; readers follow references by recursion, on a small stack. */
const MAX_DEPTH = 500;

/** The references of a file as a graph without cycles. */
export interface ReferenceGraph {
  scan: Part21Scan;
  /** For each reference its entity's index; −1 when another file holds it. */
  targets: Int32Array;
  /** Every entity after all to which it refers. */
  order: Uint32Array;
}

/**
 * Follows every reference of a file.
 * @throws FileFault for numbers given twice, references to nothing, cycles, and chains that are too deep
 */
export function followReferences(scan: Part21Scan): ReferenceGraph {
  const numbers = new EntityNumbers(scan.ids);
  if (numbers.duplicate !== undefined) throw new FileFault(`two of its entities have the number #${numbers.duplicate}`);
  const targets = resolve(scan, numbers);
  const order = new Uint32Array(scan.count);
  const depths = new Uint16Array(scan.count);
  const states = new Uint8Array(scan.count);
  const stack = new Uint32Array(MAX_DEPTH + 2);
  const cursors = new Uint32Array(MAX_DEPTH + 2);
  let done = 0;
  for (let root = 0; root < scan.count; root++) {
    if (states[root] !== UNSEEN) continue;
    let top = 0;
    stack[0] = root;
    cursors[0] = scan.refsFrom[root] as number;
    states[root] = OPEN;
    while (top >= 0) {
      const entity = stack[top] as number;
      const cursor = cursors[top] as number;
      if (cursor === scan.refsFrom[entity + 1]) {
        states[entity] = CLOSED;
        order[done++] = entity;
        top--;
        if (top >= 0) deepen(scan, depths, stack[top] as number, entity);
        continue;
      }
      cursors[top] = cursor + 1;
      const target = targets[cursor] as number;
      if (target < 0) continue;
      if (states[target] === OPEN) {
        assertHarmless(scan, [...stack.subarray(stack.indexOf(target), top + 1)]);
        targets[cursor] = -1;
      } else if (states[target] === CLOSED) deepen(scan, depths, entity, target);
      else {
        if (top >= MAX_DEPTH) throw tooDeep(scan, root);
        states[target] = OPEN;
        stack[++top] = target;
        cursors[top] = scan.refsFrom[target] as number;
      }
    }
  }
  return { scan, targets, order };
}

const [UNSEEN, OPEN, CLOSED] = [0, 1, 2];

function resolve(scan: Part21Scan, numbers: EntityNumbers): Int32Array {
  const { refs, refsFrom, ids } = scan;
  const external = new Set(scan.external);
  const targets = new Int32Array(refs.length);
  for (let entity = 0; entity < scan.count; entity++) {
    for (let i = refsFrom[entity] as number; i < (refsFrom[entity + 1] as number); i++) {
      const number = refs[i] as number;
      const index = numbers.indexOf(number);
      if (index < 0 && !external.has(number)) {
        throw new FileFault(`#${ids[entity]}${placeOf(scan, entity)} refers to #${number}, which is not in the file`);
      }
      targets[i] = index;
    }
  }
  return targets;
}

function deepen(scan: Part21Scan, depths: Uint16Array, parent: number, child: number): void {
  const depth = (depths[child] as number) + 1;
  if (depth > MAX_DEPTH) throw tooDeep(scan, parent);
  if (depth > (depths[parent] as number)) depths[parent] = depth;
}

function tooDeep(scan: Part21Scan, entity: number): FileFault {
  return new FileFault(`#${scan.ids[entity]}${placeOf(scan, entity)} begins a chain of more than ${grouped(MAX_DEPTH)} references`);
}

/** Beside the shape (properties, documents, tolerances) real files do have cycles, and no reader of shapes walks them. */
const BESIDE_THE_SHAPE =
  /^REPRESENTATION$|PROPERTY|MATERIAL|DOCUMENT|ASSIGNMENT|APPROVAL|PERSON|ORGANIZATION|DATE|DATUM|TOLERANCE|ANNOTATION|CALLOUT|PRESENTATION|DRAUGHTING|ACTION|CONFIGURATION|EFFECTIVITY|ASPECT/;

function assertHarmless(scan: Part21Scan, cycle: number[]): void {
  if (cycle.some((entity) => BESIDE_THE_SHAPE.test(typeOf(scan, entity)))) return;
  const [first = 0] = cycle;
  const names = [...cycle.slice(1), first].map((entity) => `#${scan.ids[entity]}`);
  const way = names.length > 6 ? [...names.slice(0, 4), "…", ...names.slice(-1)] : names;
  const suffix = cycle.length > 1 ? ` by way of ${way.join(", ")}` : "";
  throw new FileFault(`#${scan.ids[first]}${placeOf(scan, first)} refers to itself${suffix}`);
}

/** Type of a simple instance; the empty text for a complex one. */
function typeOf({ bytes, offsets }: Part21Scan, entity: number): string {
  const lexer = new Part21Lexer(bytes, offsets[entity]);
  // The number and the equals sign come first.
  for (let skipped = 0; skipped < 2; skipped++) lexer.next();
  return lexer.next() === TOKEN.KEYWORD ? lexer.text().toUpperCase() : "";
}

function placeOf({ bytes, offsets }: Part21Scan, entity: number): string {
  return ` (line ${grouped(lineOf(bytes, offsets[entity] as number))})`;
}
