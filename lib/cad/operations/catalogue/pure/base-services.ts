import {
  Color,
  GeometryHelper,
  Line,
  Lists,
  Logic,
  MathBitByBit,
  Point,
  Polyline,
  TextBitByBit,
  Transforms,
  Vector,
} from "@bitbybit-dev/base";

const math = new MathBitByBit();
const helper = new GeometryHelper();
const vector = new Vector(math, helper);
const lists = new Lists();
const point = new Point(helper, new Transforms(vector, math), vector, lists);
const line = new Line(vector, point, helper);

/** What the package computes, by the catalogue's namespaces; a method is named as the operation. */
export const SERVICES: Readonly<Record<string, object>> = {
  color: new Color(math),
  line,
  lists,
  logic: new Logic(),
  math,
  point,
  polyline: new Polyline(vector, point, line, helper),
  text: new TextBitByBit(point),
  vector,
};
