/** Random expressions. */
import fc, { type Arbitrary } from "fast-check";
import type { Scope, Text } from "./scope.js";

const choice = fc.nat(30);
export const literal: Arbitrary<Text> = fc
  .constantFrom("0.5", "1.5", "2", "0.1", "3", "1", "0", "0.25")
  .map(
    (text): Text =>
      () =>
        text,
  );

/** A number by its name; a literal where none is in sight. */
const named: Arbitrary<Text> = choice.map(
  (k): Text =>
    (scope) =>
      scope.pick(k, "number", "fixed", "number", "counter") ?? "0.3",
);

const index = (scope: Scope, k: number, size: number): string => {
  const counter = k % 2 === 0 ? scope.pick(k >> 2, "counter") : undefined;
  return counter === undefined
    ? String(k % size)
    : `(${counter} + ${String(k % 3)}) % ${String(size)}`;
};

/** An element, a field or a variable that can be written to. */
export const place = fc
  .tuple(fc.nat(4), choice, choice, choice)
  .map(([kind, k, i, j]) => (scope: Scope): string | undefined => {
    const sure = scope.type("!");
    const list = scope.pick(k, "list");
    if (kind === 1 && list !== undefined)
      return `${list}[${index(scope, i, 3)}]${sure}`;
    const rows = scope.pick(k, "rows");
    if (kind === 2 && rows !== undefined)
      return `${rows}[${index(scope, i, 2)}]${sure}[${index(scope, j, 2)}]${sure}`;
    const record = scope.pick(k, "record", "object");
    if (kind === 3 && record !== undefined)
      return `${record}.${i % 2 ? "s" : "t"}`;
    return scope.pick(k, "number");
  });

const read: Arbitrary<Text> = place.map(
  (place): Text =>
    (scope) =>
      place(scope) ?? "0.7",
);

const apart = (scope: Scope, x: string, by: string): string =>
  scope.operation("+", by, scope.operation("*", x, x));

/** Functions that are smooth, or have kinks, wherever they are asked. */
const functions: readonly ((scope: Scope, x: string) => string)[] = [
  ...["sin", "cos", "tanh", "atan", "abs", "floor"].map(
    (name) => (scope: Scope, x: string) => scope.operation(name, x),
  ),
  (scope, x) => scope.operation("exp", scope.operation("sin", x)),
  (scope, x) => scope.operation("sqrt", apart(scope, x, "1")),
  (scope, x) => scope.operation("log", apart(scope, x, "1.5")),
  (scope, x) => scope.operation("cbrt", apart(scope, x, "0.5")),
  (scope, x) => scope.operation("**", `(${x})`, "3"),
  (scope, x) => scope.operation("**", `(${x})`, "2"),
  (scope, x) => scope.operation("**", apart(scope, x, "1.2"), "-0.7"),
  (scope, x) => scope.operation("neg", x),
];

const pairs: readonly ((scope: Scope, x: string, y: string) => string)[] = [
  ...["+", "-", "*", "+", "-", "*", "max", "atan2"].map(
    (name) => (scope: Scope, x: string, y: string) =>
      scope.operation(name, x, y),
  ),
  (scope, x, y) => scope.operation("/", x, apart(scope, y, "1.5")),
  (scope, x, y) => scope.operation("/", x, y),
  (scope, x, y) => scope.operation("min", x, "0.4", y),
  (scope, x, y) => scope.operation("hypot", x, y, "0.3"),
  (scope, x, y) => scope.operation("%", x, apart(scope, y, "1.5")),
  (scope, x, y) =>
    scope.operation("**", apart(scope, x, "1.1"), scope.operation("sin", y)),
];

