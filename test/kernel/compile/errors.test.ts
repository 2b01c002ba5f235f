import { table } from "./notebook.js";

table("messages and where they are", [
  ["an assignment", ["const s: string = 1", "! TS2322 1:7"]],
  ["in the second line", ["const a = 1;\nconst s: string = a", "! TS2322 2:7"]],
  [
    "several at once",
    [
      "const s: string = 1;\nlet n: number = '';\ns.foo",
      "! TS2322 1:7, TS2322 2:5, TS2339 3:3",
    ],
  ],
  [
    "after characters beyond the BMP",
    ["const t = '😀'; const s: string = 1", "! TS2322 1:23"],
  ],
  ["after CRLF", ["const a = 1;\r\nconst s: string = a", "! TS2322 2:7"]],
  ["a name that nobody declared", ["nobody + 1", "! TS2304 1:1"]],
  ["a name that is nearly one", ["const total = 1; totl", "! TS2552 1:18"]],
  ["a constant assigned to", ["const c = 1; c = 2", "! TS2588 1:14"]],
  [
    "an earlier cell's constant assigned to",
    ["const c = 1"],
    ["c = 2", "! TS2588 1:1"],
  ],
  [
    "an earlier cell's function assigned to",
    ["function f() {}"],
    ["f = () => undefined", "! TS2588 1:1"],
  ],
  [
    "an earlier cell's type as a value",
    ["type T = number"],
    ["T", "! TS2693 1:1"],
  ],
  ["an earlier let and its type", ["let x = 1"], ["x = 'a'", "! TS2322 1:1"]],
  [
    "used before it is declared",
    ["early; const early = 1", "! TS2448 1:1, TS2454 1:1"],
  ],
  ["a missing argument", ["const f = (a: number) => a; f()", "! TS2554 1:29"]],
  [
    "possibly undefined",
    ["const m = new Map<string, number>(); m.get('a') + 1", "! TS2532 1:38"],
  ],
  [
    "elements are not taken to be missing",
    ["const xs = [1]; xs[0] + 1", "= 2"],
  ],
  ["implicit any", ["function f(x) { return x }", "! TS7006 1:12"]],
  [
    "unused names are no errors",
    ["const f = (unused: number) => 1; f(1)", "= 1"],
  ],
  [
    "unreachable code is no error",
    ["const f = () => { return 1; 2 }; f()", "= 1"],
  ],
  ["ts-expect-error", ["// @ts-expect-error\nconst s: string = 1; s", "= 1"]],
  [
    "ts-expect-error without an error",
    ["// @ts-expect-error\nconst s = 1", "! TS2578 1:1"],
  ],
  ["ts-ignore", ["// @ts-ignore\nconst s: string = 1; s", "= 1"]],
  ["ts-nocheck", ["// @ts-nocheck\nconst s: string = 1; s", "= 1"]],
  ["await in a plain function", ["function f() { await 1 }", "! TS1308 1:16"]],
  ["return at the top", ["return 1", "! TS1108 1:1"]],
  ["JSX", ["const e = <b>hi</b>", "!  1:11"]],
  ["an operator on wrong types", ["({}) + new Date()", "! TS2365 1:1"]],
  [
    "an operator between number and string",
    ["const n: number = 1 + 'a'", "! TS2322 1:7"],
  ],
]);

table("syntax errors", [
  ["an expression that ends", ["const x =", "! TS1109 1:10"]],
  ["a brace that stays open", ["if (true) {", "! TS1005 1:12"]],
  ["a string that stays open", ["const s = 'abc", "! TS1002 1:15"]],
  ["a template that stays open", ["`abc", "! TS1160 1:5"]],
  ["a comment that stays open", ["1 /* never", "! TS1010 1:11"]],
  ["a stray bracket", ["1 + 2)", "! TS1005 1:6"]],
  ["in the third line", ["1\n2\nconst 3 = 4", "! TS1134 3:7"]],
]);

table("runtime errors", [
  ["a throw", ["throw new RangeError('x')", "throws RangeError"]],
  [
    "a slot that is not there yet",
    ["const f = () => later(); f(); function later() { return 1 }"],
  ],
  [
    "in a later cell's call",
    ["const f = () => { throw new SyntaxError('s') }"],
    ["f()", "throws SyntaxError"],
  ],
]);
