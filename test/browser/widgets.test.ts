// Widgets in JupyterLab and in Notebook 7: a slider that a person drags changes the plot below it, in every frame there is
// a plot, and a page that is loaded anew finds the widgets alive.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";
import { startServer, type JupyterServer } from "../jupyter/server.js";
import { findChromium, launch } from "./chromium.js";
import { kernelIdle, openNotebook, runAll, type View } from "./lab.js";

const cells = [
  `const heard = widgets.Label({ value: "nothing yet" });
const rate = widgets.FloatSlider({ min: 0, max: 1, value: 0.25, step: 0.01, label: "rate" });
rate.observe(({ value }) => {
  heard.value = "heard " + value;
  console.log("printed", value);
});
display(rate);
display(heard);`,
  `interact((a) => {
  plt.figure({ figsize: [5, 2.5] });
  plt.plot(linspace(0, 6, 200), linspace(0, 6, 200).mul(a).sin());
  plt.title("a = " + a);
}, { a: [0, 2] });`,
];

const found = findChromium();
const title = found
  ? "widgets in Chromium"
  : "widgets in Chromium, left out: no Chrome or Chromium was found";
const pictures = join(root, "build", "widgets");

/** Drags the handle of a slider to its right end. */
async function drag(page: Page, label: string): Promise<void> {
  const slider = page.locator(".widget-slider", {
    has: page.getByText(label, { exact: true }),
  });
  const handle = slider.locator(".noUi-handle");
  await handle.scrollIntoViewIfNeeded();
  const from = await handle.boundingBox();
  const rail = await slider.locator(".slider").boundingBox();
  if (from === null || rail === null) throw new Error("no slider is shown");
  const y = from.y + from.height / 2;
  await page.mouse.move(from.x + from.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(rail.x + rail.width * 0.7, y, { steps: 10 });
  await page.mouse.move(rail.x + rail.width + 50, y, { steps: 10 });
  await page.mouse.up();
}

/** The text of the plot below the sliders, which Jupyter shows as an image of SVG. */
function plotText(page: Page): Promise<string> {
  return page.$eval(".widget-output img", (image) =>
    decodeURIComponent((image as HTMLImageElement).src),
  );
}

async function waitForPlot(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (text) =>
      decodeURIComponent(
        document.querySelector<HTMLImageElement>(".widget-output img")?.src ??
          "",
      ).includes(text),
    text,
    { timeout: 60_000 },
  );
}

/** Notes, from now on, each frame in which no plot stands on the page, or one that has not been drawn. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { frames: 0, gaps: 0 };
    Reflect.set(globalThis, "framesSeen", seen);
    const look = (): void => {
      const image =
        document.querySelector<HTMLImageElement>(".widget-output img");
      seen.frames++;
      if (image?.complete !== true || image.clientHeight < 50) seen.gaps++;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

describe.skipIf(found === undefined)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "nabla-widgets-"));
  let server: JupyterServer;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    const name = "nabla";
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name, display_name: "TypeScript (Nabla)" } },
      cells: cells.map((source, i) => ({
        ...{ id: `cell-${i}`, cell_type: "code", metadata: {}, outputs: [] },
        ...{ execution_count: null, source },
      })),
    };
    writeFileSync(join(folder, "widgets.ipynb"), JSON.stringify(notebook));
    server = await startServer("jupyterlab", folder);
    if (found) browser = await launch(found);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[string, View]>([
    ["JupyterLab", "doc/tree"],
    ["Notebook 7", "notebooks"],
  ])("%s: what is dragged changes", async (name, view) => {
    const page = await openNotebook(browser, server, "widgets.ipynb", view);
    await runAll(page);
    const label = page.locator(".widget-label-basic, .widget-label").filter({
      hasText: "nothing yet",
    });
    await label.waitFor();
    await drag(page, "rate");
    await page
      .locator(".jupyter-widgets", { hasText: /^heard 1$/ })
      .first()
      .waitFor({ timeout: 60_000 });
    // What the listener prints stands below the cell that it was written in.
    await page
      .locator(".jp-OutputArea", { hasText: "printed 1" })
      .first()
      .waitFor();

    await waitForPlot(page, "a = 1");
    await watchFrames(page);
    await drag(page, "a");
    await waitForPlot(page, "a = 2");
    const seen = await page.evaluate(
      () => Reflect.get(globalThis, "framesSeen") as { gaps: number },
    );
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    expect(seen).toMatchObject({ gaps: 0 });
    expect(await plotText(page)).toContain("a = 2");
    await page.evaluate(() =>
      globalThis.jupyterapp?.commands.execute("docmanager:save"),
    );
    await page.reload();
    await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 120_000 });
    await kernelIdle(page);
    await waitForPlot(page, "a = 2");
    await page.screenshot({ path: join(pictures, `${name} reloaded.png`) });
    await page.close();
  });
});
