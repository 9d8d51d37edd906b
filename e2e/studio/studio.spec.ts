import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { answered, clickFace, expect, say, shown, test } from "./fixtures";

const BRACKET_FACES = 8; // six of the block, two of the holes

test("a guest clicks an example, sees the part, clicks a face, edits it with words and downloads the STEP", async ({ quiet: page }) => {
  await page.goto("/");
  await expect(page.getByTestId("welcome")).toBeVisible();
  await page.getByTestId("example-mounting-bracket").click();
  await answered(page, 1);
  await expect(page.getByTestId("answer").last()).toContainText("50 × 30 × 10 mm");
  await shown(page, BRACKET_FACES);

  const label = await clickFace(page, "base/top");
  await expect(page.getByTestId("face-chip")).toContainText(label);
  await expect(page.getByTestId("face-line")).toContainText(label);
  await say(page, "extrude this face by 5mm", 2);
  await expect(page.getByTestId("answer").last()).toContainText("50 × 30 × 15 mm");
  await shown(page, BRACKET_FACES);
  await expect(page.getByTestId("turn").nth(1)).toContainText(label);

  await page.getByTestId("export-menu").click();
  const download = page.waitForEvent("download");
  await page.getByTestId("export-step").click();
  const file = await (await download).path();
  const step = readFileSync(file, "latin1");
  expect(step.startsWith("ISO-10303-21;")).toBe(true);
  expect(step).toContain("AUTOMOTIVE_DESIGN");
});

test("a part that cannot be says why, returns the credit and keeps the words in the box", async ({ quiet: page }) => {
  await page.goto("/");
  await expect(page.getByTestId("credits")).toContainText("2");
  await say(page, "a 50x50x5 plate with a 60mm hole in the middle", 1);
  const turn = page.getByTestId("turn").first();
  await expect(turn).toHaveAttribute("data-outcome", "failed");
  await expect(turn).toContainText("60");
  await expect(turn).toContainText("50");
  await expect(page.getByTestId("prompt")).toHaveValue("a 50x50x5 plate with a 60mm hole in the middle");
  await expect(page.getByTestId("credits")).toContainText("2");
});

test("a sentence that leaves the size open gets a question whose buttons answer it", async ({ quiet: page }) => {
  await page.goto("/");
  await say(page, "make me a bracket", 1);
  const question = page.getByTestId("question");
  await expect(question).toBeVisible();
  await question.getByRole("button").first().click();
  await answered(page, 2);
  await expect(page.getByTestId("answer").last()).toContainText("mm");
});

test("an account without credits can add free ones and go on", async ({ quiet: page }) => {
  await page.goto("/");
  await say(page, "40 mm cube", 1);
  await say(page, "make it 10 mm taller", 2);
  await expect(page.getByTestId("credits")).toContainText("0");
  await page.getByTestId("credits").click();
  await page.getByTestId("top-up").click();
  await expect(page.getByTestId("credits")).toContainText("100");
  await page.keyboard.press("Escape");
  await say(page, "make it 10 mm taller", 3);
  await expect(page.getByTestId("answer").last()).toContainText("60 mm");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no serious accessibility finding, empty and with a part, ${colorScheme}`, async ({ quiet: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/");
    await expect(page.getByTestId("welcome")).toBeVisible();
    const serious = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    expect(await serious()).toEqual([]);
    await page.getByTestId("example-mounting-bracket").click();
    await answered(page, 1);
    await shown(page, BRACKET_FACES);
    expect(await serious()).toEqual([]);
  });
}

test("at 390 px the chat stands over the view and nothing runs off the side", async ({ quiet: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await page.getByTestId("example-mounting-bracket").click();
  await answered(page, 1);
  await shown(page, BRACKET_FACES);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expect(page.getByTestId("prompt")).toBeInViewport();
});
