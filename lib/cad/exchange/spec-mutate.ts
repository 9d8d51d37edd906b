import { gzipSync } from "node:zlib";
import type { Random } from "./spec-random";

export type SeedFormat = "step" | "iges" | "brep" | "stl" | "obj" | "dxf";

/** A sound file that mutants are made of. */
export interface FuzzSeed {
  name: string;
  format: SeedFormat;
  bytes: Uint8Array;
}

export interface Mutant {
  bytes: Uint8Array;
  /** What was done to which file; together with seed and number it repeats the mutant. */
  story: string;
}

/** A file with one to six things wrong with it, structure kept more often than not: nonsense is refused at the first look. */
export function mutate(random: Random, seeds: readonly FuzzSeed[]): Mutant {
  const seed = random.pick(seeds);
  const story = [seed.name];
  let text = Buffer.from(seed.bytes).toString("latin1");
  const mutations = MUTATIONS[seed.format];
  for (let count = random.isLucky(0.5) ? 1 : 1 + random.below(6); count > 0; count--) {
    const [name, mutation] = random.pick(mutations);
    text = mutation(random, text);
    story.push(name);
  }
  let bytes: Uint8Array = Buffer.from(text, "latin1");
  if (random.isLucky(0.06)) {
    bytes = flipBytes(random, bytes);
    story.push("flipped bytes");
  }
  if (seed.format === "step" && random.isLucky(0.15)) {
    bytes = Uint8Array.from(gzipSync(bytes, { level: 1 }));
    story.push("packed");
    if (random.isLucky(0.3)) {
      bytes = flipBytes(random, bytes);
      story.push("flipped bytes");
    }
  }
  if (random.isLucky(0.03)) {
    bytes = bytes.subarray(0, random.below(bytes.length));
    story.push("cut off");
  }
  return { bytes, story: story.join(", ") };
}

type Mutation = (random: Random, text: string) => string;

const WILD_NUMBERS = [
  "0.",
  "-0.",
  "1.",
  "-1.",
  "1.E-30",
  "1.E-7",
  "-1.E-12",
  "1.E30",
  "-1.E30",
  "1.E308",
  "-1.E308",
  "1.E999",
  "NaN",
  "INF",
  "2147483648.",
  "-2147483649",
  "99999999999999999999",
  "1000000.",
  "100000.",
  "-5000.",
  "3.14159265358979",
  "6.28318530717959",
  "0.5",
  "1.00000001",
];

function replaceOne(random: Random, text: string, pattern: RegExp, replacement: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: whole } = random.pick(found);
  return text.slice(0, index) + replacement(whole) + text.slice(index + whole.length);
}

const REAL = /(?<=[(,])-?\d+\.\d*(?:E[-+]?\d+)?(?=[),])/g;
const INTEGER = /(?<=[(,])-?\d+(?=[),])/g;
const REFERENCE = /#\d+(?=[),])/g;
const RECORD = /#\d+\s*=[^;']*(?:'[^']*'[^;']*)*;\r?\n?/g;

function scaledNumber(random: Random, text: string): string {
  const factor = random.pick([-1, 0.001, 0.1, 0.999999, 1.000001, 1.5, 2, 10, 1_000, 1e6]);
  const value = String(Number(text) * factor).toUpperCase();
  return value.includes(".") ? value : value.includes("E") ? value.replace("E", ".E") : `${value}.`;
}

/** Number of another entity of the same type: what is wrong then is the geometry, not the file. */
function repoint(random: Random, text: string): string {
  return replaceOne(random, text, REFERENCE, (reference) => {
    const type = new RegExp(`^${reference}\\s*=\\s*([A-Z_0-9]+)`, "m").exec(text)?.[1];
    if (type === undefined) return reference;
    return random.pick([...text.matchAll(new RegExp(`(#\\d+)\\s*=\\s*${type}\\(`, "g"))].map(([, id]) => id ?? reference));
  });
}

