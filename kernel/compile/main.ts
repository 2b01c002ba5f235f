/** The compiler process: `node main.js <notebook folder> [<declarations of the preloaded names>]`. */
import { Compiler } from "./compiler.js";
import { serve } from "./serve.js";

const [folder = process.cwd(), prelude] = process.argv.slice(2);
serve(new Compiler({ folder, prelude }), process.stdin, process.stdout);
