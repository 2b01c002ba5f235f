// The sliders of ipywidgets over the kernel's comms, in JupyterLab and in Notebook 7: a cell opens them, a person drags
// one, the cell's listener hears it and writes into another.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type JupyterServer } from "../jupyter/server.js";
import { findChromium, launch } from "./chromium.js";
import { openNotebook, runAll, type View } from "./lab.js";

// The messages of ipywidgets as they stand in its own description (widget messaging protocol 2.1, models 2.0.0).
const cells = [
  `// @ts-nocheck
const comms = globalThis[Symbol.for("nabla.comms")];
const controls = "@jupyter-widgets/controls", base = "@jupyter-widgets/base";
const widget = (name, state, model = controls, view = model, viewName = name + "View") =>
  comms.open("jupyter.widget", {
    state: {
      _model_module: model, _model_module_version: "2.0.0", _model_name: name + "Model",
      _view_module: view, _view_module_version: "2.0.0", _view_name: viewName, ...state,
    },
    buffer_paths: [],
  }, { metadata: { version: "2.1.0" } });
const show = ({ id }) => display({
  [Symbol.for("Jupyter.display")]: () => ({
    "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: id },
    "text/plain": "a widget",
  }),
});`,
  `// @ts-nocheck
const reference = ({ id }) => "IPY_MODEL_" + id;
const layout = reference(widget("Layout", {}, base));
const sliderStyle = reference(widget("SliderStyle", {}, controls, base, "StyleView"));
const textStyle = reference(widget("HTMLStyle", {}, controls, base, "StyleView"));
const slider = widget("FloatSlider", { layout, style: sliderStyle, value: 0.25, min: 0, max: 1, step: 0.01 });
const text = widget("HTML", { layout, style: textStyle, value: "nothing yet" });
slider.onMessage = ({ data }) => {
  if (data.method !== "update" || data.state.value === undefined) return;
  const value = "heard " + data.state.value;
  text.send({ method: "update", state: { value }, buffer_paths: [] });
};
show(slider);
show(text);`,
];

const found = findChromium();
const title = found
  ? "ipywidgets in Chromium"
  : "ipywidgets in Chromium, left out: no Chrome or Chromium was found";

/** Drags the handle of the only slider to its right end. */
async function drag(page: Page): Promise<void> {
  const handle = page.locator(".widget-slider .noUi-handle");
  const from = await handle.boundingBox();
  const rail = await page.locator(".widget-slider .slider").boundingBox();
  if (from === null || rail === null) throw new Error("no slider is shown");
  const y = from.y + from.height / 2;
  await page.mouse.move(from.x + from.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(rail.x + rail.width / 2, y, { steps: 5 });
  await page.mouse.move(rail.x + rail.width + 50, y, { steps: 5 });
  await page.mouse.up();
}

describe.skipIf(found === undefined)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "nabla-widgets-"));
  let server: JupyterServer;
  let browser: Browser;

  beforeAll(async () => {
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
  ])("%s: a slider that is dragged is heard in the cell", async (_, view) => {
    const page = await openNotebook(browser, server, "widgets.ipynb", view);
    await runAll(page);
    const text = page.locator(".widget-html-content");
    await text.waitFor();
    expect(await text.textContent()).toBe("nothing yet");
    expect(await page.locator(".widget-readout").textContent()).toBe("0.25");
    await drag(page);
    await page.waitForFunction(
      () =>
        document.querySelector(".widget-html-content")?.textContent ===
        "heard 1",
      undefined,
      { timeout: 60_000 },
    );
    expect(await page.locator(".widget-readout").textContent()).toBe("1.00");
    await page.close();
  });
});
