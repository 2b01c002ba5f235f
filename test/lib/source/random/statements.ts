/** Random statements. */
import fc, { type Arbitrary } from "fast-check";
import { expression, place, truth } from "./expressions.js";
import type { Scope, Sort, Text } from "./scope.js";

const choice = fc.nat(30);
const number = expression(2);
const small = expression(1);

/** Statements in braces; `known` are names that are declared outside and seen within. */
export const block =
  (lines: readonly Text[], hide?: readonly [number, Text]) =>
  (scope: Scope, known: readonly (readonly [string, Sort])[] = []): string =>
    scope.within(() => {
      const text: string[] = [];
      const near = hide && scope.pick(hide[0], "number");
      // An element of a typed array counts as a number, but is no name.
      const hidden =
        near !== undefined && /^\w+$/.test(near) ? near : undefined;
      if (hide !== undefined && hidden !== undefined) {
        // What hides another name cannot be made from it.
        const value = scope.within(() => hide[1](scope), [[hidden, "change"]]);
        scope.declare(hidden, "number");
        text.push(`let ${hidden}${scope.type(": number")} = ${value};`);
      }
      for (const line of lines) text.push(line(scope));
      return `{ ${text.join(" ")} }`;
    }, known);

/** A function's body with its result. */
export function body(
  scope: Scope,
  lines: readonly Text[],
  result: Text | undefined,
  parameters: readonly (readonly [string, Sort])[],
): string {
  return scope.inside(
    () =>
      scope.within(() => {
        const text = lines.map((line) => line(scope));
        const last = result === undefined ? "" : `return ${result(scope)};`;
        return `{ ${text.join(" ")} ${last} }`;
      }, parameters),
    result,
  );
}

const assignment: Arbitrary<Text> = fc
  .tuple(place, fc.constantFrom("", "", "+", "-", "*"), number)
  .map(([place, sign, x]): Text => (s) => {
    const at = place(s);
    return at === undefined ? ";" : `${s.assigned(at, sign, x(s))};`;
  });

const exchange: Arbitrary<Text> = fc
  .tuple(place, place, small)
  .map(([one, other, x]): Text => (s) => {
    const [a, b] = [one(s), other(s)];
    if (a === undefined || b === undefined) return ";";
    return `[${a}, ${b}] = [${b}, ${x(s)}];`;
  });

const numberDeclared: Arbitrary<Text> = fc
  .tuple(fc.boolean(), expression(3))
  .map(([fixed, x]): Text => (s) => {
    const value = x(s);
    const name = s.declare(s.fresh("v"), fixed ? "fixed" : "number");
    return `${fixed ? "const" : "let"} ${name}${s.type(": number")} = ${value};`;
  });

/** A list: new, another name for one, or a copy. */
const list: Arbitrary<Text> = fc
  .tuple(fc.nat(7), choice, small, small, small)
  .map(([kind, k, x, y, z]): Text => (s) => {
    const other = s.pick(k, "list");
    const fresh = (): string => `[${x(s)}, ${y(s)}, ${z(s)}]`;
    const mapped = (start: string, sort: Sort, from: string): string => {
      const name = s.fresh(start);
      const made = s.within(() => x(s), [[name, sort]]);
      return `${from}${sort === "counter" ? "_, " : ""}${name}) => ${made})`;
    };
    if (kind === 1)
      return mapped("i", "counter", "Array.from({ length: 3 }, (");
    if (other === undefined || kind > 5) return fresh();
    if (kind === 2) return other;
    if (kind === 3) return `[...${other}]`;
    if (kind === 4) return `${other}.slice()`;
    return mapped("w", "fixed", `${other}.map((`);
  });

const listDeclared: Arbitrary<Text> = list.map((list): Text => (s) => {
  const value = list(s);
  return `let ${s.declare(s.fresh("a"), "list")} = ${value};`;
});

const typedDeclared: Arbitrary<Text> = fc
  .tuple(small, small)
  .map(([x, y]): Text => (s) => {
    const [first, second] = [x(s), y(s)];
    const name = s.fresh("f");
    const array = s.dual ? "Array(3).fill(0)" : "Float64Array(3)";
    const text = `const ${name} = new ${array}; ${name}[0] = ${first}; ${name}[2] = ${second};`;
    // Written to like any list, but never handed on as one.
    s.declare(`${name}[0]${s.type("!")}`, "number");
    s.declare(`${name}[2]${s.type("!")}`, "number");
    return text;
  });

