import { z } from "zod";
import file from "./standards.json";

const confidence = z.enum(["A", "B", "C"]);
const metricSize = z.string().regex(/^M\d/);

const clearance = z.object({ rows: z.array(z.object({ size: metricSize, close: z.number(), normal: z.number(), loose: z.number() })) });
const threads = z.object({
  rows: z.array(z.object({ size: metricSize, d: z.number(), pitch: z.number(), tap_drill: z.number(), fine: z.array(z.number()) })),
});
const counterbores = z.object({ rows: z.array(z.object({ size: metricSize, hole: z.number(), d1: z.number(), t: z.number() })) });
const countersinks = z.object({ rows: z.array(z.object({ size: metricSize, dk_theoretical: z.number(), angle_deg: z.number() })) });
const nema = z.object({
  rows: z.array(z.looseObject({ name: z.string(), pattern: z.number(), screw: z.string(), clear_hole: z.number(), pilot_d: z.number() })),
});
const bearings = z.object({ rows: z.array(z.object({ name: z.string(), d: z.number(), D: z.number(), B: z.number() })) });
const boards = z.object({
  rows: z.array(
    z.looseObject({
      name: z.string(),
      size: z.tuple([z.number(), z.number()]),
      hole_d: z.number(),
      holes: z.array(z.tuple([z.number(), z.number()])),
    }),
  ),
});
const hexBolts = z.object({ rows: z.array(z.object({ size: metricSize, s: z.number(), k: z.number(), e_min: z.number() })) });
const clearanceInch = z.object({
  rows: z.array(z.looseObject({ size: z.string(), close_in: z.number(), normal_in: z.number(), loose_in: z.number() })),
});

/** The tables that templates read, checked when they load. Sources and confidence stand in the file. */
export const STANDARDS = z
  .object({
    clearance_holes_metric: clearance,
    threads_metric: threads,
    counterbore_socket_head: counterbores,
    flat_head_socket_screw: countersinks,
    hex_bolt: hexBolts,
    nema_motors: nema,
    ball_bearings: bearings,
    boards,
    clearance_holes_inch: clearanceInch,
  })
  .parse(file);

export type TableName = keyof typeof STANDARDS;

/** How sure a table is: A a standard value, B common nominal, C convention. */
export function confidenceOf(table: TableName): z.infer<typeof confidence> {
  const entry = z.object({ confidence: z.string() }).safeParse((file as Record<string, unknown>)[table]);
  const letter = confidence.safeParse(entry.data?.confidence.charAt(0));
  return letter.success ? letter.data : "C";
}
