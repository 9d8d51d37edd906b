import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { SERVICES } from "./base-services";
import { type PureFunction, pureNamespace } from "./pure-namespace";
import { listedTransformation } from "./transformations";

interface Polyline {
  points: Vec3[];
  isClosed?: boolean;
}

interface OfPolyline {
  polyline: Polyline;
}

/** The package forgets that a polyline is closed, and does not measure the side that closes it. */
const OWN: Record<string, PureFunction> = {
  length: ({ polyline: { points, isClosed = false } }: OfPolyline) => {
    const closing = isClosed ? points.slice(0, 1) : [];
    return [...points.slice(1), ...closing].reduce((sum, to, index) => sum + distance(points[index] ?? to, to), 0);
  },
  reverse: ({ polyline }: OfPolyline) => ({ ...polyline, points: polyline.points.toReversed() }),
  transformPolyline: ({ polyline, transformation }: OfPolyline & { transformation: number[][] }) => {
    const service = SERVICES.point ?? {};
    const transformPoints: unknown = Reflect.get(service, "transformPoints");
    if (typeof transformPoints !== "function") throw new Error("The package has no transformPoints.");
    const moved: unknown = Reflect.apply(transformPoints, service, [{ points: polyline.points, transformation }]);
    return { ...polyline, points: moved };
  },
};

/** `polyline.*` */
export const POLYLINES = pureNamespace({ name: "polyline", own: OWN, prepare: listedTransformation });
