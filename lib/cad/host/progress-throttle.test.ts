import { expect, it } from "vitest";
import { throttleProgress } from "./progress-throttle";

it("every new stage and the end pass at once; the rest once an interval", () => {
  let nowMs = 0;
  const passed: [string, number][] = [];
  const report = throttleProgress(
    ({ stage, fraction }) => passed.push([stage, fraction]),
    100,
    () => nowMs,
  );
  const at = (timeMs: number, stage: string, fraction: number) => {
    nowMs = timeMs;
    report({ stage, fraction });
  };
  at(0, "building", 0);
  at(50, "building", 0.1);
  at(100, "building", 0.2);
  at(101, "meshing", 0.6);
  at(102, "meshing", 0.7);
  at(103, "meshing", 1);
  expect(passed).toEqual([
    ["building", 0],
    ["building", 0.2],
    ["meshing", 0.6],
    ["meshing", 1],
  ]);
});
