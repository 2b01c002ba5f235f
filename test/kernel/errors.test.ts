/** What a person sees of errors: of the check before a cell runs, and of those that it throws. */
import { kernelTable } from "./rows.js";

kernelTable("checks", [
  [
    "several errors at once, each with its frame",
    [
      "const s: string = 1;\nlet n: number = 'a';\nfoo();",
      "TypeError\nTS2322 at Cell [",
      "Type 'number' is not assignable to type 'string'.\n\n> 1 | const s: string = 1;\n    |       ^\n  2 |",
      "TS2322 at Cell [",
      "> 2 | let n: number = 'a';\n    |     ^\n",
      "TS2304 at Cell [",
      "Cannot find name 'foo'.",
      "> 3 | foo();\n    | ^^^",
    ],
    ["typeof s", "TS2304"],
  ],
  [
    "a constant of an earlier cell, in any way assigned to",
    ["const k = 1;"],
    [
      "k = 2; k++; ({ k } = { k: 3 });",
      ":1:1\nCannot assign to 'k' because it is a constant.",
      ":1:8\nCannot assign to 'k' because it is a constant.",
      ":1:16\nCannot assign to 'k' because it is a constant.",
    ],
  ],
  [
    "comments that speak to the checker",
    ["// @ts-expect-error\nconst s: string = 1; s", "= 1"],
    ["// @ts-expect-error\nconst t = 1;", "TS2578"],
    ["1;\n/* @ts-ignore */\nconst u: string = 2; u", "= 2"],
    ["// why\n// @ts-nocheck\nconst v: string = 3; v", "= 3"],
  ],
  [
    "%check: on, off and warn",
    ["%check off\nconst a: string = 1; a", "= 1"],
    ["const b: string = 2; b", "= 2"],
    [
      "%check warn\nconst c: string = 3; c",
      "TS2322 at Cell [",
      "> 2 | const c: string = 3; c",
      "\n3",
    ],
    ["%check on\nconst d: string = 4; d", "TS2322"],
    ["typeof a + typeof b + typeof c", "= 'numbernumbernumber'"],
  ],
  [
    "a tsconfig.json beside the notebook",
    ["function f(x) { return x }", "TS7006"],
    {
      "tsconfig.json":
        '{ "compilerOptions": { "noImplicitAny": false, "noUncheckedIndexedAccess": true } }',
    },
    ["function f(x) { return x } f(2)", "= 2"],
    ["[1][0].toFixed()", "TS2532"],
    { "tsconfig.json": "{}" },
    ["[1][0].toFixed()", "= '1'"],
  ],
  [
    "style is nobody's business",
    ["let unused = 1; const f = (a: number) => { return 1; 2 }; f(1)", "= 1"],
    ["switch (1 as number) { case 1: 5; case 2: 6 }"],
  ],
]);

kernelTable("thrown errors", [
  [
    "causes, each with its place",
    [
      "class Mine extends Error {}\n" +
        "const inner = () => { throw new Mine('deep', { cause: new TypeError('root') }) };\n" +
        "const outer = () => { try { inner() } catch (cause) { throw new Error('top', { cause }) } };\nouter();",
      "Error: top",
      "> 3 | const outer",
      "at outer (Cell [",
      ":3:61)",
      "caused by",
      "Mine: deep",
      "> 2 | const inner",
      "at inner (Cell [",
      "caused by",
      "TypeError: root",
    ],
    [
      "const self = new Error('self'); self.cause = self; throw self;",
      "Error: self",
      "caused by",
      "Error: self (as above)",
    ],
    [
      "throw new Error('x', { cause: 'words' })",
      "caused by\n\nUncaught: 'words'",
    ],
  ],
  [
    "several at once",
    [
      "throw new AggregateError([new TypeError('one'), 'two'], 'all')",
      "AggregateError: all",
      "error 1 of 2",
      "TypeError: one",
      "error 2 of 2",
      "Uncaught: 'two'",
    ],
    [
      "await Promise.any([1, 2].map((n) => Promise.reject(new Error(`no ${n}`))))",
      "AggregateError: All promises were rejected",
      "Error: no 1",
      "Error: no 2",
    ],
  ],
  [
    "across await",
    [
      "async function low() { await null; throw new Error('low') }\n" +
        "async function high() { await low() }\nawait high()",
      "> 1 | async function low",
      "at low (Cell [",
      ":1:42)",
      "at async high (Cell [",
      ":2:25)",
      "at async Cell [",
    ],
  ],
  [
    "in callbacks of every kind",
    [
      "[1].map(() => { throw new Error('mapped') })",
      "Error: mapped",
      "at Cell [",
      ":1:23",
      "at Array.map",
    ],
    [
      "await new Promise<void>((done) => { setTimeout(() => { setTimeout(done, 5); throw new Error('timed') }, 1) })",
      "Uncaught exception\nError: timed",
      "> 1 | await new",
      ":1:83)",
    ],
    [
      "process.nextTick(() => { throw new Error('ticked') }); await new Promise((r) => setTimeout(r, 5)); 7",
      "Uncaught exception\nError: ticked",
      "7",
    ],
    [
      "void Promise.reject(new Error('nobody')); await new Promise((r) => setTimeout(r, 5)); 8",
      "Unhandled rejection\nError: nobody",
      "8",
    ],
    [
      "new (await import('node:events')).EventEmitter().emit('error', new Error('emitted'))",
      "Error: emitted",
      ":1:64",
    ],
  ],
  [
    "what else can be thrown",
    ["throw 'words'", "Uncaught: 'words'"],
    ["throw { code: 5 }", "Uncaught: { code: 5 }"],
    ["throw undefined", "Uncaught: undefined"],
  ],
  [
    "what an error carries",
    [
      "(await import('node:fs')).readFileSync('/no/such')",
      "Error: ENOENT",
      ":1:27",
      "code: 'ENOENT'",
      "path: '/no/such'",
    ],
  ],
  [
    "in eval, with the place of the call",
    [
      "1;\neval(\"throw new Error('evaluated')\")",
      "> 2 | eval(",
      "at eval (eval at <anonymous> (Cell [",
      ":2:1)",
    ],
  ],
  [
    "in the same column as the eye: wide characters and emoji",
    ["const 変数: string = 5;", "> 1 | const 変数", "    |       ^^^^"],
    ["'😀😀'; nobody", ":1:9\n", "> 1 | '😀😀'; nobody\n    |         ^^^^^^"],
  ],
]);
