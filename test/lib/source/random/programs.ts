/** Random programs with the points at which they are differentiated. */
import fc, { type Arbitrary } from "fast-check";
import { expression } from "./expressions.js";
import { Scope, type Sort, type Text } from "./scope.js";
import { body, statements } from "./statements.js";

export interface RandomProgram {
  /** TypeScript that declares `f`. */
  readonly source: string;
  /** JavaScript that declares `f` for dual numbers. */
  readonly dual: string;
  readonly at: readonly unknown[];
}

/** The parameters of `f`, and the numbers that each takes. */
const signatures: readonly (readonly (readonly [
  name: string,
  sort: Sort,
  type: string,
  make: (next: () => number) => unknown,
])[])[] = [
  [["x", "number", "number", (next) => next()]],
  [
    ["x", "number", "number", (next) => next()],
    ["y", "number", "number", (next) => next()],
  ],
  [["x", "list", "number[]", (next) => [next(), next(), next()]]],
  [
    ["x", "list", "number[]", (next) => [next(), next(), next()]],
    ["y", "number", "number", (next) => next()],
  ],
  [
    [
      "x",
      "record",
      "{ s: number; t: number }",
      (next) => ({ s: next(), t: next() }),
    ],
    ["y", "number", "number", (next) => next()],
  ],
  [
    [
      "x",
      "rows",
      "number[][]",
      (next) => [
        [next(), next()],
        [next(), next()],
      ],
    ],
  ],
];

type Helper = (scope: Scope) => string;

const helper: Arbitrary<Helper> = fc
  .tuple(
    fc.nat(8),
    statements(1, 3),
    expression(2),
    expression(1),
    expression(1),
  )
  .map(([kind, lines, x, y, z]): Helper => (s) => {
    const type = s.type(": number");
    if (kind === 1 || kind === 2) {
      const name = s.fresh("c");
      const text = body(s, lines, undefined, [["p", "list"]]);
      s.declare(name, "change");
      return `const ${name} = (p${s.type(": number[]")})${s.type(": void")} => ${text};`;
    }
    if (kind > 6) return recursive(s, lines, x, y, z);
    if (kind === 3) {
      const name = s.fresh("t");
      const first = s.within(
        () => `yield ${x(s)}; u = ${y(s)};`,
        [["u", "number"]],
      );
      const second = s.within(() => `yield ${z(s)};`, [["u", "number"]]);
      s.declare(name, "stream");
      return `function* ${name}(u${type})${s.type(": Generator<number>")} { ${first} ${second} }`;
    }
    const name = s.fresh("g");
    const text = body(s, lines, x, [
      ["u", "number"],
      ["v", "number"],
    ]);
    s.declare(name, "pair");
    return `const ${name} = (u${type}, v${type})${type} => ${text};`;
  });

/** A function that calls itself three times at the most. */
function recursive(
  s: Scope,
  lines: readonly Text[],
  x: Text,
  y: Text,
  z: Text,
): string {
  const type = s.type(": number");
  const name = s.fresh("q");
  const again: Text = (s) =>
    s.operation("+", s.operation("*", `${name}(${y(s)}, n - 1)`, z(s)), x(s));
  const end: Text = (s) => `if (n <= 0) { ${s.leave()} }`;
  const text = s.within(
    () =>
      body(s, [(s) => s.inside(() => end(s), y), ...lines], again, [
        ["u", "number"],
      ]),
    [["n", "counter"]],
  );
  const outer = s.declare(s.fresh("h"), "call");
  return `const ${name} = (u${type}, n${type})${type} => ${text}; const ${outer} = (u${type})${type} => ${name}(u, 3);`;
}

/** A class whose objects are records with a method that changes them. */
const shape = (s: Scope): string =>
  s.dual
    ? "class P { constructor(s, t) { this.s = s; this.t = t; } mix(k) { this.s = D['*'](this.s, k); return D['+'](this.s, this.t); } }"
    : "class P { constructor(public s: number, public t: number) {} mix(k: number): number { this.s = this.s * k; return this.s + this.t; } }";

export const randomProgram: Arbitrary<RandomProgram> = fc
  .record({
    helpers: fc.array(helper, { maxLength: 2 }),
    signature: fc.constantFrom(...signatures),
    lines: statements(2, 6),
    result: expression(3),
    numbers: fc.array(fc.integer({ min: -2000, max: 2000 }), {
      minLength: 4,
      maxLength: 4,
    }),
  })
  .map(({ helpers, signature, lines, result, numbers }) => {
    const write = (dual: boolean): string => {
      const s = new Scope(dual);
      const before = helpers.map((each) => each(s));
      const list = signature.map(
        ([name, , type]) => name + s.type(`: ${type}`),
      );
      const text = body(
        s,
        lines,
        result,
        signature.map(([name, sort]) => [name, sort]),
      );
      return `${shape(s)}\n${before.join("\n")}\nconst f = (${list.join(", ")})${s.type(": number")} => ${text};`;
    };
    const rest = numbers.map((n) => n / 1000);
    const at = signature.map(([, , , make]) => make(() => rest.shift() ?? 0));
    return { source: write(false), dual: write(true), at };
  });
