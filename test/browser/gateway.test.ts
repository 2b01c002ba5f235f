// JupyterLab whose kernels run behind a Kernel Gateway, as on another machine.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorsOf, notebooks } from "../jupyter/notebook.js";
import { startServer, type JupyterServer } from "../jupyter/server.js";
import { findChromium, launch } from "./chromium.js";
import { notebookOf, openNotebook, runAll, shown } from "./lab.js";

const found = findChromium();
const title = found
  ? "JupyterLab before a gateway"
  : "JupyterLab before a gateway, left out: no Chrome or Chromium was found";
const name = "01-first-steps.ipynb";

describe.skipIf(found === undefined)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "nabla-gateway-"));
  const servers: JupyterServer[] = [];
  let browser: Browser;

  beforeAll(async () => {
    cpSync(join(notebooks, name), join(folder, name));
    const gateway = await startServer("kernel_gateway", folder);
    servers.push(gateway);
    servers.push(await startServer("jupyterlab", folder, gateway));
    if (found) browser = await launch(found);
  });

  afterAll(async () => {
    await browser.close();
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs a notebook in a kernel of the gateway's", async () => {
    const [gateway, lab] = servers;
    if (gateway === undefined || lab === undefined) throw new Error("no way");
    const page = await openNotebook(browser, lab, name);
    await runAll(page);
    expect(errorsOf(await notebookOf(page))).toEqual([]);
    const mimes = (await shown(page)).map(({ mime }) => mime);
    expect(mimes).toContain("text/latex");
    expect(mimes).toContain("image/svg+xml");
    expect(gateway.log()).toMatch(/Kernel started: [-0-9a-f]{36}/);
    await page.close();
  });
});
