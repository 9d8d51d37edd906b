import { describe, expect, it } from "vitest";
import { part21String } from "../part21-text";
import { readPart21 } from "./records";
import { DERIVED } from "./values";

const file = (data: string) =>
  new TextEncoder().encode(
    `ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('CONFIG_CONTROL_DESIGN'));\nENDSEC;\nDATA;\n${data}\nENDSEC;\nEND-ISO-10303-21;\n`,
  );
const recordsOf = (data: string) => [...readPart21(file(data))];

describe("readPart21", () => {
  it("yields entities in the file's order, whatever stands between them", () => {
    const records = recordsOf("#2=B();/* #9=X(); */#1 = a_type ( 1 ) ;\n\n#30\n=\nC('; #4=D();');");
    expect(records.map(({ id, type }) => [id, type])).toEqual([
      [2, "B"],
      [1, "A_TYPE"],
      [30, "C"],
    ]);
  });

  it("decodes every kind of parameter when asked", () => {
    const [record] = recordsOf(`#1=T('it''s',-1.5E-3,42,#7,.MILLI.,$,*,"0FF",(1.,(#2,())),LENGTH_MEASURE(25.4));`);
    expect(record?.parameters).toEqual([
      "it's",
      -0.0015,
      42,
      { ref: 7 },
      { enumeration: "MILLI" },
      null,
      DERIVED,
      { binary: "0FF" },
      [1, [{ ref: 2 }, []]],
      { type: "LENGTH_MEASURE", parameters: [25.4] },
    ]);
  });

  it("gives the parts of a complex instance, and one part of a simple one", () => {
    const [complex, simple] = recordsOf("#1=(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.));#2=A(1);");
    expect(complex?.type).toBe("");
    expect(complex?.parts).toEqual([
      { type: "LENGTH_UNIT", parameters: [] },
      { type: "NAMED_UNIT", parameters: [DERIVED] },
      { type: "SI_UNIT", parameters: [{ enumeration: "MILLI" }, { enumeration: "METRE" }] },
    ]);
    expect(simple?.parts).toEqual([{ type: "A", parameters: [1] }]);
  });

  it("reads every text that the writer of strings can write", () => {
    for (const text of ["", "plain", "it's", "back\\slash", "é ✓ 漢", "😀", "'\\X2\\"]) {
      expect(recordsOf(`#1=T(${part21String(text)});`)[0]?.parameters).toEqual([text]);
    }
  });

  it("reads texts of older editions, and bytes that are UTF-8", () => {
    expect(recordsOf("#1=T('\\X\\E9\\S\\i');")[0]?.parameters).toEqual(["éé"]);
    expect(recordsOf("#1=T('é漢');")[0]?.parameters).toEqual(["é漢"]);
  });

  it("ends, and does not throw, on any bytes", () => {
    for (const data of ["#1=T('", "#1=T((((((", "#1", "#1=T(1);#", "/*", "'", "#1=;#2=T(1);", `#1=T(${"(".repeat(5_000)});`]) {
      expect(recordsOf(data).length).toBeLessThanOrEqual(2);
    }
    const noise = Uint8Array.from({ length: 4_000 }, (_, i) => (i * i * 31 + i * 7) % 256);
    expect([...readPart21(noise)]).toEqual([]);
  });
});
