// JupyterLab in a browser: open a notebook, run it, see what is on the page.
import type { Browser, Page } from "playwright-core";
import type { Notebook } from "../jupyter/notebook.js";
import type { JupyterServer } from "../jupyter/server.js";

/** What one output area shows. */
export interface Shown {
  /** The MIME type that JupyterLab chose to render. */
  readonly mime: string;
  /** Formulas typeset by MathJax. */
  readonly formulas: number;
  /** Images that loaded and have an extent. */
  readonly images: number;
  readonly text: string;
}

/** The corner of JupyterLab's application object that is used here. */
interface Lab {
  readonly commands: { execute(id: string, args?: object): Promise<unknown> };
  readonly shell: {
    readonly currentWidget: {
      readonly context?: {
        readonly model: { toJSON(): Notebook };
        readonly sessionContext: {
          readonly isReady: boolean;
          readonly session: {
            readonly kernel: {
              readonly status: string;
              readonly connectionStatus: string;
            } | null;
          } | null;
        };
      };
    } | null;
  };
}

declare global {
  // In the page, by --LabApp.expose_app_in_browser.
  var jupyterapp: Lab | undefined;
}

/** The page of one notebook: JupyterLab's single-document view, or Notebook 7. */
export type View = "doc/tree" | "notebooks";

/** Opens a notebook, all cells rendered, and waits for its kernel. */
export async function openNotebook(
  browser: Browser,
  server: JupyterServer,
  name: string,
  view: View = "doc/tree",
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1100, height: 900 },
  });
  await page.goto(
    `${server.baseUrl}${view}/${encodeURIComponent(name)}?reset&token=${server.token}`,
  );
  await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 120_000 });
  await kernelIdle(page);
  return page;
}

/** Runs all cells and waits for the last output. */
export async function runAll(page: Page): Promise<void> {
  await page.evaluate(() =>
    globalThis.jupyterapp?.commands.execute("notebook:run-all-cells"),
  );
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].every(
        (prompt) => !prompt.textContent.includes("*"),
      ),
    undefined,
    { timeout: 240_000 },
  );
  await kernelIdle(page);
}

/**
 * The toolbar says "idle" before there is a kernel, and "run all" before the session is ready never ends: the
 * application itself is asked.
 */
export async function kernelIdle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const session =
        globalThis.jupyterapp?.shell.currentWidget?.context?.sessionContext;
      const kernel = session?.session?.kernel;
      return (
        session?.isReady === true &&
        kernel?.status === "idle" &&
        kernel.connectionStatus === "connected"
      );
    },
    undefined,
    { timeout: 120_000 },
  );
}

/** What the outputs of the open notebook show, once the formulas are typeset and the images are loaded. */
export async function shown(page: Page): Promise<readonly Shown[]> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll(".jp-OutputArea-output")].every(
        (output) =>
          (output.querySelector(".jp-RenderedLatex, .jp-RenderedMarkdown") ===
            null ||
            !output.textContent.includes("$")) &&
          [...output.querySelectorAll("img")].every((image) => image.complete),
      ),
    undefined,
    { timeout: 60_000 },
  );
  return page.$$eval(".jp-OutputArea-output", (outputs) =>
    outputs.map((output) => ({
      mime: output.getAttribute("data-mime-type") ?? "",
      formulas: output.querySelectorAll("mjx-container").length,
      images: [...output.querySelectorAll("img")].filter(
        (image) => image.naturalWidth > 0 && image.clientWidth > 0,
      ).length,
      text: output.textContent,
    })),
  );
}

/** The open notebook with its outputs, as JupyterLab would save it. */
export async function notebookOf(page: Page): Promise<Notebook> {
  const notebook = await page.evaluate(() =>
    globalThis.jupyterapp?.shell.currentWidget?.context?.model.toJSON(),
  );
  if (!notebook) throw new Error("no notebook is open");
  return notebook;
}

/** A picture of the whole notebook, however long. */
export async function photograph(page: Page, path: string): Promise<void> {
  const height = await page.$$eval(".jp-Notebook .jp-Cell", (cells) =>
    cells.reduce((sum, cell) => sum + cell.clientHeight + 10, 200),
  );
  await page.setViewportSize({
    width: 1100,
    height: Math.min(height, 16_000),
  });
  await page.evaluate(async () => {
    // "Run all" has left the notebook at its end.
    for (const panel of document.querySelectorAll(
      ".jp-WindowedPanel-outer, .jp-Notebook",
    )) {
      panel.scrollTop = 0;
    }
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  });
  await page.screenshot({ path });
}
