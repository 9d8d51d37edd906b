import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkIges } from "./check-iges";

const box = readFileSync(new URL("./fixtures/box-10-20-30-surfaces.igs", import.meta.url)).toString("latin1");
const check = (text: string) => checkIges(Buffer.from(text, "latin1"));

const line = (text: string, section: string, number: number) => `${text.padEnd(72)}${section}${String(number).padStart(7)}\n`;

/** A file of these entities: type, and parameters behind it. */
function igesOf(entities: [type: number, parameters: string][]): string {
  const directory = entities.map(([type], index) => {
    const fields = (values: number[]) => values.map((value) => String(value).padStart(8)).join("");
    const first = line(fields([type, index + 1, 0, 0, 0, 0, 0, 0, 0]), "D", 2 * index + 1);
    return first + line(fields([type, 0, 0, 1, type === 402 ? 7 : 0]), "D", 2 * index + 2);
  });
  const parameters = entities.map(([type, text], index) =>
    line(`${`${type},${text};`.padEnd(64)}${String(2 * index + 1).padStart(8)}`, "P", index + 1),
  );
  const counts = `S      1G      1D${String(2 * entities.length).padStart(7)}P${String(entities.length).padStart(7)}`;
  return line("", "S", 1) + line("1H,,1H;,4Htest;", "G", 1) + directory.join("") + parameters.join("") + line(counts, "T", 1);
}

/** Each group holds the one before it twice. */
const nested = (levels: number) =>
  igesOf([[110, "0.,0.,0.,1.,0.,0."], ...Array.from({ length: levels }, (_, i): [number, string] => [402, `2,${2 * i + 1},${2 * i + 1}`])]);

describe("checkIges", () => {
  it("refuses none of the real files", () => {
    const real = [
      "node_modules/occt-import-js/test/testfiles/cube-10x10mm/Cube 10x10.igs",
      "/usr/share/opencascade/data/iges/bearing.iges",
    ];
    for (const path of real.filter((name) => existsSync(name))) expect(() => checkIges(readFileSync(path)), path).not.toThrow();
    expect(() => check(box)).not.toThrow();
    expect(() => check(box.replaceAll("\n", "\r\n"))).not.toThrow();
  });

  it("names what is wrong", () => {
    const lines = box.split("\n");
    const without = (index: number) => lines.filter((_, i) => i !== index).join("\n");
    const firstD = lines.findIndex((text) => text[72] === "D");
    const cases: [string, string, RegExp][] = [
      ["cut off", box.slice(0, box.length / 2), /shorter than|terminate section is missing/],
      ["a line missing", without(firstD), /directory section has \d+ lines and should have/],
      ["short line", box.replace(/^.*D {6}3$|^.*D0000003$/m, "short"), /shorter than the 80 columns/],
      [
        "sections mixed",
        [...lines.slice(0, 4), lines.at(-2), ...lines.slice(4)].join("\n"),
        /section has|belongs to no section|section is missing/,
      ],
      ["not a number", box.replace(/110,0\.,20\.,/, "110,NaN,2.,"), /"NaN", which is not a number/],
      ["too large a number", box.replace(/110,0\.,20\.,30\.,/, "110,0.,9E999,0,"), /which is not a number/],
      [
        "parameters that are not there",
        igesOf([[110, "1."]]).replace(/ {7}1( {7}0){7}/, "      99       0       0       0       0       0       0       0"),
        /has its parameters in lines 99/,
      ],
    ];
    for (const [name, text, reason] of cases) expect(() => check(text), name).toThrow(reason);
  });

  it("counts what groups of groups unfold to", () => {
    expect(() => check(nested(8))).not.toThrow();
    expect(() => check(nested(40))).toThrow(/unfolds to .* entities; at most 50,000/);
    expect(() =>
      check(
        igesOf([
          [402, "1,3"],
          [402, "1,1"],
        ]),
      ),
    ).toThrow(/contains itself/);
    expect(() => check(igesOf([[402, "1,99"]]))).toThrow(/places directory entry 99, which is not there/);
    expect(() => check(igesOf([[402, "5000000,1"]]))).toThrow(/announces 5000000 members/);
  });
});
