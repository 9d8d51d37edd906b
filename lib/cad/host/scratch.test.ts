import { expect, it } from "vitest";
import { isInside } from "./scratch";

it.each([
  ["/scratch/job/part.step", true],
  ["/scratch/job/a/b", true],
  ["/scratch/job", false],
  ["/scratch/job/../other/part.step", false],
  ["/scratch/job-2/part.step", false],
  ["/etc/passwd", false],
  ["part.step", false],
])("%s inside of /scratch/job: %s", (path, inside) => {
  expect(isInside("/scratch/job", path)).toBe(inside);
});