const rowsDeclared: Arbitrary<Text> = fc
  .tuple(small, small, small, small)
  .map(([a, b, c, d]): Text => (s) => {
    const value = `[[${a(s)}, ${b(s)}], [${c(s)}, ${d(s)}]]`;
    return `const ${s.declare(s.fresh("m"), "rows")} = ${value};`;
  });

const recordDeclared: Arbitrary<Text> = fc
  .tuple(fc.nat(3), small, small)
  .map(([kind, x, y]): Text => (s) => {
    const [a, b] = [x(s), y(s)];
    return kind === 1
      ? `const ${s.declare(s.fresh("o"), "object")} = new P(${a}, ${b});`
      : `const ${s.declare(s.fresh("r"), "record")} = { s: ${a}, t: ${b} };`;
  });

const taken: Arbitrary<Text> = fc
  .tuple(fc.boolean(), choice)
  .map(([fromList, k]): Text => (s) => {
    const other = s.pick(
      k,
      ...(fromList
        ? ["list" as const]
        : ["record" as const, "object" as const]),
    );
    if (other === undefined) return ";";
    const names = [s.fresh("d"), s.fresh("d")];
    const [p = "", q = ""] = names;
    for (const name of names) s.declare(name, "number");
    return fromList
      ? `let [${p}, , ${q}] = ${other}${s.type(" as [number, number, number]")};`
      : `let { s: ${p}, t: ${q} } = ${other};`;
  });

const listChanged: Arbitrary<Text> = fc
  .tuple(fc.nat(6), choice, choice, small, list)
  .map(([kind, k, l, x, list]): Text => (s) => {
    const one = s.pick(k, "list");
    const rows = s.pick(k, "rows");
    if (kind === 1 && rows !== undefined)
      return `[${rows}[0], ${rows}[1]] = [${rows}[1]${s.type("!")}, ${rows}[0]${s.type("!")}];`;
    if (kind === 2 && rows !== undefined)
      return `${rows}[${String(l % 2)}] = ${l % 3 ? `[${x(s)}, 1]` : `${rows}[${String(1 - (l % 2))}]${s.type("!")}`};`;
    if (one === undefined) return ";";
    if (kind === 3 && /^a/.test(one)) return `${one} = ${list(s)};`;
    if (kind === 4 && l < 8) return `${one}.reverse();`;
    if (kind === 4 && l < 16)
      return s.dual
        ? `${one}.sort((p, q) => D.value(p) - D.value(q));`
        : `${one}.sort((p, q) => p - q);`;
    if (kind === 5) {
      const to = s.pick(l, "number");
      const name = s.fresh("w");
      if (to === undefined) return ";";
      const value = s.within(() => x(s), [[name, "fixed"]]);
      return `${one}.forEach((${name}) => { ${s.assigned(to, "+", value)}; });`;
    }
    return `${one}.push(${x(s)});`;
  });

const left: Arbitrary<Text> = fc
  .tuple(fc.constantFrom("break", "continue", "return"), fc.nat(3), truth(1))
  .map(([kind, far, test]): Text => (s) => {
    const asked = test(s);
    const jump = kind === "return" ? s.leave() : s.jump(kind, far === 1);
    return jump === undefined ? ";" : `if (${asked}) { ${jump} }`;
  });

const handed: Arbitrary<Text> = fc
  .tuple(choice, choice)
  .map(([k, l]): Text => (s) => {
    const f = s.pick(k, "change");
    const list = s.pick(l, "list");
    return f === undefined || list === undefined ? ";" : `${f}(${list});`;
  });

const often = (weight: number, arbitrary: Arbitrary<Text>) => ({
  weight,
  arbitrary,
});

const simple = [
  often(8, assignment),
  often(3, exchange),
  often(6, numberDeclared),
  often(4, listDeclared),
  often(1, typedDeclared),
  often(2, rowsDeclared),
  often(2, recordDeclared),
  often(2, taken),
  often(5, listChanged),
  often(4, left),
  often(4, handed),
];

/** A row of statements; `depth` bounds how far blocks nest. */
export function statements(
  depth: number,
  maxLength: number,
): Arbitrary<Text[]> {
  return fc.array(statement(depth), { minLength: 1, maxLength, size: "max" });
}

const made = new Map<number, Arbitrary<Text>>();

function statement(depth: number): Arbitrary<Text> {
  let known = made.get(depth);
  if (known === undefined) {
    known =
      depth <= 0 ? fc.oneof(...simple) : fc.oneof(...simple, ...nested(depth));
    made.set(depth, known);
  }
  return known;
}

