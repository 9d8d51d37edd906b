import type { TopoDS_Edge } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { isValid } from "@/lib/cad/kernel/properties";
import { trackOfEdge } from "@/lib/cad/kernel/track";
import type { JsonValue } from "../implementation";
import { endOf, isClosedTrack, startOf } from "./along-track";

/** The catalogue's words for kinds of curves. */
const KINDS: Readonly<Record<string, string>> = {
  OtherCurve: "other",
  OffsetCurve: "offset",
  BSplineCurve: "bspline",
  BezierCurve: "bezier",
};

/** Facts about the curve of an edge: its kind, its parameters, where it runs, and the size of its description. */
export function describeCurve(kernel: Kernel, own: Own, edge: TopoDS_Edge): { [name: string]: JsonValue } {
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
  const track = trackOfEdge(kernel, own, edge);
  const word = curve.GetType().replace("GeomAbs_", "");
  const type = KINDS[word] ?? word.toLowerCase();
  const periodic = curve.IsPeriodic();
  const facts = {
    valid: isValid(kernel, edge),
    type,
    firstParameter: track.first,
    lastParameter: track.last,
    closed: isClosedTrack(track),
    periodic,
    length: track.length,
    isLinear: type === "line",
    isCircular: type === "circle",
    start: startOf(track),
    end: endOf(track),
    ...(periodic ? { period: curve.Period() } : {}),
  };
  if (type !== "bspline" && type !== "bezier") return facts;
  const poles = { degree: curve.Degree(), nbPoles: curve.NbPoles(), rational: curve.IsRational() };
  return type === "bspline" ? { ...facts, ...poles, nbKnots: curve.NbKnots() } : { ...facts, ...poles };
}
