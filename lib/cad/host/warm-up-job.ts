import type { KernelJob } from "@/lib/contract/kernel-job";

/**
 * A representative part: an L bracket with four holes and rounded edges, in the formats that every part gets.
 * The first jobs of a fresh worker are several times as slow as later ones; this one takes that from the first user.
 */
export function warmUpJob(scratchDir: string): KernelJob {
  const top = { kind: "face", where: { at: "top" } };
  const back = { kind: "face", where: { at: "back" } };
  return {
    kind: "pipeline",
    scratchDir,
    output: { name: "warm-up", formats: ["step", "glb", "stl", "brep", "png"], quality: "normal", timestamp: "2000-01-01T00:00:00Z" },
    steps: [
      {
        operation: "part.extrude",
        params: { feature: "base", profile: { shape: "l_section", w: 60, h: 40, t: 5, r: 3 }, h: 50, plane: "xz", symmetric: true },
      },
      {
        operation: "part.hole",
        params: {
          feature: "h1",
          part: "$prev",
          on: top,
          d: 3,
          at: [
            [-1, 15],
            [-1, -15],
          ],
          through: true,
        },
      },
      { operation: "part.hole", params: { feature: "h2", part: "$prev", on: back, d: 6.6, at: [[15, -15]], through: true } },
      {
        operation: "part.fillet",
        params: { feature: "f1", part: "$prev", edges: { kind: "edge", where: { convex: true, parallel: [0, 0, 1], outer: true } }, r: 1 },
      },
    ],
  };
}