const STEP_MUTATIONS: [string, Mutation][] = [
  ["wild number", (random, text) => replaceOne(random, text, REAL, () => random.pick(WILD_NUMBERS))],
  ["scaled number", (random, text) => replaceOne(random, text, REAL, (number) => scaledNumber(random, number))],
  ["scaled number", (random, text) => replaceOne(random, text, REAL, (number) => scaledNumber(random, number))],
  [
    "wild integer",
    (random, text) => replaceOne(random, text, INTEGER, () => random.pick(["0", "-1", "1", "2", "7", "25", "26", "1000", "2147483647"])),
  ],
  ["re-pointed within its type", repoint],
  ["re-pointed within its type", repoint],
  ["re-pointed anywhere", (random, text) => replaceOne(random, text, REFERENCE, () => random.pick([...text.matchAll(/^#\d+/gm)])[0])],
  [
    "reference to itself",
    (random, text) =>
      replaceOne(random, text, RECORD, (record) => replaceOne(random, record, REFERENCE, () => record.split(/\s*=/)[0] ?? "")),
  ],
  ["unknown reference", (random, text) => replaceOne(random, text, REFERENCE, () => `#${900_000 + random.below(1_000)}`)],
  ["dropped record", (random, text) => replaceOne(random, text, RECORD, () => "")],
  ["doubled record", (random, text) => replaceOne(random, text, RECORD, (record) => record + record)],
  ["swapped types", swapTypes],
  ["emptied list", (random, text) => replaceOne(random, text, /(?<=,)\([^()']*\)(?=[,)])/g, () => "()")],
  [
    "shortened list",
    (random, text) => replaceOne(random, text, /(?<=,)\([^()']*,[^()']*\)(?=[,)])/g, (list) => list.replace(/,[^,]*\)$/, ")")),
  ],
  [
    "doubled list",
    (random, text) => replaceOne(random, text, /(?<=,)\([^()']+\)(?=[,)])/g, (list) => list.replace(/\)$/, `,${list.slice(1)}`)),
  ],
  [
    "reversed list",
    (random, text) =>
      replaceOne(random, text, /(?<=,)\([^()']*,[^()']*\)(?=[,)])/g, (list) => `(${list.slice(1, -1).split(",").reverse().join(",")})`),
  ],
  [
    "unset value",
    (random, text) => replaceOne(random, text, /(?<=[(,])(#\d+|-?\d+\.[\dE+-]*|\.\w+\.)(?=[),])/g, () => random.pick(["$", "*"])),
  ],
  ["turned flag", (random, text) => replaceOne(random, text, /\.[TF]\./g, (flag) => (flag === ".T." ? ".F." : ".T."))],
  [
    "other enumeration",
    (random, text) =>
      replaceOne(random, text, /\.[A-Z_]+\./g, () =>
        random.pick(["MILLI", "METRE", "T", "U", "UNSPECIFIED", "KILO", "PARAMETER", "X"].map((name) => `.${name}.`)),
      ),
  ],
  ["doubled value", (random, text) => replaceOne(random, text, /(?<=[(,])(#\d+|-?\d+\.[\dE+-]*),/g, (value) => value + value)],
  ["dropped value", (random, text) => replaceOne(random, text, /(?<=[(,])(#\d+|-?\d+\.[\dE+-]*),/g, () => "")],
  ["long text", (random, text) => replaceOne(random, text, /'[^']*'/g, () => `'${"A".repeat(10 ** (1 + random.below(5)))}'`)],
  ["dropped bracket", (random, text) => replaceOne(random, text, random.pick([/\(/g, /\)/g, /;/g, /'/g]), () => "")],
];

function swapTypes(random: Random, text: string): string {
  const types = [...text.matchAll(/(?<=^#\d+\s*=\s*)[A-Z_0-9]+(?=\s*\()/gm)].map(([type]) => type);
  return types.length === 0 ? text : replaceOne(random, text, /(?<=^#\d+\s*=\s*)[A-Z_0-9]+(?=\s*\()/gm, () => random.pick(types));
}

const IGES_NUMBER = /(?<=[,;])[^,;\n]{1,24}(?=[,;])/g;

/** Columns stay where they are: a value is replaced by one of its own length. */
function padded(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) : text.padStart(length, " ");
}

const IGES_MUTATIONS: [string, Mutation][] = [
  ["wild number", (random, text) => replaceOne(random, text, IGES_NUMBER, (old) => padded(random.pick(WILD_NUMBERS), old.length))],
  ["wild number", (random, text) => replaceOne(random, text, IGES_NUMBER, (old) => padded(String(random.below(200)), old.length))],
  ["re-pointed", (random, text) => replaceOne(random, text, IGES_NUMBER, (old) => padded(String(1 + 2 * random.below(60)), old.length))],
  ["swapped lines", swapLines],
  ["dropped line", (random, text) => replaceOne(random, text, /.*\n/g, () => "")],
  ["doubled line", (random, text) => replaceOne(random, text, /.*\n/g, (line) => line + line)],
  [
    "directory number",
    (random, text) =>
      replaceOne(random, text, /(?<=^.{0,64}) +\d+(?=.*D\s*\d+\s*$)/gm, (old) =>
        padded(String(random.below(random.pick([2, 10, 500, 99_999]))), old.length),
      ),
  ],
  [
    "other type",
    (random, text) =>
      replaceOne(random, text, /^(?=.{72}P)\d+/gm, (old) =>
        padded(random.pick(["100", "102", "110", "116", "120", "126", "128", "141", "142", "143", "144", "186", "402", "408"]), old.length),
      ),
  ],
];

function swapLines(random: Random, text: string): string {
  const lines = text.split("\n");
  const [a, b] = [random.below(lines.length), random.below(lines.length)];
  [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
  return lines.join("\n");
}

const WORD = /(?<=\s)[-+]?[\d.e+-]+(?=\s)/g;
const TEXT_MUTATIONS: [string, Mutation][] = [
  ["wild number", (random, text) => replaceOne(random, text, WORD, () => random.pick(WILD_NUMBERS))],
  ["other number", (random, text) => replaceOne(random, text, WORD, (old) => scaledNumber(random, old))],
  [
    "small integer",
    (random, text) => replaceOne(random, text, /(?<=\s)[-+]?\d+(?=\s)/g, () => String(random.below(random.pick([2, 10, 100, 100_000])))),
  ],
  ["dropped word", (random, text) => replaceOne(random, text, /(?<=\s)\S+\s/g, () => "")],
  ["doubled word", (random, text) => replaceOne(random, text, /(?<=\s)\S+\s/g, (word) => word + word)],
  ["swapped lines", swapLines],
  ["dropped line", (random, text) => replaceOne(random, text, /.*\n/g, () => "")],
  ["doubled line", (random, text) => replaceOne(random, text, /.*\n/g, (line) => line + line)],
];

const MUTATIONS: Record<SeedFormat, [string, Mutation][]> = {
  step: STEP_MUTATIONS,
  iges: IGES_MUTATIONS,
  brep: TEXT_MUTATIONS,
  stl: TEXT_MUTATIONS,
  obj: TEXT_MUTATIONS,
  dxf: TEXT_MUTATIONS,
};

function flipBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  for (let count = 1 + random.below(20); count > 0 && flipped.length > 0; count--) {
    const at = random.below(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  }
  return flipped;
}
