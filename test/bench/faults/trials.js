// What is tried: each trial is a cell in both languages and what must come of it. `judge` names the function of judges.js.
const later = (code) =>
  `const boom = () => { throw new Error("boom"); };\n${code}`;

export const trials = [
  {
    title: "interrupt: an endless loop",
    judge: "interrupted",
    typescript: 'console.log("up"); while (true) {}',
    python: 'print("up", flush=True)\nwhile True: pass',
  },
  {
    title: "interrupt: a loop that catches everything",
    judge: "interrupted",
    typescript: 'console.log("up"); while (true) { try { throw 1; } catch {} }',
    python:
      'print("up", flush=True)\nwhile True:\n    try:\n        raise ValueError()\n    except BaseException: pass',
  },
  {
    title: "interrupt: a regular expression that blows up",
    judge: "interrupted",
    typescript: 'console.log("up"); /^(a+)+$/.test("a".repeat(40) + "b")',
    python:
      'import re\nprint("up", flush=True)\nre.match("^(a+)+$", "a" * 40 + "b")',
  },
  {
    title: "interrupt: a promise that never settles",
    judge: "interrupted",
    typescript: 'console.log("up"); await new Promise(() => {})',
    python:
      'import asyncio\nprint("up", flush=True)\nawait asyncio.Event().wait()',
  },
  {
    title: "interrupt: asynchronous code that never pauses",
    judge: "interrupted",
    typescript: 'console.log("up"); for (;;) await null',
    python:
      'import asyncio\nprint("up", flush=True)\nwhile True: await asyncio.sleep(0)',
  },
  {
    title: "interrupt: a thread that sleeps",
    judge: "interrupted",
    typescript:
      'console.log("up"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
    python:
      'import threading\nprint("up", flush=True)\nthreading.Event().wait()',
  },
  {
    title: "interrupt: a child process that is waited for",
    judge: "interrupted",
    typescript:
      'import { execSync } from "node:child_process";\nconsole.log("up"); execSync("sleep 60");',
    python:
      'import subprocess\nprint("up", flush=True)\nsubprocess.run(["sleep", "60"])',
  },
  {
    title: "interrupt: a flood of prints",
    judge: "interrupted",
    typescript: 'while (true) console.log("up")',
    python: 'while True: print("up")',
  },
  {
    title: "a stack overflow",
    judge: "answered",
    typescript:
      "function deep(n: number): number { return deep(n + 1) + 1; }\ndeep(0)",
    python: "def deep(n): return deep(n + 1) + 1\ndeep(0)",
  },
  {
    title: "a value that throws when it is shown",
    judge: "answered",
    typescript:
      '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("no"); }, [Symbol.for("Deno.customInspect")]() { throw new Error("no"); } })',
    python: 'class Shy:\n    def __repr__(self): raise ValueError("no")\nShy()',
  },
  {
    title: "a value of ten million elements",
    judge: "shown",
    typescript: "new Array(1e7).fill(1)",
    python: "[1] * 10**7",
  },
  {
    title: "an object with 100,000 keys",
    judge: "shown",
    typescript:
      "Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i}`, i]))",
    python: '{f"key{i}": i for i in range(10**5)}',
  },
  {
    title: "a million printed lines",
    judge: "shown",
    typescript: "for (let i = 0; i < 1e6; i++) console.log(i);",
    python: "for i in range(10**6): print(i)",
  },
  {
    title: "an exception in a timer, after its cell",
    judge: "reported",
    typescript: later("setTimeout(boom, 200);"),
    python:
      'import asyncio\ndef boom(): raise ValueError("boom")\n_ = asyncio.get_running_loop().call_later(0.2, boom)',
  },
  {
    title: "a rejection that nobody handles",
    judge: "reported",
    typescript:
      'void Promise.resolve().then(() => { throw new Error("boom"); });',
    python:
      'import asyncio\nasync def boom(): raise ValueError("boom")\nasyncio.ensure_future(boom()) and None',
  },
  {
    title: "built-in objects taken away",
    judge: "answered",
    typescript:
      "(globalThis as any).console = (globalThis as any).Promise = (globalThis as any).Error = undefined; (JSON as any).stringify = undefined;",
    python:
      "import builtins\nbuiltins.print = builtins.Exception = builtins.len = builtins.isinstance = None",
  },
  {
    title: "a broken `Array.prototype.push` (`list`)",
    judge: "answered",
    typescript: "(Array.prototype as any).push = () => { throw 1; };",
    python: "import builtins\nbuiltins.list = builtins.dict = None",
  },
  {
    title: "a heap that fills (700 MB allowed)",
    judge: "answered",
    memory: true,
    typescript:
      "const hoard: object[] = []; for (let i = 0; ; i++) hoard.push({ i });",
    python: "hoard = []\nwhile True: hoard.append({})",
  },
  {
    title: "the process ended by the cell",
    judge: "said",
    typescript: 'import process from "node:process";\nprocess.exit(3)',
    python: "import os\nos._exit(3)",
  },
  {
    title: "a message with a wrong signature",
    judge: "unsigned",
    typescript: "state = 13;",
    python: "state = 13",
  },
];
