import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { partOf, runPipeline } from "@/lib/cad/pipeline/run-steps";
import { readBrep, writeBrep } from "../brep";
import { checkBrep } from "./check-brep";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

const step = (operation: string, params: Record<string, unknown> = {}) => ({ operation, params });
const BOX = step("part.box", { feature: "base", x: 30, y: 20, z: 10 });
const PARTS: Record<string, ReturnType<typeof step>[]> = {
  sphere: [step("occt.shapes.solid.createSphere", { radius: 7, center: [1, 2, 3] })],
  cone: [step("occt.shapes.solid.createCone", { radius1: 5, radius2: 2, height: 4 })],
  torus: [step("occt.shapes.solid.createTorus", { majorRadius: 9, minorRadius: 2 })],
  blended: [BOX, step("part.fillet", { feature: "f1", part: "$prev", edges: { kind: "edge", where: { at: "top" } }, r: 2 })],
  placed: [BOX, step("occt.transforms.rotate", { shape: "$prev", axis: [1, 1, 0], angle: 33 })],
  revolved: [
    step("occt.shapes.wire.createBSpline", {
      points: [
        [5, 0, 0],
        [7, 3, 0],
        [4, 6, 0],
      ],
    }),
    step("occt.operations.revolve", { shape: "$prev", direction: [0, 1, 0], angle: 360 }),
  ],
  swept: [
    step("occt.shapes.wire.createHelixWire", { radius: 5, pitch: 4, height: 12 }),
    step("occt.operations.pipeWireCylindrical", { shape: "$prev", radius: 0.5 }),
  ],
};

async function textOf(name: string): Promise<{ text: string; volume: number }> {
  const result = await runPipeline(kernel, PARTS[name] ?? []);
  try {
    const part = partOf(kernel, result, PARTS[name] ?? []);
    return { text: new TextDecoder().decode(writeBrep(kernel, part.shape)), volume: volumeOf(kernel, part.shape) };
  } finally {
    result.release();
  }
}

