// Jupyter servers for tests: on a free port, with folders of their own, gone without a trace afterwards.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  jupyterEnvironment,
  venvPython,
} from "../../kernel/bootstrap/places.js";

export interface JupyterServer {
  /** With a closing slash, as JupyterLab's own settings have it. */
  readonly baseUrl: string;
  readonly token: string;
  /** What the server wrote so far. */
  log(): string;
  stop(): Promise<void>;
}

export type Application = "jupyter_server" | "jupyterlab" | "kernel_gateway";

/** What an application is told beside its address. */
function optionsOf(
  application: Application,
  folder: string,
  token: string,
  gateway: string | undefined,
): string[] {
  if (application === "kernel_gateway")
    return [
      `--KernelGatewayApp.auth_token=${token}`,
      "--JupyterWebsocketPersonality.list_kernels=True",
      "--KernelGatewayApp.port_retries=0",
    ];
  return [
    ...["--allow-root", "--no-browser", "--ServerApp.port_retries=0"],
    `--IdentityProvider.token=${token}`,
    `--ServerApp.root_dir=${folder}`,
    ...(gateway === undefined ? [] : [`--gateway-url=${gateway}`]),
    ...(application === "jupyterlab"
      ? [
          "--LabApp.expose_app_in_browser=True",
          // The same server has Notebook 7's pages.
          "--JupyterNotebookApp.expose_app_in_browser=True",
        ]
      : []),
  ];
}

/** Starts an application on `folder`; resolves when it answers. Its kernels are those of `gateway`, where there is one. */
export async function startServer(
  application: Application,
  folder: string,
  gateway?: JupyterServer,
): Promise<JupyterServer> {
  const scratch = mkdtempSync(join(tmpdir(), "nabla-jupyter-"));
  const settings = join(scratch, "settings", "@jupyterlab");
  mkdirSync(join(settings, "notebook-extension"), { recursive: true });
  writeFileSync(
    join(settings, "notebook-extension", "tracker.jupyterlab-settings"),
    // JupyterLab renders only what is in view; a test looks at everything.
    JSON.stringify({ windowingMode: "none" }),
  );
  const port = await freePort();
  const token = `test-${String(process.pid)}-${String(port)}`;
  const server = spawn(
    venvPython,
    [
      ...["-m", application, "--ip=127.0.0.1", `--port=${String(port)}`],
      ...optionsOf(application, folder, token, gateway?.baseUrl),
    ],
    {
      env: {
        ...jupyterEnvironment(scratch),
        JUPYTER_GATEWAY_AUTH_TOKEN: gateway?.token,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
  }
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      const stubborn = setTimeout(() => server.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(stubborn);
    }
    rmSync(scratch, { recursive: true, force: true });
  };
  const baseUrl = `http://127.0.0.1:${String(port)}/`;
  const answers = async (): Promise<boolean> =>
    fetch(`${baseUrl}api/kernels?token=${token}`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let wait = 0; !(await answers()); wait += 1) {
    if (server.exitCode !== null || wait > 600) {
      await stop();
      throw new Error(`${application} did not start:\n${log}`);
    }
    await delay(200);
  }
  return { baseUrl, token, log: () => log, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
