import { test as base, expect, type Page } from "playwright/test";

/** A page that fails its test on any script error, console error, or request to another origin. */
export const test = base.extend<{ quiet: Page }>({
  quiet: async ({ page, baseURL }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(baseURL ?? "") && !/^(blob|data):/.test(url)) complaints.push(`request to ${url}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Types a prompt, sends it and waits for the n-th turn to be answered. */
export async function say(page: Page, prompt: string, turn: number): Promise<void> {
  await page.getByTestId("prompt").fill(prompt);
  await page.getByTestId("send").click();
  await answered(page, turn);
}

export async function answered(page: Page, turn: number): Promise<void> {
  await expect(page.getByTestId("turn").nth(turn - 1)).not.toHaveAttribute("data-outcome", "pending");
  await expect(page.getByTestId("prompt")).toBeEnabled();
  await expect(page.getByTestId("stop")).toHaveCount(0);
}

/** Waits until the view draws a part with as many faces. */
export async function shown(page: Page, faces: number): Promise<void> {
  await page.waitForFunction((count) => window.__partwright?.ready === true && window.__partwright.faces.length === count, faces, {
    timeout: 60_000,
  });
}

/** Clicks a face of the view, by name, where it is really seen. */
export async function clickFace(page: Page, name: string): Promise<string> {
  const target = await page.evaluate((wanted) => {
    const handle = window.__partwright;
    const face = handle?.faces.find((candidate) => candidate.name === wanted);
    return face ? { label: face.label, point: handle?.screenPointOf(face.label) ?? null } : null;
  }, name);
  if (!target?.point) throw new Error(`face ${name} is not seen`);
  await page.mouse.move(target.point.x, target.point.y);
  await page.mouse.click(target.point.x, target.point.y);
  return target.label;
}