describe("checkBrep", () => {
  it.each(Object.keys(PARTS))("lets pass what the kernel writes: %s", async (name) => {
    const { text, volume } = await textOf(name);
    const part = readBrep(kernel, text);
    expect(volumeOf(kernel, part.shape)).toBeCloseTo(volume, 6);
    freePart(part);
  });

  it("takes version 1 and the header of other programs, and Windows' line ends", async () => {
    const { text } = await textOf("sphere");
    const foreign = text.replace(/CASCADE.*/, "DBRep_DrawableShape\n\nCASCADE Topology V1, (c) Matra-Datavision").replaceAll("\n", "\r\n");
    expect(() => checkBrep(foreign)).not.toThrow();
  });

  const REFUSED: [what: string, part: string, change: (text: string) => string, why: RegExp][] = [
    ["another header", "sphere", (text) => text.replace("CASCADE", "CASCADA"), /header/],
    ["a section left out", "sphere", (text) => text.replace(/^Curves .*$/m, ""), /Curves/],
    ["more records than there are", "sphere", (text) => text.replace(/^Curves \d+/m, "Curves 99"), /Curves/],
    ["a count of the impossible", "sphere", (text) => text.replace(/^Surfaces \d+/m, "Surfaces 999999999"), /Surfaces/],
    ["an unknown surface", "sphere", (text) => text.replace(/^4 (?=1 2 3 )/m, "12 "), /record 1 .*Surfaces.*type of surface/],
    ["a number that is none", "sphere", (text) => text.replace(/^4 1 2 3 /m, "4 nan 2 3 "), /record 1 .*Surfaces.*"nan"/],
    ["a number without end", "sphere", (text) => text.replace(/^4 1 2 3 /m, "4 1e999 2 3 "), /"1e999"/],
    ["a direction of no length", "sphere", (text) => text.replace(/^(4 1 2 3) \S+ \S+ \S+/m, "$1 0 0 0"), /direction/],
    ["a negative radius", "torus", (text) => text.replace(/^(5 .* )2$/m, "$1-2"), /radius/],
    ["a shape of an unknown type", "sphere", (text) => text.replace(/^So$/m, "Sx"), /TShapes.*unknown type "Sx"/],
    ["a shape that holds itself", "sphere", (text) => text.replace(/^\+3 0 \*$/m, "+2 0 *"), /TShapes.*refers to "\+2"/],
    ["a shape beyond the last", "sphere", (text) => text.replace(/^\+3 0 \*$/m, "+99 0 *"), /refers to "\+99"/],
    ["a shape at no place", "sphere", (text) => text.replace(/^\+3 0 \*$/m, "+3 7 *"), /location/],
    ["a solid of an edge's kind", "sphere", (text) => text.replace(/^So$/m, "Wi"), /holds one of type/],
    ["flags that are none", "sphere", (text) => text.replace(/^\d{7}$/m, "01011"), /flags/],
    ["an edge on no curve", "sphere", (text) => text.replace(/^1 +\d+ 0 /m, "1  40 0 "), /TShapes.*curve "40"/],
    ["an edge that runs backwards", "sphere", (text) => text.replace(/^(1 +\d+ 0) \S+ \S+$/m, "$1 5 1"), /backwards/],
    ["a face on no surface", "sphere", (text) => text.replace(/^(Fa\n\d +\S+) \d+/m, "$1 0"), /surface "0"/],
    ["a face without the empty line after it", "sphere", (text) => text.replace(/^(Fa\n.*\n)\n/m, "$1"), /empty line/],
    ["an edge without a curve in space", "blended", (text) => text.replace(/^(Ed\n.*\n)1 +.*\n/m, "$1"), /without a curve/],
    ["something after its end", "sphere", (text) => `${text} 5\n`, /follows its end/],
    ["no root", "sphere", (text) => text.replace(/\n\+1 0\s*$/, "\n"), /cut off/],
    ["a spline of degree 26", "revolved", (text) => text.replace(/^7 0 0 {2}\d+ /m, "7 0 0 26 "), /degree "26"/],
    [
      "a spline with a pole more",
      "revolved",
      (text) => text.replace(/^(7 0 0 {2}\d+) (\d+)/m, (_, head, poles) => `${head} ${Number(poles) + 1}`),
      /Curve/,
    ],
    ["a spline of too many poles", "revolved", (text) => text.replace(/^(7 0 0 {2}\d+) \d+/m, "$1 900000"), /poles/],
  ];
  it.each(REFUSED)("refuses %s and names its place", async (_what, part, change, why) => {
    const { text } = await textOf(part);
    const changed = change(text);
    expect(changed).not.toBe(text);
    expect(() => readBrep(kernel, changed)).toThrow(why);
  });

  it("refuses a file that is cut off anywhere", async () => {
    const { text } = await textOf("blended");
    const whole = text.trimEnd();
    for (let share = 0.05; share < 1; share += 0.05) expect(() => checkBrep(whole.slice(0, Math.floor(whole.length * share)))).toThrow();
  });

  it("refuses compounds that unfold without end", () => {
    const levels = 30;
    const records = Array.from({ length: levels }, (_, i) => {
      const below = levels - i + 1;
      return `Co\n\n1100000\n+${below} 0 +${below} 0 *`;
    });
    const counts = ["Locations", "Curve2ds", "Curves", "Polygon3D", "PolygonOnTriangulations", "Surfaces", "Triangulations"];
    const head = `CASCADE Topology V1, (c) Matra-Datavision\n${counts.map((name) => `${name} 0`).join("\n")}\n`;
    const text = `${head}\nTShapes ${levels + 1}\nVe\n1e-7\n0 0 0\n0 0\n\n0101101\n*\n${records.join("\n")}\n\n+1 0\n`;
    expect(() => checkBrep(text)).toThrow(/unfolds/);
    // Without the doubling it is an odd file, and a sound one.
    expect(() => checkBrep(text.replaceAll(/^(\+\d+ 0) \+\d+ 0 \*$/gm, "$1 *"))).not.toThrow();
  });
});
