import { describe, expect, it } from "vitest";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, surfaceOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { freeValue } from "@/lib/cad/pipeline/step-values";
import { CATALOGUE_IMPLEMENTATIONS } from "../catalogue-operations";
import type { StepValue } from "../implementation";
import { answer, curves, NO_CONTEXT, near, onPrev, step } from "./shapes/spec-curves";

const { PI, hypot } = Math;

const svg = (body: string, attributes = "") => `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`;
const load = (body: string, params: Record<string, unknown> = {}) => step("occt.svg.loadSVG", { svg: svg(body), ...params });
const wires = (body: string, params: Record<string, unknown> = {}) => curves(load(body, params), onPrev("occt.shapes.wire.getWires"));
const area = (body: string, params: Record<string, unknown> = {}) =>
  answer<number>(load(body, params), onPrev("occt.shapes.face.getFaceArea"));
const box = (body: string, params: Record<string, unknown> = {}) =>
  answer<{ min: number[]; max: number[]; size: number[] }>(load(body, params), onPrev("occt.operations.boundingBoxOfShape"));

interface Structured {
  shapes: { shape: StepValue; isFace: boolean; elementType: string; [name: string]: StepValue }[];
  warnings: string[];
  viewBox?: number[];
}

/** The elements of a drawing; `ask` is done with their shapes when it returns. */
async function structured<Answer>(text: string, params: Record<string, unknown>, ask: (drawing: Structured) => Answer): Promise<Answer> {
  const defaults = {
    faceStrategy: "none",
    makeRibbons: false,
    includeInvisible: false,
    joinSegments: true,
    tolerance: 1e-7,
    scale: 1,
    flipY: true,
    alignment: "midMid",
    direction: [0, 1, 0],
    center: [0, 0, 0],
  };
  const value = await CATALOGUE_IMPLEMENTATIONS["occt.svg.loadSVGStructured"]?.(
    await specKernel(),
    { ...defaults, svg: text, ...params } as never,
    NO_CONTEXT,
  );
  const drawing = value as unknown as Structured;
  try {
    return ask(drawing);
  } finally {
    for (const { shape } of drawing.shapes) freeValue(shape);
  }
}

describe("a drawing's outlines", () => {
  it.each<[body: string, length: number]>([
    ['<line x1="1" y1="1" x2="4" y2="5"/>', 5],
    ['<polyline points="0,0 3,0 3,4"/>', 7],
    ['<polygon points="0 0 3 0 3 4"/>', 12],
    ['<rect x="1" y="2" width="3" height="4"/>', 14],
    ['<rect width="6" height="4" rx="1"/>', 4 + 4 + 2 + 2 + 2 * PI],
    ['<circle cx="3" cy="2" r="2"/>', 4 * PI],
    ['<path d="M0 0h3v4z"/>', 12],
    ['<path d="M0,0 L3,0 3,4"/>', 7],
    ['<path d="m1 1 3 0 0 4"/>', 7],
    ['<path d="M2 0A2 2 0 0 1 0 2"/>', PI],
    ['<path d="M2 0A2 2 0 1 1 0 2"/>', 3 * PI],
    ['<path d="M2 0a2 2 0 01-2 2"/>', PI],
    ['<path d="M2 0A2 2 0 1 0 0 2"/>', 3 * PI],
    ['<path d="M0 0A1 1 0 0 1 4 0"/>', 2 * PI],
    ['<path d="M0 0C1 0 2 0 3 0S5 0 6 0"/>', 6],
    ['<path d="M0 0Q.5 0 1 1"/>', Math.sqrt(5) / 2 + Math.asinh(2) / 4],
    ['<path d="M1e0-2.5.5.5"/>', hypot(0.5, 3)],
    ['<g transform="scale(2) rotate(30)"><path d="M0 0h3"/></g>', 6],
    ['<path transform="skewX(45)" d="M0 0v2"/>', Math.sqrt(8)],
    ['<path transform="matrix(0 2 2 0 5 5)" d="M0 0h3v4"/>', 14],
    ['<circle r="2" transform="scale(3)"/>', 12 * PI],
    ['<defs><path id="p" d="M0 0h3"/></defs><use href="#p" x="4" y="5"/>', 3],
    ["<a><!-- <line/> --><line x2='2.5mm'/></a>", (2.5 * 96) / 25.4],
  ])("%s is %d long", async (body, length) => {
    const found = await wires(body);
    expect(found.reduce((sum, wire) => sum + wire.length, 0)).toBeCloseTo(length, 7);
  });

  it("give the two smooth commands the mirrored control point", async () => {
    const [smooth, plain] = [await wires('<path d="M0 0Q1 2 2 0T4 0"/>'), await wires('<path d="M0 0Q1 2 2 0Q3 -2 4 0"/>')];
    expect(smooth[0]?.length).toBeCloseTo(plain[0]?.length ?? 0, 9);
    const [first, second] = [
      await wires('<path d="M0 0C0 2 2 2 2 0S4 -2 4 0"/>'),
      await wires('<path d="M0 0C0 2 2 2 2 0C2 -2 4 -2 4 0"/>'),
    ];
    expect(first[0]?.length).toBeCloseTo(second[0]?.length ?? 0, 9);
  });

  it("lie on the ground the right way up, with the point of alignment on the centre", async () => {
    const corner = '<polyline points="0,0 6,0 6,2"/>';
    const at = async (params: Record<string, unknown>) => {
      const { min, max } = await box(corner, params);
      return [...min, ...max];
    };
    expect(await at({})).toEqual(near([-3, 0, -1, 3, 0, 1], 5));
    expect(await at({ alignment: "topLeft" })).toEqual(near([0, 0, -2, 6, 0, 0], 5));
    expect(await at({ alignment: "bottomRight", center: [1, 2, 3], scale: 2 })).toEqual(near([-11, 2, 3, 1, 2, 7], 5));
    // The drawing's second point is at the top, since its Y points down.
    const [wire] = await wires(corner);
    expect([wire?.start, wire?.end]).toEqual([near([-3, 0, 1], 5), near([3, 0, -1], 5)]);
    const [turned] = await wires(corner, { flipY: false });
    expect(turned?.end).toEqual(near([3, 0, 1], 5));
    expect((await box(corner, { direction: [1, 0, 0] })).size).toEqual(near([0, 6, 2], 5));
  });
});

