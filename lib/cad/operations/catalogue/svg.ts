import type { TopoDS_Shape } from "opencascade.js";
import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import type { CatalogueImplementations, StepValue } from "../implementation";
import { compoundOf } from "../modelling/compound";
import { located } from "../modelling/place-copies";
import { bare } from "./bare-shape";
import type { Alignment } from "./beam-corners";
import { mustBePositive } from "./check-number";
import { drawPath } from "./draw-path";
import { type FillRule, filled } from "./fill-paths";
import { tidied, transformed } from "./flat-path";
import { groundAxes, placed } from "./ground-axes";
import type { Placed } from "./params";
import { readSvg, type SvgElement } from "./svg/read-svg";
import type { Style } from "./svg/style";

interface SvgParams extends Placed {
  svg: string;
  faceStrategy: "none" | "auto" | "nonzero" | "evenOdd" | "perSubpath";
  makeRibbons: boolean;
  includeInvisible: boolean;
  joinSegments: boolean;
  tolerance: number;
  scale: number;
  flipY: boolean;
  alignment: Alignment;
}

interface Built {
  element: SvgElement;
  shape: TopoDS_Shape;
  isFace: boolean;
  closed: boolean;
}

/** By which rule an element is filled; undefined where it stays an outline. */
function ruleOf(strategy: SvgParams["faceStrategy"], style: Style): FillRule | undefined {
  if (strategy === "none" || style.fill === "none") return undefined;
  if (strategy === "auto") return style.fillRule === "evenodd" ? "evenOdd" : "nonzero";
  return strategy;
}

function buildElement(kernel: Kernel, own: Own, element: SvgElement, params: SvgParams): Built | undefined {
  const { scale, flipY, tolerance, joinSegments, faceStrategy } = params;
  const paths = element.paths
    .map((path) => tidied(transformed(path, [scale, 0, 0, flipY ? -scale : scale, 0, 0]), tolerance, joinSegments))
    .filter(({ segments }) => segments.length > 0);
  if (paths.length === 0) return undefined;
  const wires = paths.map((path) => drawPath(kernel, own, path, ([x, z]) => [x, 0, z]));
  const closed = paths.every((path) => path.closed);
  const rule = closed ? ruleOf(faceStrategy, element.style) : undefined;
  const shapes = rule ? filled(kernel, own, paths, wires, rule) : wires;
  const [only, ...more] = shapes;
  return { element, shape: only && more.length === 0 ? only : compoundOf(kernel, own, shapes), isFace: rule !== undefined, closed };
}

/** Builds the drawing on the ground plane, X to the right and Z up in it, and places it as one. */
function buildDrawing(kernel: Kernel, own: Own, params: SvgParams) {
  mustBePositive({ scale: params.scale, tolerance: params.tolerance });
  const { elements, viewBox, warnings } = readSvg(params.svg);
  if (params.makeRibbons) warnings.push("makeRibbons is not supported; strokes stay wires.");
  const drawn = elements.filter(({ style }) => params.includeInvisible || (style.isVisible && !style.isHidden));
  const built = drawn.flatMap((element) => buildElement(kernel, own, element, params) ?? []);
  if (built.length === 0) throw invalidInput(`svg draws nothing.${warnings.length > 0 ? ` ${warnings.join(" ")}` : ""}`);
  const { min, max } = boundingBoxOf(
    kernel,
    compoundOf(
      kernel,
      own,
      built.map(({ shape }) => shape),
    ),
  );
  const { alignment, center, direction } = params;
  const x = alignment.endsWith("Left") ? min[0] : alignment.endsWith("Right") ? max[0] : (min[0] + max[0]) / 2;
  const z = alignment.startsWith("top") ? max[2] : alignment.startsWith("bottom") ? min[2] : (min[2] + max[2]) / 2;
  const axes = groundAxes(direction);
  const [origin = center] = placed({ center, direction }, [[-x, -z]]);
  const transform = placement(kernel, own, origin, axes.z, axes.x);
  return { shapes: built.map((one) => ({ ...one, shape: located(kernel, own, one.shape, transform) })), viewBox, warnings };
}

/** Every element of a drawing in one compound; lengths in user units are millimetres. */
function loadSVG(kernel: Kernel, params: SvgParams): PartShape {
  return kernel.scope((own) => {
    const { shapes } = buildDrawing(kernel, own, params);
    return bare(
      own,
      compoundOf(
        kernel,
        own,
        shapes.map(({ shape }) => shape),
      ),
    );
  });
}

/** Every element of a drawing with what it is painted with. */
function loadSVGStructured(kernel: Kernel, params: SvgParams): StepValue {
  return kernel.scope((own) => {
    const { shapes, viewBox, warnings } = buildDrawing(kernel, own, params);
    const described = shapes.map(({ element, shape, isFace, closed }): StepValue => {
      const { tag, id, className, style } = element;
      const { fill, stroke, strokeWidth, opacity } = style;
      const known = Object.entries({ fill, stroke, strokeWidth, opacity, id, className }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      return { shape: bare(own, shape), isFace, elementType: tag, closed, ...Object.fromEntries(known) };
    });
    return { shapes: described, warnings, ...(viewBox ? { viewBox: [...viewBox] } : {}) };
  });
}

/** `occt.svg.*` */
export const SVGS: CatalogueImplementations = {
  "occt.svg.loadSVG": loadSVG,
  "occt.svg.loadSVGStructured": loadSVGStructured,
};
