/** Expressions as JavaScript, with no more parentheses than they need. */
import type { Expression, Variable } from "./program.js";

/** Text with how tightly it binds. */
export interface Text {
  readonly text: string;
  readonly binds: number;
}

export const binding = { loose: 1, sum: 11, product: 12, sign: 14, atom: 18 };

/** Called with what is read, so that it can be kept. */
export interface Reader {
  variable(of: Variable): void;
  element(of: Expression & { is: "element" }): void;
}

export const atom = (text: string): Text => ({ text, binds: binding.atom });

export function enclosed({ text, binds }: Text, least: number): string {
  return binds < least ? `(${text})` : text;
}

export function times(left: Text, right: Text): Text {
  if (left.text === "1") return right;
  if (right.text === "1") return left;
  const { product } = binding;
  return {
    text: `${enclosed(left, product)} * ${enclosed(right, product + 1)}`,
    binds: product,
  };
}

export function textOf(expression: Expression, reader?: Reader): Text {
  const inner = (part: Expression) => textOf(part, reader);
  switch (expression.is) {
    case "constant":
      return constantText(expression.text);
    case "variable":
      reader?.variable(expression.of);
      return atom(expression.of.name);
    case "element":
      reader?.element(expression);
      return atom(
        accessed(
          enclosed(inner(expression.object), binding.atom),
          expression.key,
          reader,
        ),
      );
    case "length":
      return atom(`${enclosed(inner(expression.object), binding.atom)}.length`);
    case "binary":
      return binaryText(
        expression.sign,
        inner(expression.left),
        inner(expression.right),
      );
    case "negated":
      return {
        text: `-${enclosed(inner(expression.value), binding.atom)}`,
        binds: binding.sign,
      };
    case "math":
      return mathText(expression.name, expression.args.map(inner));
    case "choice":
      return {
        text: `${enclosed(inner(expression.condition), 2)} ? ${enclosed(inner(expression.yes), 2)} : ${enclosed(inner(expression.no), 2)}`,
        binds: binding.loose,
      };
    case "discrete":
      return discreteText(expression.sign, expression.operands.map(inner));
  }
}

/** `object[key]` or `object.field`. */
export function accessed(
  object: string,
  key: string | Expression,
  reader?: Reader,
): string {
  return typeof key === "string"
    ? `${object}.${key}`
    : `${object}[${textOf(key, reader).text}]`;
}

function constantText(text: string): Text {
  return { text, binds: text.startsWith("-") ? binding.sign : binding.atom };
}

function binaryText(sign: string, left: Text, right: Text): Text {
  const binds = sign === "+" || sign === "-" ? binding.sum : binding.product;
  return {
    text: `${enclosed(left, binds)} ${sign} ${enclosed(right, binds + 1)}`,
    binds,
  };
}

function mathText(name: string, args: readonly Text[]): Text {
  const [base, exponent] = args;
  if (name === "pow" && base && exponent)
    return {
      text: `${enclosed(base, binding.atom)} ** ${enclosed(exponent, binding.sign)}`,
      binds: binding.product + 1,
    };
  return atom(`Math.${name}(${args.map(({ text }) => text).join(", ")})`);
}

function discreteText(sign: string, operands: readonly Text[]): Text {
  const [left, right] = operands;
  if (sign.endsWith("("))
    return atom(`${sign}${operands.map(({ text }) => text).join(", ")})`);
  if (left === undefined || right === undefined)
    return {
      text: `${sign}${left ? enclosed(left, binding.atom) : ""}`,
      binds: binding.sign,
    };
  return {
    text: `${enclosed(left, binding.sum)} ${sign} ${enclosed(right, binding.product)}`,
    binds: binding.loose,
  };
}
