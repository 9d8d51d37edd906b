import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundlePrograms } from "@/lib/cad/host/bundle";
import type { CaseAnswer } from "./protocol";

const OUT = "dist/bench-kernel";
const SOURCE = join(import.meta.dirname, "native-peer.cpp");
const HEADERS = ["/usr/include/opencascade", "/usr/local/include/opencascade"];
const LIBRARIES = [
  "RWMesh XDESTEP STEP XCAF LCAF VCAF CAF CDF V3d Service XSBase Mesh Fillet Offset Bool BO Prim",
  "ShHealing TopAlgo GeomAlgo GeomBase BRep G3d G2d Math",
]
  .join(" ")
  .split(" ")
  .map((name) => `-lTK${name}`)
  .concat("-lTKernel");

/** A program that answers one line for each line. */
export class Peer {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(command: string, args: readonly string[] = []) {
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    if (!this.#child.stdout) throw new Error("a peer without output");
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(line: string): Promise<unknown> {
    this.#child.stdin?.write(`${line}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`The peer ended at "${line}".`);
    const answer: unknown = JSON.parse(value);
    if (typeof answer === "object" && answer !== null && "error" in answer) throw new Error(`${line}: ${String(answer.error)}`);
    return answer;
  }

  async version(): Promise<string> {
    return ((await this.ask("version")) as { version: string }).version;
  }

  async run(name: string, repetitions: number, args: readonly string[]): Promise<CaseAnswer> {
    return (await this.ask([name, repetitions, ...args].join(" "))) as CaseAnswer;
  }

  end(): void {
    this.#child.kill();
  }
}

/** The worker's code as a program. */
export async function startOurs(): Promise<Peer> {
  await bundlePrograms(OUT, { "our-peer": join(import.meta.dirname, "our-peer.ts") });
  return new Peer(process.execPath, [join(OUT, "our-peer.mjs")]);
}

/** The native program, built when its source is newer; the reason where it can't be built. */
export function startNative(): Peer | string {
  const headers = HEADERS.find((path) => existsSync(join(path, "Standard_Version.hxx")));
  if (!headers) return "no OpenCascade headers; install libocct-*-dev and rapidjson-dev for the native side";
  const program = join(OUT, "native-peer");
  mkdirSync(OUT, { recursive: true });
  if (!existsSync(program) || statSync(program).mtimeMs < statSync(SOURCE).mtimeMs) {
    const built = spawnSync("g++", ["-O2", "-std=c++17", "-w", `-I${headers}`, SOURCE, "-o", program, ...LIBRARIES], { encoding: "utf8" });
    if (built.status !== 0) return `the native peer does not build: ${(built.stderr || String(built.error)).slice(0, 400)}`;
  }
  return new Peer(program);
}
