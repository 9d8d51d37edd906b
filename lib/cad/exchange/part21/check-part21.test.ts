import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assemblyBomb } from "../spec-bomb";
import { VIEW_LIMITS } from "./assembly";
import { checkPart21 } from "./check-part21";

const TESTFILES = "node_modules/occt-import-js/test/testfiles";
const file = (data: string) =>
  new TextEncoder().encode(
    `ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('CONFIG_CONTROL_DESIGN'));\nENDSEC;\nDATA;\n${data}\nENDSEC;\nEND-ISO-10303-21;\n`,
  );
const point = (id: number, x: string) => `#${id}=CARTESIAN_POINT('',(${x},0.,0.));`;

function stepFilesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(stp|step)$/i.test(name))
    .map((name) => join(folder, name));
}

describe("checkPart21", () => {
  it("refuses none of the real files", () => {
    const files = [...stepFilesIn(TESTFILES), ...stepFilesIn("/usr/share/opencascade/data/step")];
    expect(files.length).toBeGreaterThan(50);
    for (const path of files) expect(checkPart21(readFileSync(path)).entities, path).toBeGreaterThan(50);
  });

  it("counts placed bodies as they are known of these assemblies", () => {
    const instancesOf = (name: string) => checkPart21(readFileSync(join(TESTFILES, "cax-if", name))).instances;
    // 2 × (1 L-bracket + 3 × (bolt + nut)) + rod + 2 nuts + plate.
    for (const name of ["as1-oc-214.stp", "as1-tu-203.stp", "as1_pe_203.stp"]) expect(instancesOf(name)).toBe(18);
    for (const name of ["dm1-id-214.stp", "dm1-oc-214.stp", "dm1-pe-214.stp"]) expect(instancesOf(name)).toBe(7);
    expect(instancesOf("io1-cm-214.stp")).toBe(1);
  });

  it("names what is wrong, and where", () => {
    const cases: [string, string | Uint8Array, RegExp][] = [
      ["unknown reference", "#1=A(#2);", /#1 \(line 6\) refers to #2, which is not in the file/],
      ["number given twice", "#1=A();\n#1=B();", /two of its entities have the number #1/],
      ["reference to itself", "#1=PLANE('',#1);", /#1 \(line 6\) refers to itself$/],
      ["cycle", "#1=SHELL(#2);#2=FACE(#3);#3=EDGE(#1);", /refers to itself by way of #2, #3, #1/],
      ["not a number", point(1, "NaN"), /in #1, line 6, NAN is not a number/],
      ["infinite", point(1, "1.E999"), /in #1, line 6, a number is too large/],
      ["far out", point(1, "1.E7"), /#1 has a length of 1\.00e\+7.*within 100 m/],
      ["huge radius", `${point(2, "0.")}#1=CIRCLE('',#2,1.E30);`, /#1 has a length/],
      ["text that is not closed", "#1=A('x);", /in #1, line 6, a text is not closed/],
      ["comment that is not closed", "#1=A(); /* x", /a comment is not closed/],
      ["bracket that is not closed", "#1=A((1.,2.);", /in #1, line 6, a bracket is not closed/],
      ["lists in lists", `#1=A(${"(".repeat(40)}${")".repeat(40)});`, /nested more than 32 deep/],
      ["no semicolon", "#1=A()\n#2=B();", /in #1, line 7, a semicolon is missing/],
      ["no entity", "hello;", /an entity .* was expected/],
      ["a parameter missing", "#1=LINE('',#2);#2=VECTOR('',#3,1.);#3=DIRECTION('',(1.,0.,0.));", /LINE has 2 parameters and should have 3/],
      ["a parameter of another kind", "#1=CIRCLE('',1.,2.);", /parameter 2 of CIRCLE should be a reference/],
      ["an empty list", "#1=CARTESIAN_POINT('',());", /parameter 2 of CARTESIAN_POINT should be a list with something in it/],
      ["stray character", "#1=A(%);", /the character "%" has no place there/],
      ["cut off in the data", file("#1=A();").subarray(0, 95), /cut off/],
      ["no end", new TextEncoder().encode("ISO-10303-21;HEADER;FILE_SCHEMA(('X'));ENDSEC;DATA;ENDSEC;"), /END-ISO-10303-21, is missing/],
      ["no header", new TextEncoder().encode("ISO-10303-21;DATA;ENDSEC;END-ISO-10303-21;"), /header section is missing/],
      ["no schema", new TextEncoder().encode("ISO-10303-21;HEADER;ENDSEC;DATA;ENDSEC;END-ISO-10303-21;"), /FILE_SCHEMA/],
      [
        "a building",
        new TextEncoder().encode("ISO-10303-21;HEADER;FILE_SCHEMA(('IFC4'));ENDSEC;DATA;ENDSEC;END-ISO-10303-21;"),
        /building model \(IFC4\)/,
      ],
    ];
    for (const [name, content, reason] of cases) {
      expect(() => checkPart21(typeof content === "string" ? file(content) : content), name).toThrow(reason);
    }
  });

  it("takes what only looks odd", () => {
    const odd = [
      "#1=A(1.E-30,-0.,0.,1.7E308,2.E+100);",
      "#4294967295=A(#5);#5=B();",
      "#1=(A()B(#2)C());#2=D('#3 ; )');",
      "#1=REPRESENTATION('density',(#1),$);",
      "#1=CARTESIAN_POINT('',(1.E7,1.E7));",
      // In micrometres 100 m are 10^8.
      `${point(1, "9.E7")}#2=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MICRO.,.METRE.));`,
      "",
    ];
    for (const data of odd) expect(() => checkPart21(file(data)), data).not.toThrow();
  });

  it("refuses chains that a reader would follow too deep", () => {
    const chain = (length: number) => Array.from({ length }, (_, i) => `#${i + 1}=A(${i + 1 < length ? `#${i + 2}` : ""});`).join("\n");
    expect(() => checkPart21(file(chain(400)))).not.toThrow();
    expect(() => checkPart21(file(chain(600)))).toThrow(/chain of more than 500 references/);
    // The same from the other end: every entity is known before the next refers to it.
    const backwards = Array.from({ length: 600 }, (_, i) => `#${i + 1}=A(${i > 0 ? `#${i}` : ""});`).join("\n");
    expect(() => checkPart21(file(backwards))).toThrow(/chain of more than 500 references/);
  });

  it("refuses what refers to the same things over and over", () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `#${i + 1}=A(${i > 0 ? `#${i},#${i}` : ""});`).join("\n");
    expect(() => checkPart21(file(doubling))).toThrow(/over and over/);
  });

  it("counts an assembly's placements without placing one, at any depth", () => {
    const cube = readFileSync(join(TESTFILES, "cube-units/cube-mm.step"));
    for (const levels of [1, 4, 10, 13]) {
      expect(checkPart21(assemblyBomb(cube, levels))).toMatchObject({ instances: 2 ** levels, placedFaces: 6 * 2 ** levels });
    }
    expect(() => checkPart21(assemblyBomb(cube, 14))).toThrow("the assembly unfolds to 16,384 instances; at most 10,000 are read");
    expect(checkPart21(assemblyBomb(cube, 14), VIEW_LIMITS).instances).toBe(2 ** 14);
    for (const levels of [16, 32, 64]) expect(() => checkPart21(assemblyBomb(cube, levels), VIEW_LIMITS)).toThrow(/unfolds to/);
    for (const levels of [4, 16, 64]) {
      expect(() => checkPart21(assemblyBomb(cube, levels, { selfReferring: true }))).toThrow(/contains itself/);
    }
  });

  it("counts mapped items that hold mapped items", () => {
    const mapped = (levels: number) => {
      const lines = ["#1=SHAPE_REPRESENTATION('',(#2),$);", "#2=CARTESIAN_POINT('',(0.,0.,0.));"];
      for (let level = 0; level < levels; level++) {
        const at = 10 * (level + 1);
        const inner = level === 0 ? 1 : at - 10 + 3;
        lines.push(
          `#${at}=REPRESENTATION_MAP(#2,#${inner});`,
          `#${at + 1}=MAPPED_ITEM('',#${at},#2);`,
          `#${at + 2}=MAPPED_ITEM('',#${at},#2);`,
        );
        lines.push(`#${at + 3}=SHAPE_REPRESENTATION('',(#${at + 1},#${at + 2}),$);`);
      }
      return file(lines.join("\n"));
    };
    expect(checkPart21(mapped(10)).instances).toBe(2 ** 10);
    expect(() => checkPart21(mapped(20))).toThrow(/unfolds to 1,048,576 instances/);
  });
});
