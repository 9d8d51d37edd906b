import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { Vector } from "./vector";

/** Shapes for specs, straight from the kernel: what is measured must not depend on the operations that are built on it. */
export function shapesFor({ oc }: Kernel) {
  const box = (min: Vector, size: Vector): TopoDS_Shape => new oc.BRepPrimAPI_MakeBox(new oc.gp_Pnt(...min), ...size).Shape();
  const axisAt = (base: Vector, direction: Vector) => new oc.gp_Ax2(new oc.gp_Pnt(...base), new oc.gp_Dir(...direction));
  const cylinder = (base: Vector, direction: Vector, radius: number, height: number): TopoDS_Shape =>
    new oc.BRepPrimAPI_MakeCylinder(axisAt(base, direction), radius, height).Shape();
  const sphere = (center: Vector, radius: number): TopoDS_Shape => new oc.BRepPrimAPI_MakeSphere(new oc.gp_Pnt(...center), radius).Shape();
  const torus = (ringRadius: number, tubeRadius: number): TopoDS_Shape => new oc.BRepPrimAPI_MakeTorus(ringRadius, tubeRadius).Shape();

  /** Frustum or cone along +Z, by turning a trapezoid: this build has no cone. */
  const cone = ([x, y, z]: Vector, radiusLow: number, radiusHigh: number, height: number): TopoDS_Shape => {
    const corners = [
      [0, 0],
      [radiusLow, 0],
      [radiusHigh, height],
      [0, height],
    ].filter(([r, h], i, all) => i === 0 || r !== all[i - 1]?.[0] || h !== all[i - 1]?.[1]) as [number, number][];
    const wire = new oc.BRepBuilderAPI_MakeWire();
    for (const [i, [r, h]] of corners.entries()) {
      const [nextR, nextH] = corners[(i + 1) % corners.length] ?? [0, 0];
      wire.Add(new oc.BRepBuilderAPI_MakeEdge(new oc.gp_Pnt(x + r, y, z + h), new oc.gp_Pnt(x + nextR, y, z + nextH)).Edge());
    }
    const face = new oc.BRepBuilderAPI_MakeFace(wire.Wire(), true).Face();
    const axis = new oc.gp_Ax1(new oc.gp_Pnt(x, y, z), new oc.gp_Dir(0, 0, 1));
    return new oc.BRepPrimAPI_MakeRevol(face, axis, 2 * Math.PI, false).Shape();
  };

  const merge = (shape: TopoDS_Shape): TopoDS_Shape => {
    const unify = new oc.ShapeUpgrade_UnifySameDomain(shape, true, true, false);
    unify.Build();
    return unify.Shape();
  };
  const combine = (
    maker: typeof oc.BRepAlgoAPI_Cut | typeof oc.BRepAlgoAPI_Fuse,
    body: TopoDS_Shape,
    tools: TopoDS_Shape[],
  ): TopoDS_Shape => {
    const boolean = new maker();
    boolean.SetArguments(new oc.NCollection_List_TopoDS_Shape([body]));
    boolean.SetTools(new oc.NCollection_List_TopoDS_Shape(tools));
    boolean.Build(new oc.Message_ProgressRange());
    return merge(boolean.Shape());
  };
  const cut = (body: TopoDS_Shape, ...tools: TopoDS_Shape[]) => combine(oc.BRepAlgoAPI_Cut, body, tools);
  const fuse = (body: TopoDS_Shape, ...tools: TopoDS_Shape[]) => combine(oc.BRepAlgoAPI_Fuse, body, tools);

  /** Rounds the edges that `wanted` picks by their middle. */
  const fillet = (body: TopoDS_Shape, radius: number, wanted: (middle: Vector) => boolean): TopoDS_Shape => {
    const maker = new oc.BRepFilletAPI_MakeFillet(body, "ChFi3d_Rational");
    const seen: TopoDS_Shape[] = [];
    for (const edges = new oc.TopExp_Explorer(body, "TopAbs_EDGE"); edges.More(); edges.Next()) {
      const edge = oc.TopoDS.Edge(edges.Current());
      const curve = new oc.BRepAdaptor_Curve(edge);
      const middle = curve.EvalD0((curve.FirstParameter() + curve.LastParameter()) / 2);
      if (seen.some((other) => other.IsSame(edge)) || !wanted([middle.X(), middle.Y(), middle.Z()])) continue;
      seen.push(edge);
      maker.Add(radius, edge);
    }
    return maker.Shape();
  };

  const compound = (...shapes: TopoDS_Shape[]): TopoDS_Shape => {
    const builder = new oc.TopoDS_Builder();
    const all = new oc.TopoDS_Compound();
    builder.MakeCompound(all);
    for (const shape of shapes) builder.Add(all, shape);
    return all;
  };

  const transformed = (shape: TopoDS_Shape, place: (trsf: InstanceType<typeof oc.gp_Trsf>) => void): TopoDS_Shape => {
    const trsf = new oc.gp_Trsf();
    place(trsf);
    return new oc.BRepBuilderAPI_Transform(shape, trsf, true, false).Shape();
  };
  const mirroredInX = (shape: TopoDS_Shape) =>
    transformed(shape, (trsf) => trsf.SetMirror(new oc.gp_Ax2(new oc.gp_Pnt(0, 0, 0), new oc.gp_Dir(1, 0, 0))));
  const turned = (shape: TopoDS_Shape, about: Vector, angleRad: number) =>
    transformed(shape, (trsf) => trsf.SetRotation(new oc.gp_Ax1(new oc.gp_Pnt(3, 4, 5), new oc.gp_Dir(...about)), angleRad));

  /** An L of 50 × 40 × 30, 5 thick, with two Ø5 holes 16 apart in its foot: ten faces. */
  const bracket = () =>
    cut(
      fuse(box([-25, -15, 0], [50, 30, 5]), box([-25, -15, 0], [5, 30, 40])),
      cylinder([10, -8, -1], [0, 0, 1], 2.5, 7),
      cylinder([10, 8, -1], [0, 0, 1], 2.5, 7),
    );

  return { box, cylinder, sphere, torus, cone, cut, fuse, fillet, compound, mirroredInX, turned, bracket };
}

/** Of the bracket above: two plates less two holes. */
export const BRACKET_VOLUME_MM3 = 50 * 30 * 5 + 5 * 30 * 35 - 2 * Math.PI * 2.5 ** 2 * 5;
