/**
 * The compiler process: `node main.cjs <notebook folder> [<declarations of the preloaded names>]`.
 *
 * Run while Node builds a start-up snapshot, it makes the compiler and warms it; the process that starts from the
 * snapshot only moves it to the notebook's folder.
 */
import { startupSnapshot } from "node:v8";
import { Compiler } from "./compiler.js";
import { serve } from "./serve.js";

/** Cells that make the checker do once what every notebook makes it do. No completion: it would create an
 * `Intl.Collator`, which no snapshot can hold. */
const WARMING = [
  "1 + 1",
  "const a = [1, 2].map((x) => x * 2); let b = 'c'; a",
  "function f(x: number): number { return x ** 2 } f(3)",
  "import { readFileSync } from 'node:fs'; await readFileSync.name",
  "const wrong: string = 1",
];

const [folder = process.cwd(), prelude] = process.argv.slice(2);
const compiler = new Compiler({ folder, prelude });

if (startupSnapshot.isBuildingSnapshot()) {
  for (const code of WARMING)
    compiler.compile({ id: 0, label: "Cell [0]", code });
  startupSnapshot.setDeserializeMainFunction(() => {
    compiler.changeFolder(process.argv[2] ?? process.cwd());
    serve(compiler, process.stdin, process.stdout);
  });
} else serve(compiler, process.stdin, process.stdout);
