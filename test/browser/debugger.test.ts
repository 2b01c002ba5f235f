// JupyterLab's debugger panel on TypeScript cells, in a real browser: set a breakpoint, hit it, see the variables, go on.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";
import { startServer, type JupyterServer } from "../jupyter/server.js";
import { findChromium, launch } from "./chromium.js";
import { kernelIdle } from "./lab.js";

const pictures = join(root, "build", "browser");
const found = findChromium();
const title = found
  ? "JupyterLab's debugger"
  : "JupyterLab's debugger, left out: no Chrome or Chromium was found";

const cells = [
  `const w = tensor([[1, 2], [3, 4]]);
function scaled(factor: number) {
  const product = w * factor;
  return product.sum();
}`,
  `const answer = scaled(3);
answer`,
  `function failing(): number {
  throw new RangeError("far");
}
failing();`,
];

const notebook = {
  cells: cells.map((source, i) => ({
    ...{ cell_type: "code", id: `cell-${i}`, source },
    ...{ metadata: {}, outputs: [], execution_count: null },
  })),
  metadata: { kernelspec: { name: "nabla", display_name: "", language: "" } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe.skipIf(found === undefined)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "nabla-debugger-"));
  let server: JupyterServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    writeFileSync(join(folder, "debug.ipynb"), JSON.stringify(notebook));
    mkdirSync(pictures, { recursive: true });
    server = await startServer("jupyterlab", folder);
    if (found) browser = await launch(found);
    page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    const { baseUrl, token } = server;
    await page.goto(`${baseUrl}lab/tree/debug.ipynb?reset&token=${token}`);
    await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 120_000 });
    await kernelIdle(page);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A command of the application, without waiting for what it starts. */
  const command = (id: string, args = {}): Promise<void> =>
    page.evaluate(
      ([id, args]) => {
        void globalThis.jupyterapp?.commands.execute(id, args);
      },
      [id, args] as const,
    );

  const texts = async (selector: string): Promise<string[]> =>
    (await page.locator(selector).allInnerTexts()).map((each) =>
      each.replace(/\s+/g, " ").trim(),
    );

  const frames = ".jp-DebuggerCallstackFrame";
  const variables = ".jp-DebuggerVariables-body .jp-TreeItem";
  const highlight = ".jp-Cell .jp-DebuggerEditor-highlight";

  /** Waits until the text of what a selector finds holds the words. */
  const holds = (selector: string, words: string): Promise<void> =>
    page
      .locator(selector)
      .filter({ hasText: words })
      .first()
      .waitFor({ timeout: 60_000 });

  it("stops at a breakpoint in a cell, shows it, and goes on", async () => {
    // The button does nothing until JupyterLab knows that the notebook is in front and its kernel can be debugged.
    await page
      .locator(".jp-DebuggerBugButton:not([disabled])")
      .waitFor({ timeout: 60_000 });
    await page.locator(".jp-DebuggerBugButton").click();
    // The panel is there before the cells listen to clicks beside their lines.
    await page
      .locator("[data-jp-debugger]")
      .first()
      .waitFor({ state: "attached", timeout: 60_000 });
    await page.locator("#jp-debugger-sidebar").waitFor({ timeout: 60_000 });
    const gutter = page
      .locator(".jp-CodeCell")
      .first()
      .locator(".cm-breakpoint-gutter .cm-gutterElement");
    // The first element of a gutter is the spacer, then come the lines.
    await gutter.nth(3).click();
    await page.locator(".jp-DebuggerBreakpoint").waitFor({ timeout: 60_000 });
    expect(await texts(".jp-DebuggerBreakpoint")).toEqual(["Cell [ ] 3"]);
    await command("notebook:run-all-cells");
    await holds(frames, "scaled");
    expect((await texts(frames)).join(" | ")).toMatch(
      /^scaled Cell \[1\]:3 \| Cell \[2\] Cell \[\*\]:1$/,
    );
    await holds(variables, "factor");
    const names = await texts(`${variables} .jp-DebuggerVariables-name`);
    expect(names).toEqual(["factor", "product"]);
    await holds(variables, "3");
    await page.locator(highlight).waitFor();
    expect(await texts(highlight)).toEqual(["const product = w * factor;"]);
    await page.screenshot({ path: join(pictures, "debugger-stopped.png") });

    await command("debugger:next");
    await holds(highlight, "return product.sum();");
    await holds(variables, "Tensor [2, 2] float64 [[ 3, 6], [ 9, 12]]");
    await page.getByLabel("Scope").selectOption("Globals");
    await holds(variables, "Tensor [2, 2] float64 [[1, 2], [3, 4]]");
    await page.screenshot({ path: join(pictures, "debugger-stepped.png") });

    await command("debugger:continue");
    await kernelIdle(page);
    await page.locator(frames).first().waitFor({ state: "detached" });
    expect((await texts(".jp-OutputArea-output")).join()).toContain("30");
  });

  it("lists what cells have declared once they have run", async () => {
    await holds(variables, "answer");
    const names = await texts(`${variables} .jp-DebuggerVariables-name`);
    expect(names).toEqual(["w", "scaled", "answer", "failing"]);
  });

  it("lets a paused cell be interrupted", async () => {
    await command("notebook:run-all-cells");
    await holds(frames, "scaled");
    await command("notebook:interrupt-kernel");
    await kernelIdle(page);
    await holds(".jp-OutputArea-output", "KeyboardInterrupt");
    await page.locator(frames).first().waitFor({ state: "detached" });
  });

  it("typesets a variable, and evaluates what is typed", async () => {
    await command("notebook:run-all-cells");
    await holds(frames, "scaled");
    await command("debugger:next");
    await holds(highlight, "return product.sum();");
    await command("debugger:render-mime-variable", { name: "product" });
    await page
      .locator(".jp-VariableRendererPanel mjx-container")
      .first()
      .waitFor({ timeout: 60_000 });
    await command("debugger:evaluate");
    const prompt = ".jp-DebugConsole .jp-CodeConsole-promptCell .cm-content";
    await page.locator(prompt).click({ timeout: 60_000 });
    await page.keyboard.type("(product * 2).sum()");
    await page.keyboard.press("Shift+Enter");
    await holds(".jp-DebugConsole .jp-OutputArea-output", "60");
    await page.screenshot({ path: join(pictures, "debugger-evaluated.png") });
    await command("debugger:evaluate");
    await page.locator(prompt).waitFor({ state: "detached" });
  });

  it("stops at an exception that nothing catches, where its menu says so", async () => {
    await command("debugger:pause-on-exceptions", { filter: "uncaught" });
    await command("debugger:continue");
    await holds(frames, "failing");
    await holds(highlight, 'throw new RangeError("far");');
    await page.screenshot({ path: join(pictures, "debugger-exception.png") });
    await command("debugger:continue");
    await kernelIdle(page);
    await holds(".jp-OutputArea-output", "RangeError");
  });

  it("is switched off, and nothing stops any more", async () => {
    await page.locator(".jp-DebuggerBugButton").click();
    await command("notebook:run-all-cells");
    await holds(".jp-OutputArea-output", "30");
    await kernelIdle(page);
  });
});