describe("a drawing's faces", () => {
  const SQUARES = "M0 0h6v6h-6z M1 1h4v4h-4z";
  const OPPOSITE = "M0 0h6v6h-6z M1 1v4h4v-4z";

  it.each([
    ["nonzero", SQUARES, "", 36],
    ["nonzero", OPPOSITE, "", 36 - 16],
    ["evenOdd", SQUARES, "", 36 - 16],
    ["auto", SQUARES, "", 36],
    ["auto", SQUARES, 'fill-rule="evenodd"', 36 - 16],
    ["auto", SQUARES, 'style="fill-rule: evenodd"', 36 - 16],
    ["perSubpath", SQUARES, "", 36 + 16],
  ])("follow %s for %s %s", async (faceStrategy, d, attributes, size) => {
    expect(await area(`<path d="${d}" ${attributes}/>`, { faceStrategy })).toBeCloseTo(size, 9);
  });

  it("are exact under a map that squeezes and shears", async () => {
    const body = '<ellipse rx="3" ry="2" transform="translate(1 1) rotate(20) skewX(30) scale(2 0.5)"/>';
    expect(await area(body, { faceStrategy: "auto" })).toBeCloseTo(6 * PI, 7);
  });

  it("are none of what is not filled or not closed", async () => {
    await expect(area('<rect width="2" height="2" fill="none"/>', { faceStrategy: "auto" }).catch(() => 0)).resolves.toBeCloseTo(0, 9);
    const kinds = await structured(svg('<rect width="2" height="2"/><path d="M0 0h1v1"/>'), { faceStrategy: "auto" }, ({ shapes }) =>
      shapes.map(({ isFace }) => isFace),
    );
    expect(kinds).toEqual([true, false]);
  });
});

describe("a drawing in parts", () => {
  const TEXT = svg(
    `<g fill="#f00" opacity="0.5"><rect id="a" class="frame" width="4" height="4" stroke="blue" stroke-width="2" opacity="0.5"/>
     <rect width="2" height="2" style="fill:none;display:none"/><text>no</text></g><circle visibility="hidden" r="1"/>`,
    'viewBox="0 0 10 20"',
  );

  it("tells of every element its kind and paint, and what was not imported", async () => {
    const kernel = await specKernel();
    await structured(TEXT, { faceStrategy: "auto" }, ({ shapes, warnings, viewBox }) => {
      expect(shapes).toHaveLength(1);
      const described = {
        elementType: "rect",
        isFace: true,
        closed: true,
        fill: "#f00",
        stroke: "blue",
        strokeWidth: 2,
        opacity: 0.25,
        id: "a",
        className: "frame",
      };
      expect(shapes[0]).toMatchObject(described);
      expect([warnings, viewBox]).toEqual([["<text> is not imported."], [0, 0, 10, 20]]);
      const part = shapes[0]?.shape ?? null;
      if (!isPartShape(part)) throw new Error("The rectangle is no shape.");
      expect(surfaceOf(kernel, part.shape).area).toBeCloseTo(16, 9);
      expect(boundingBoxOf(kernel, part.shape).size).toEqual(near([4, 0, 4], 5));
    });
    expect(await structured(TEXT, { includeInvisible: true }, ({ shapes }) => shapes.map(({ elementType }) => elementType))).toEqual([
      "rect",
      "rect",
      "circle",
    ]);
  });

  it("warns of faulty data and keeps what stands before the fault", async () => {
    const text = svg('<path id="x" d="M0 0h3 L1"/><path d="M0 0h5"/>');
    const found = await structured(text, { makeRibbons: true }, ({ shapes, warnings }) => [shapes.length, warnings]);
    expect(found).toEqual([
      2,
      ['<path id="x"> has 1 numbers after L, which takes 2 at a time.', "makeRibbons is not supported; strokes stay wires."],
    ]);
  });
});

it.each<[text: string, message: string]>([
  ["<p/>", "svg holds no <svg> element"],
  ["<svg><g></svg>", "</svg> closes <g>"],
  ["<svg>", "<svg> is never closed"],
  ["<svg", "never ends"],
  ["<svg/>", "svg draws nothing"],
  [svg('<g id="a"><use href="#a"/></g>'), "10 deep"],
  [svg("<g>".repeat(300)), "nested more than 200 deep"],
  [`<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('<path d="&b;"/>')}`, "svg draws nothing"],
])("refuses %s: %s", async (text, message) => {
  await expect(answer(step("occt.svg.loadSVG", { svg: text }))).rejects.toThrow(message);
});