function nested(depth: number) {
  const lines = statements(depth - 1, 4);
  const inner = fc
    .tuple(
      lines,
      fc.option(fc.tuple(choice, small), { nil: undefined, freq: 3 }),
    )
    .map(([lines, hide]) => block(lines, hide));
  const branch = fc
    .tuple(truth(2), inner, fc.option(inner, { nil: undefined }))
    .map(
      ([test, yes, no]): Text =>
        (s) =>
          `if (${test(s)}) ${yes(s)}${no === undefined ? "" : ` else ${no(s)}`}`,
    );
  const cases = fc
    .tuple(
      choice,
      small,
      fc.array(fc.tuple(inner, fc.boolean()), { minLength: 2, maxLength: 4 }),
    )
    .map(([k, x, inners]): Text => (s) => {
      const value = s.dual
        ? `D.value(D.floor(${x(s)}))`
        : `Math.floor(${x(s)})`;
      const on = s.pick(k, "counter") ?? value;
      const text = s.jumping({ label: undefined, loop: false }, () =>
        inners.map(
          ([inner, leaves], i) =>
            `${i === 3 ? "default" : `case ${String(i)}`}: ${inner(s)}${leaves ? " break;" : ""}`,
        ),
      );
      return `switch (${on} + 0) { ${text.join(" ")} }`;
    });
  const tried = fc.tuple(truth(1), lines, lines, lines).map(
    ([test, one, two, three]): Text =>
      (s) =>
        `try { if (${test(s)}) throw new Error(); ${block(one)(s)} } catch { ${block(two)(s)} } finally { ${s.inside(() => block(three)(s), undefined).replaceAll("return;", ";")} }`,
  );
  const closure = fc
    .tuple(fc.boolean(), lines, expression(2))
    .map(([short, lines, x]): Text => (s) => {
      const name = s.fresh("h");
      const p = s.fresh("p");
      const types = s.type(": number");
      const inside = short
        ? s.within(() => `(${x(s)})`, [[p, "fixed"]])
        : body(s, lines, x, [[p, "number"]]);
      s.declare(name, "call");
      return `const ${name} = (${p}${types})${types} => ${inside};`;
    });
  return [
    often(5, branch),
    often(
      2,
      inner.map(
        (inner): Text =>
          (s) =>
            inner(s),
      ),
    ),
    often(2, cases),
    often(1, tried),
    often(4, closure),
    often(10, loop(lines)),
  ];
}

const loop = (lines: Arbitrary<Text[]>): Arbitrary<Text> =>
  fc
    .tuple(
      fc.nat(5),
      fc.integer({ min: 1, max: 4 }),
      choice,
      truth(1),
      small,
      lines,
    )
    .map(([kind, turns, k, test, x, lines]): Text => (s) => {
      if (s.depth > 1) return ";";
      const label = s.fresh("L");
      const i = s.fresh("i");
      const list = s.pick(k, "list");
      const stream = s.pick(k, "stream");
      const asked = test(s);
      const from = stream === undefined ? "" : `${stream}(${x(s)})`;
      const inner = block(lines);
      const n = String(turns);
      const loop = (
        start: string,
        end: string,
        known: readonly (readonly [string, Sort])[] = [],
        before = "",
      ): string => {
        const text = s.jumping({ label, loop: true }, () => inner(s, known));
        // A label is there where somebody jumps to it.
        const named = text.includes(` ${label};`) ? `${label}: ` : "";
        return `${before}${named}${start} ${text}${end}`;
      };

      // A list may not grow while it is gone through.
      if (kind === 1 && list !== undefined)
        return loop(`for (const ${i} of [...${list}])`, "", [[i, "fixed"]]);
      if (kind === 2 && from !== "")
        return loop(`for (const ${i} of ${from})`, "", [[i, "fixed"]]);
      if (kind === 3)
        return loop(
          `while (${i}++ < ${n} && ${asked})`,
          "",
          [],
          `let ${i} = 0; `,
        );
      if (kind === 4)
        return loop(
          "do",
          ` while (${i}++ < ${n} && ${asked});`,
          [],
          `let ${i} = 0; `,
        );
      const head =
        kind === 5
          ? `${i} = ${n}; ${i} > 0; ${i}--`
          : `${i} = 0; ${i} < ${n}; ${i}++`;
      return loop(`for (let ${head})`, "", [[i, "counter"]]);
    });
