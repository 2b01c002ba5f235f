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
  return sent();
}

/** A surface, a line and points in space, seen from somewhere. */
function space(elev: number, azim: number): string {
  const figure = plt.figure({ interactive: true });
  const axes = figure.addSubplot({ projection: "3d" });
  axes.plotSurface([0, 1, 2], [0, 1, 2], (x, y) => x * y);
  axes.plot([0, 1, 2], [2, 1, 0], [0, 3, 4]);
  axes.scatter([0.5, 1.5], [0.5, 1.5], [4, 1], { depthshade: false });
  axes.setXlabel("a long name");
  axes.viewInit(elev, azim);
  return sent();
}

function sent(): string {
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

  async function open(scripts: boolean, text = html()): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: scripts });
    const page = await context.newPage();
    await page.setContent(`<body style="margin:0">${text}`);
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

  /** What is drawn of a figure in space, in order, and where and how large it is, seen from the box's first pane. */
  async function drawn(page: Page): Promise<{ what: string[]; at: number[] }> {
    const all = await page.$$eval(
      "[data-part] > *, [data-part] text",
      (found) =>
        found.map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const fill = element.getAttribute("fill") ?? "";
          const what = [element.tagName, fill, element.textContent].join(" ");
          return { what, at: [x, y, width, height] };
        }),
    );
    const [left = 0, top = 0] = all[0]?.at ?? [];
    return {
      what: all.map(({ what }) => what),
      at: all.flatMap(({ at: [x = 0, y = 0, width = 0, height = 0] }) => [
        ...[x - left, y - top, width, height],
      ]),
    };
  }

  /** The largest difference of two lists, in pixels. */
  function apart(a: readonly number[], b: readonly number[]): number {
    return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))));
  }

  test("turns in space as if it had been drawn from there", async () => {
    const page = await open(true, space(30, -60));
    const before = await drawn(page);
    const scale = await page.$eval(
      "div > svg",
      (svg) => (svg as SVGSVGElement).getScreenCTM()?.a ?? NaN,
    );
    // The axes are square, as high as matplotlib's margins leave; half a turn goes over their width.
    const side = 0.77 * 4.8 * 72 * scale;
    const step = (degrees: number) => (degrees / 180) * side;
    await page.mouse.move(250, 200);
    await page.mouse.down();
    await page.mouse.move(250 + step(75), 200 + step(15), { steps: 4 });
    await page.mouse.up();
    await page.screenshot({ path: join(folder, "interactive-turned.png") });
    const turned = await drawn(page);
    const wanted = await open(true, space(45, -135));
    await wanted.screenshot({ path: join(folder, "interactive-wanted.png") });
    const there = await drawn(wanted);
    expect(turned.what).toEqual(there.what);
    expect(apart(turned.at, there.at)).toBeLessThan(0.5);
    expect(apart(turned.at, before.at)).toBeGreaterThan(50);
    await page.mouse.dblclick(250, 200);
    const back = await drawn(page);
    expect(back.what).toEqual(before.what);
    expect(apart(back.at, before.at)).toBeLessThan(0.5);
    await page.close();
    await wanted.close();
  });

  test("says the values of a point in space, and comes nearer", async () => {
    const page = await open(true, space(30, -60));
    const highest = page.locator('[data-part="solids"] path[data-places]');
    const box = await highest.first().boundingBox();
    if (box === null) throw new Error("there are no markers");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const values = /^(0\.5, 0\.5, 4|1\.5, 1\.5, 1)$/;
    await expect
      .poll(() => ticks(page))
      .toContainEqual(expect.stringMatching(values));
    const before = await drawn(page);
    await page.mouse.move(250, 200);
    await page.mouse.wheel(0, -300);
    await expect
      .poll(async () => (await drawn(page)).at[2])
      .toBeGreaterThan(1.2 * (before.at[2] ?? NaN));
    await page.close();
  });
});
