import { createInterface } from "node:readline";
import { setKernelV8Flags } from "@/lib/cad/host/v8-flags";
import { loadModellingKernel } from "@/lib/cad/kernel/load-modelling-kernel";
import { messageOf } from "@/lib/core/errors";
import { cpuMs } from "./cpu-time";
import { prepareCase } from "./our-cases";
import type { CaseAnswer, CaseResult } from "./protocol";

/*
 * Our peer of `npm run bench:kernel`: the code that a worker of the kernel host runs, compiled with the host's flags.
 * It reads lines `case repetitions [arguments]` and answers each with a line of JSON, as native-peer.cpp does.
 */

setKernelV8Flags();
const kernel = await loadModellingKernel();

async function run(name: string, repetitions: number, args: readonly string[]): Promise<CaseAnswer> {
  const repeat = await prepareCase(kernel, name, args);
  const times: number[] = [];
  let result: CaseResult = { volume: 0, triangles: 0, bytes: 0 };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const started = cpuMs();
    result = await repeat();
    times.push(cpuMs() - started);
  }
  return { ...result, cpuMs: times };
}

async function answer(line: string): Promise<unknown> {
  const [name = "", repetitions = "1", ...args] = line.split(" ");
  if (name === "version") return { version: `${kernel.name} ${kernel.version}, OCCT 8.0` };
  try {
    return await run(name, Number(repetitions), args);
  } catch (error) {
    return { error: messageOf(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
