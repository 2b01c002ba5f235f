// `nabla run` as a build server uses it: several notebooks, parameters, a report, an exit code that says what happened.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, it, onTestFinished } from "vitest";
import { capture } from "../../kernel/bootstrap/command.js";
import { jupyterEnvironment, root } from "../../kernel/bootstrap/places.js";
import { notebookOf, read, shownBy } from "./drive.js";

const cli = join(root, "dist", "kernel", "cli.js");
const env = jupyterEnvironment(join(root, "build", "jupyter"));

function nabla(
  args: readonly string[],
  cwd: string,
  more: NodeJS.ProcessEnv = {},
): { readonly status: number; readonly output: string } {
  return capture(process.execPath, [cli, ...args], {
    ...{ cwd, timeout: 240_000, env: { ...env, ...more } },
  });
}

/** The attributes of all elements of a name in a report. */
function elements(xml: string, name: string): Record<string, string>[] {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  return [...document.getElementsByTagName(name)].map((element) =>
    Object.fromEntries(
      [...element.attributes].map((one) => [one.name, one.value]),
    ),
  );
}

describe("nabla run", () => {
  it("runs notebooks side by side, keeps what a failing one has shown, and reports", () => {
    const good = notebookOf([
      "const a = 20;",
      { source: "throw new Error('meant')", tags: ["raises-exception"] },
      "a + 1",
    ]);
    const bad = notebookOf([
      "console.log('before')",
      "// a <cell> & more\nconst b: string = 'x';\nnull!.length",
      "console.log('after')",
    ]);
    writeFileSync(`${good.folder}/bad.ipynb`, readFileSync(bad.path));
    const ran = nabla(
      [
        ...["run", "cells.ipynb", "bad.ipynb", "--jobs", "2"],
        ...["--output", "done", "--junit", "reports/junit.xml"],
      ],
      good.folder,
    );
    expect(ran.status).toBe(1);
    expect(ran.output).toMatch(/✓ cells\.ipynb \(\d+\.\d s\): 3 cells/);
    expect(ran.output).toMatch(
      /✗ bad\.ipynb .*cell 2 \(\/\/ a <cell> & more\)/,
    );
    expect(ran.output).toMatch(/Cell \[2\]:3:\d+/);
    expect(shownBy(read(`${good.folder}/done/cells.ipynb`)).at(-1)).toBe("21");
    expect(shownBy(read(`${good.folder}/done/bad.ipynb`))).toEqual([
      "before",
      expect.stringMatching(/Error$/) as string,
      "",
    ]);
    expect(shownBy(read(good.path))).toEqual(["", "", ""]);
    const xml = readFileSync(`${good.folder}/reports/junit.xml`, "utf8");
    const suites = elements(xml, "testsuite").map(
      ({ name, tests, failures, errors, skipped }) =>
        [name, tests, failures, errors, skipped].join(" "),
    );
    expect(suites).toEqual(["cells.ipynb 3 0 0 0", "bad.ipynb 3 1 0 1"]);
    const names = elements(xml, "testcase").map(({ name }) => name);
    expect(names[4]).toBe("cell 2: // a <cell> & more");
    expect(Number(elements(xml, "testcase")[0]?.["time"])).toBeGreaterThan(0);
  });

  it("sets parameters, in place", () => {
    const { folder, path } = notebookOf([
      { source: "let rate = 0.5; let name = 'x';", tags: ["parameters"] },
      "`${name}: ${rate * 4}`",
    ]);
    const args = ["run", "cells.ipynb", "-p", "rate=0.25", "-p", "name=a=b"];
    expect(nabla(args, folder)).toMatchObject({ status: 0 });
    expect(shownBy(read(path)).at(-1)).toBe("'a=b: 1'");
  });

  it("says that the kernel has died, and in which cell", () => {
    const { folder, path } = notebookOf([
      "1 + 1",
      "process.kill(process.pid, 9)",
      "3",
    ]);
    const { status, output } = nabla(["run", "cells.ipynb"], folder);
    expect(status).toBe(1);
    expect(output).toMatch(/cell 2 \(process\.kill.*\)\n.*[Kk]ernel died/);
    expect(shownBy(read(path))).toEqual(["2", "DeadKernelError", ""]);
  });

  it("runs a program with its arguments, and ends with its code", () => {
    const { folder } = notebookOf([]);
    mkdirSync(`${folder}/node_modules`);
    symlinkSync(root, `${folder}/node_modules/nabla`, "junction");
    writeFileSync(
      `${folder}/program.ts`,
      'import { tensor } from "nabla";\nconsole.log((tensor([1, 2]) * 2).toArray(), process.argv.slice(2));\nprocess.exitCode = 3;\n',
    );
    const args = ["run", "program.ts", "--jobs", "x"];
    const { status, output } = nabla(args, folder);
    expect(output.trim()).toBe("[ 2, 4 ] [ '--jobs', 'x' ]");
    expect(status).toBe(3);
  });

  const refused: readonly [
    args: readonly string[],
    message: string,
    env?: NodeJS.ProcessEnv,
  ][] = [
    [["none.ipynb"], "run: there is no none.ipynb"],
    [[], "run: which notebook?"],
    [["cells.ipynb", "--jobs", "0"], "run: --jobs takes a whole number"],
    [["cells.ipynb", "-p", "x"], "run: -p takes NAME=VALUE, not x"],
    [
      ["cells.ipynb", "./cells.ipynb", "--output", "o"],
      "would both be written to",
    ],
    [["cells.ipynb"], "run: no jupyter on the PATH", { PATH: "" }],
    [["cells.ipynb", "-p", "a=1"], "run: no papermill on the", { PATH: "" }],
  ];
  it.each(refused)("refuses %j: %s", (args, message, more = {}) => {
    const { folder } = notebookOf(["1"]);
    const { status, output } = nabla(["run", ...args], folder, more);
    expect(output).toContain(message);
    expect(status).toBe(1);
  });

  it("watches: what has changed runs again, what the run has written does not count", async () => {
    const { folder, path } = notebookOf([
      'import { size } from "./size.ts"; size',
    ]);
    writeFileSync(`${folder}/size.ts`, "export const size = 1;\n");
    const watching = spawn(
      process.execPath,
      [cli, "run", "cells.ipynb", "--watch"],
      { cwd: folder, env },
    );
    onTestFinished(async () => {
      watching.kill();
      await once(watching, "exit");
    });
    let said = "";
    watching.stdout.on("data", (text: Buffer) => {
      said += text.toString();
    });
    const runs = (): number => said.split("✓").length - 1;
    await expect.poll(runs, { timeout: 60_000 }).toBe(1);
    expect(shownBy(read(path))).toEqual(["1"]);
    writeFileSync(`${folder}/size.ts`, "export const size = 22;\n");
    await expect.poll(runs, { timeout: 60_000 }).toBe(2);
    expect(shownBy(read(path))).toEqual(["22"]);
    const text = readFileSync(path, "utf8").replace("; size", "; size / 2");
    writeFileSync(path, text);
    await expect.poll(runs, { timeout: 60_000 }).toBe(3);
    expect(shownBy(read(path))).toEqual(["11"]);
  });
});
