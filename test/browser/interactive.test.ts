// Interactive figures in Chromium: drag, wheel, point, double click; and what stays where scripts are refused.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";
import { plt, takeUnshownFigures } from "../../lib/plot/index.js";
import { findChromium, launch } from "./chromium.js";

const found = findChromium();
const title = found
  ? "an interactive figure"
  : "an interactive figure, left out: no Chrome or Chromium was found";
const folder = join(root, "build", "plot", "chromium");

function ensureClient(): void {
  const built = ["dist/lib/interactive.js", "build/interactive.js"];
  if (built.some((path) => existsSync(join(root, path)))) return;
  const script =
    'import { bundleInteractive } from "./kernel/bootstrap/interactive.js"; await bundleInteractive("build/interactive.js");';
  execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: root,
  });
}

/** What a notebook is sent: a line through (0, 0), (1, 1), (2, 4), with markers. */
function html(): string {
  plt.figure({ interactive: true });
  plt.plot([0, 1, 2], [0, 1, 4], "o-");
  plt.grid();
  const [figure] = takeUnshownFigures();
  const show: unknown = Reflect.get(
    figure ?? {},
    Symbol.for("Jupyter.display"),
  );
  const bundle = (show as () => Record<string, unknown>).call(figure);
  return String(bundle["text/html"]);
}

function ticks(page: Page): Promise<string[]> {
  return page.$$eval("svg g text", (texts) =>
    texts.map((text) => text.textContent),
  );
}

describe.skipIf(found === undefined)(title, () => {
  let browser: Browser;

  beforeAll(async () => {
    ensureClient();
    mkdirSync(folder, { recursive: true });
    if (found) browser = await launch(found);
  }, 120_000);

  afterAll(() => browser.close());

  async function open(scripts: boolean): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: scripts });
    const page = await context.newPage();
    await page.setContent(`<body style="margin:0">${html()}`);
    return page;
  }

  test("is an image where scripts are refused", async () => {
    const page = await open(false);
    expect(await page.locator("img").count()).toBe(1);
    expect(await page.locator("div > svg").count()).toBe(0);
    await page.close();
  });

  test("zooms about the pointer, with ticks of its own, and goes back", async () => {
    const page = await open(true);
    expect(await page.locator("img").count()).toBe(0);
    const before = await ticks(page);
    expect(before).toContain("0.25");
    const line = page.locator("svg svg path").first();
    const whole = await line.getAttribute("d");
    await page.mouse.move(280, 200);
    await page.mouse.wheel(0, -800);
    await expect.poll(() => ticks(page)).not.toEqual(before);
    // Every step that is shown is finer than the widest before.
    expect(await line.getAttribute("d")).not.toBe(whole);
    await page.screenshot({ path: join(folder, "interactive-zoomed.png") });
    await page.mouse.dblclick(280, 200);
    await expect.poll(() => ticks(page)).toEqual(before);
    expect(await line.getAttribute("d")).toBe(whole);
    await page.close();
  });

  test("pans with the pointer", async () => {
    const page = await open(true);
    const marks = page.locator("svg svg path[data-places]");
    const box = await marks.boundingBox();
    await page.mouse.move(280, 200);
    await page.mouse.down();
    await page.mouse.move(310, 180, { steps: 3 });
    await page.mouse.up();
    const moved = await marks.boundingBox();
    expect((moved?.x ?? 0) - (box?.x ?? 0)).toBeCloseTo(30, 0);
    expect((moved?.y ?? 0) - (box?.y ?? 0)).toBeCloseTo(-20, 0);
    expect(moved?.width).toBeCloseTo(box?.width ?? 0, 0);
    await page.close();
  });

  test("says the values that it is pointed at", async () => {
    const page = await open(true);
    const box = await page.locator("svg svg path[data-places]").boundingBox();
    if (box === null) throw new Error("there are no markers");
    // The last marker stands at the upper right of all.
    await page.mouse.move(box.x + box.width - 5, box.y + 5);
    await expect.poll(() => ticks(page)).toContain("2, 4");
    await page.screenshot({ path: join(folder, "interactive.png") });
    await page.close();
  });
});
