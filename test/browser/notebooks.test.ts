// Each notebook in JupyterLab in a real browser: every cell runs, and what nbconvert's run of the same notebook
// says about formulas and figures is really on the page.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";
import {
  errorsOf,
  notebookNames,
  notebooks,
  outputsOf,
  type Output,
} from "../jupyter/notebook.js";
import { startServer, type JupyterServer } from "../jupyter/server.js";
import { executedNotebook } from "../notebooks/execute.js";
import { findChromium, launch } from "./chromium.js";
import { notebookOf, openNotebook, photograph, runAll, shown } from "./lab.js";

const pictures = join(root, "build", "browser");
const found = findChromium();
const title = found
  ? "JupyterLab in Chromium"
  : "JupyterLab in Chromium, left out: no Chrome or Chromium was found";

/** JupyterLab prefers LaTeX to SVG and both to plain text; HTML and Markdown come before them. */
function shows(output: Output, mime: string): boolean {
  const order = ["text/html", "text/markdown", "text/latex", "image/svg+xml"];
  const offered = Object.keys(output.data ?? {});
  return order.find((each) => offered.includes(each)) === mime;
}

describe.skipIf(found === undefined)(title, () => {
  // JupyterLab saves what it opens; it gets copies.
  const folder = mkdtempSync(join(tmpdir(), "nabla-notebooks-"));
  let server: JupyterServer;
  let browser: Browser;

  beforeAll(async () => {
    cpSync(notebooks, folder, { recursive: true });
    mkdirSync(pictures, { recursive: true });
    server = await startServer("jupyterlab", folder);
    if (found) browser = await launch(found);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(notebookNames)(
    "runs %s and shows its formulas and figures",
    async (name) => {
      const expected = outputsOf(executedNotebook(name));
      const page = await openNotebook(browser, server, name);
      await runAll(page);
      const outputs = await shown(page);
      await photograph(page, join(pictures, name.replace(".ipynb", ".png")));
      const having = (mime: string) =>
        outputs.filter((output) => output.mime === mime);
      const wanted = (mime: string) =>
        expected.filter((output) => shows(output, mime)).length;
      expect(errorsOf(await notebookOf(page))).toEqual([]);
      const latex = having("text/latex");
      expect(latex.length).toBe(wanted("text/latex"));
      expect(latex.filter(({ formulas }) => formulas === 0)).toEqual([]);
      const figures = having("image/svg+xml");
      expect(figures.length).toBe(wanted("image/svg+xml"));
      expect(figures.filter(({ images }) => images === 0)).toEqual([]);
      await page.close();
    },
  );

  it("shows a formula and a figure somewhere", () => {
    const all = notebookNames.flatMap((name) =>
      outputsOf(executedNotebook(name)),
    );
    for (const mime of ["text/latex", "image/svg+xml"]) {
      expect(all.filter((output) => shows(output, mime))).not.toEqual([]);
    }
  });
});
