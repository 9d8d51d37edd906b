import { existsSync } from "node:fs";
import { join } from "node:path";
import { deflectionFor } from "@/lib/cad/mesh/quality";
import { plateVolume, roundedBoxVolume, shellVolume } from "./modelling-steps";
import type { Peer } from "./peers";
import type { CaseAnswer, Stages } from "./protocol";
import { median } from "./statistics";

export type Group = "modelling" | "mesh" | "exchange";

/** A line of the comparison; milliseconds of processor time, warm. */
export interface Comparison {
  name: string;
  group: Group;
  ours_ms: number;
  native_ms: number | null;
  ratio: number | null;
  /** Of the last repetition on each side. */
  stages?: { ours: Stages; native: Stages | null };
}

/** A case of the work list, the same words for both peers. */
export interface WorkItem {
  name: string;
  group: Group;
  command: string;
  ours: string[];
  native: string[];
  /**
   * Repetitions that make our side warm, and those that count in each round. V8 optimises what the kernel runs seldom
   * late: a plate with 4 holes takes 23 ms after 40 repetitions, 17.5 after 200, and no less from then on.
   */
  warmUp: number;
  repetitions: number;
  /** A formula that both must meet. */
  volume?: number;
  /** Instead of the number that is asked for, for what takes long. */
  rounds?: number;
  /** Share by which the numbers of triangles may differ; by default not at all. */
  triangleTolerance?: number;
  /** Shown, but left out of the means. */
  forInformation?: boolean;
}

const modelling = (name: string, command: string, args: string[], warmUp: number, repetitions: number, volume?: number): WorkItem => ({
  name,
  group: "modelling",
  command,
  ours: args,
  native: args,
  warmUp,
  repetitions,
  volume,
});

/** Diagonals and faces of the parts that are meshed, for the deflection that the product would choose. */
const BRACKET = { diagonalMm: Math.hypot(80, 60, 50), faces: 41 };
const PLATE_200 = { diagonalMm: Math.hypot(160, 80, 5), faces: 206 };

const mesh = (part: string, { diagonalMm, faces }: typeof BRACKET, warmUp: number, repetitions: number): WorkItem => {
  const { linearMm, angularRad } = deflectionFor("normal", diagonalMm, faces);
  return {
    name: `mesh of ${part}`,
    group: "mesh",
    command: "mesh",
    ours: [part],
    native: [part, `${linearMm}`, `${angularRad}`],
    warmUp,
    repetitions,
  };
};

/** Modelling and meshing. */
export const MODELLING: WorkItem[] = [
  modelling("plate, 4 holes", "plate", ["4"], 300, 20, plateVolume(4)),
  modelling("plate, 50 holes", "plate", ["50"], 60, 5, plateVolume(50)),
  modelling("plate, 200 holes", "plate", ["200"], 10, 3, plateVolume(200)),
  { ...modelling("plate, 50 holes, a cut each", "plate-loop", ["50"], 2, 1, plateVolume(50)), forInformation: true },
  modelling("box, 12 edges rounded", "rounded-box", [], 300, 20, roundedBoxVolume()),
  modelling("bracket, 14 booleans and a fillet", "bracket", [], 60, 5),
  modelling("tray, shelled", "shell", [], 200, 10, shellVolume()),
  modelling("loft through 4 sections", "loft", [], 400, 20),
  modelling("thread-like pipe, 5 turns", "thread", [], 100, 10),
  mesh("bracket", BRACKET, 20, 8),
  mesh("plate-200", PLATE_200, 2, 1),
];

const LINKRODS = "/usr/share/opencascade/data/step/linkrods.step";

/** Reading and writing; files that are not there are written first or left out. */
export async function exchangeItems(ours: Peer, folder: string): Promise<WorkItem[]> {
  const item = (name: string, command: string, args: (side: string) => string[], warmUp: number, repetitions: number): WorkItem => ({
    name,
    group: "exchange",
    command,
    ours: args("ours"),
    native: args("native"),
    warmUp,
    repetitions,
  });
  const [small, large] = [join(folder, "plates-2.step"), join(folder, "plates-12.step")];
  await ours.run("step-file", 1, ["2", small]);
  await ours.run("step-file", 1, ["12", large]);
  const connector = process.env.BENCH_STEP_FILE;
  const foreign = [LINKRODS, connector].filter((path): path is string => path !== undefined && existsSync(path));
  const read = (name: string, path: string, warmUp: number, repetitions: number) =>
    item(`STEP read, ${name}`, "step-read", () => [path], warmUp, repetitions);
  // By the same parameters OCCT 8.0 puts up to a quarter more triangles on free-form faces than 7.6 does (linkrods.step).
  const glb = (name: string, path: string): WorkItem => ({
    ...item(`STEP to GLB, ${name}`, "step-to-glb", (side) => [path, join(folder, `${side}.glb`)], 2, 1),
    triangleTolerance: 0.3,
  });
  return [
    item("STEP write, 0.8 MB", "step-write", (side) => ["plate-200", join(folder, `${side}.step`)], 6, 3),
    read("two plates, 1.6 MB", small, 4, 2),
    { ...read("twelve plates, 9.4 MB", large, 1, 1), rounds: 1 },
    ...foreign.map((path) => read(path.split("/").at(-1) ?? path, path, 4, 2)),
    glb("two plates, 1.6 MB", small),
    ...foreign.map((path) => glb(path.split("/").at(-1) ?? path, path)),
  ];
}

/**
 * Runs the work list on both sides by turns and compares medians.
 * @throws Error when the two sides, or a side and the formula, do not agree: then no time means anything
 */
export async function compare(
  ours: Peer,
  native: Peer | undefined,
  items: readonly WorkItem[],
  rounds: number,
  onItem: (name: string) => void = () => undefined,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const item of items) {
    onItem(item.name);
    await ours.run(item.command, item.warmUp, item.ours);
    if (native) await native.run(item.command, Math.min(item.warmUp, 2), item.native);
    const [mine, theirs]: [number[], number[]] = [[], []];
    let stages: Comparison["stages"];
    for (let round = 0; round < (item.rounds ?? rounds); round++) {
      const our = await ours.run(item.command, item.repetitions, item.ours);
      mine.push(...our.cpuMs);
      const their = native && (await native.run(item.command, item.repetitions, item.native));
      theirs.push(...(their?.cpuMs ?? []));
      assertAgreement(item, our, their);
      if (our.stages) stages = { ours: our.stages, native: their?.stages ?? null };
    }
    const oursMs = median(mine);
    const nativeMs = theirs.length > 0 ? median(theirs) : null;
    comparisons.push({
      name: item.forInformation ? `${item.name} (information)` : item.name,
      group: item.group,
      ours_ms: oursMs,
      native_ms: nativeMs,
      ratio: nativeMs === null ? null : oursMs / nativeMs,
      ...(stages ? { stages } : {}),
    });
  }
  return comparisons;
}

function assertAgreement(item: WorkItem, ours: CaseAnswer, native: CaseAnswer | undefined): void {
  const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  const fail = (what: string) => {
    throw new Error(`${item.name}: ${what}`);
  };
  if (item.volume !== undefined && !close(ours.volume, item.volume)) fail(`volume ${ours.volume}, by formula ${item.volume}`);
  if (!native) return;
  if (!close(ours.volume, native.volume)) fail(`volume ${ours.volume}, native ${native.volume}`);
  if (Math.abs(ours.triangles - native.triangles) > (item.triangleTolerance ?? 0) * native.triangles)
    fail(`${ours.triangles} triangles, native ${native.triangles}`);
}