/** A condition. */
export function truth(depth: number): Arbitrary<Text> {
  const number = expression(depth - 1);
  const plain = fc
    .tuple(number, fc.constantFrom("<", ">", "<=", ">="), number)
    .map(
      ([x, sign, y]): Text =>
        (scope) =>
          scope.asked(sign, x(scope), y(scope)),
    );
  if (depth < 2) return plain;
  const joined = fc.tuple(
    plain,
    fc.constantFrom("&&", "||"),
    plain,
    fc.boolean(),
  );
  return fc.oneof(
    { arbitrary: plain, weight: 3 },
    {
      arbitrary: joined.map(
        ([x, sign, y, not]): Text =>
          (scope) =>
            `(${x(scope)} ${sign} ${not ? "!" : ""}(${y(scope)}))`,
      ),
      weight: 1,
    },
  );
}

const made = new Map<number, Arbitrary<Text>>();

/** An expression that is a number; `depth` bounds how far it nests. */
export function expression(depth: number): Arbitrary<Text> {
  if (depth <= 0) return fc.oneof(literal, named, named, read, read);
  let known = made.get(depth);
  if (known === undefined) {
    known = deep(depth);
    made.set(depth, known);
  }
  return known;
}

function deep(depth: number): Arbitrary<Text> {
  const next = expression(depth - 1);
  const weighted = (weight: number, arbitrary: Arbitrary<Text>) => ({
    weight,
    arbitrary,
  });
  return fc.oneof(
    weighted(3, expression(0)),
    weighted(
      5,
      fc.tuple(fc.constantFrom(...pairs), next, next).map(
        ([f, x, y]): Text =>
          (s) =>
            f(s, x(s), y(s)),
      ),
    ),
    weighted(
      3,
      fc.tuple(fc.constantFrom(...functions), next).map(
        ([f, x]): Text =>
          (s) =>
            f(s, x(s)),
      ),
    ),
    weighted(1, conditional(depth)),
    weighted(2, called(next)),
    weighted(1, changing(next)),
    weighted(1, folded(depth)),
  );
}

const conditional = (depth: number): Arbitrary<Text> =>
  fc.tuple(truth(depth - 1), expression(depth - 1), expression(depth - 1)).map(
    ([test, yes, no]): Text =>
      (s) =>
        `(${test(s)} ? ${yes(s)} : ${no(s)})`,
  );

/** A call of a function or a method; of its arguments, where there is none. */
const called = (next: Arbitrary<Text>): Arbitrary<Text> =>
  fc.tuple(choice, next, next).map(([k, x, y]): Text => (s) => {
    const f = s.pick(k, "call", "pair", "object");
    const [first, second] = [x(s), y(s)];
    if (f === undefined) return s.operation("*", first, second);
    if (f === s.pick(k, "call", "pair", "object") && /^o/.test(f))
      return `${f}.mix(${first})`;
    return /^g/.test(f) ? `${f}(${first}, ${second})` : `${f}(${first})`;
  });

/** An assignment whose value is looked at, or a step. */
const changing = (next: Arbitrary<Text>): Arbitrary<Text> =>
  fc
    .tuple(choice, fc.constantFrom("", "+", "-", "*", "++", "--"), next)
    .map(([k, sign, x]): Text => (s) => {
      const name = s.pick(k, "number");
      const value = x(s);
      if (name === undefined) return value;
      if (sign.length < 2) return `(${s.assigned(name, sign, value)})`;
      if (!s.dual) return `${name}${sign}`;
      const step = s.operation(sign.charAt(0), name, "1");
      return `D.first(${name}, ${name} = ${step})`;
    });

/** A sum over a list that a callback makes. */
const folded = (depth: number): Arbitrary<Text> =>
  fc
    .tuple(choice, expression(depth - 1), expression(depth - 1))
    .map(([k, start, x]): Text => (s) => {
      const list = s.pick(k, "list");
      const first = start(s);
      if (list === undefined) return first;
      const [sum, each] = [s.fresh("s"), s.fresh("w")];
      const body = s.within(
        () => s.operation("+", s.operation("*", sum, "0.5"), x(s)),
        [
          [sum, "fixed"],
          [each, "fixed"],
        ],
      );
      return `${list}.reduce((${sum}, ${each}) => ${body}, ${first})`;
    });
