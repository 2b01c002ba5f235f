/** The programs of others that execute notebooks: nbconvert, and papermill where there are parameters. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/** What is to be executed. */
export interface Job {
  readonly notebook: string;
  /** Where the executed notebook goes; the notebook itself, where it is executed in place. */
  readonly output: string;
  /** Values for the variables of the cell that is tagged `parameters`, as YAML. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The folder of this package. */
  readonly own: string;
}

/** How the program has ended. */
export interface Ended {
  readonly status: number;
  /** What it has said on its way. */
  readonly said: string;
}

/** Executes a notebook in a kernel of its own. Throws where the program is missing. */
export function execute(job: Job): Promise<Ended> {
  const { notebook, output, parameters, own } = job;
  if (parameters.size > 0) {
    const given = [...parameters].flatMap(([name, value]) => [
      ...["-p", name, value],
    ]);
    const options = ["--kernel", "nabla", "--no-progress-bar"];
    return ended("papermill", [notebook, output, ...options, ...given], {});
  }
  const { PYTHONPATH: before } = process.env;
  const folder = join(own, "kernel", "headless");
  return ended(
    "jupyter",
    [
      ...["nbconvert", "--to", "notebook", "--output", output],
      "--NotebookExporter.preprocessors=keep_outputs.KeepOutputs",
      "--KeepOutputs.enabled=True",
      "--KeepOutputs.kernel_name=nabla",
      notebook,
    ],
    { PYTHONPATH: before ? `${folder}${delimiter}${before}` : folder },
  );
}

const advice: Readonly<Record<string, string>> = {
  jupyter: "install it (pip install nbconvert)",
  papermill: "parameters need it: install it (pip install papermill)",
};

function ended(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => {
        said += text.toString();
      });
    child.on("error", () => {
      const how = `${advice[program] ?? ""} or activate its environment`;
      reject(new Error(`run: no ${program} on the PATH; ${how}`));
    });
    child.on("close", (code) => {
      resolve({ status: code ?? 1, said });
    });
  });
}
