/** Expressions as JavaScript, with no more parentheses than they need. */
import type { Expression, Variable } from "./program.js";

/** Text with how tightly it binds. */
interface Text {
  readonly text: string;
  readonly binds: number;
}

/** How the text of a program writes what is not JavaScript. */
export interface Manner {
  /** A variable's name. */
  readonly name: (of: Variable) => string;
  /** The last value of the tape, taken off. */
  readonly popped: string;
}

const binding = { loose: 1, sum: 11, product: 12, sign: 14, atom: 18 };

const atom = (text: string): Text => ({ text, binds: binding.atom });

function enclosed({ text, binds }: Text, least: number): string {
  return binds < least ? `(${text})` : text;
}

export function textOf(expression: Expression, manner: Manner): string {
  return written(expression, manner).text;
}

function written(expression: Expression, manner: Manner): Text {
  const inner = (part: Expression) => written(part, manner);
  switch (expression.is) {
    case "constant":
      return constantText(expression.text);
    case "variable":
      return atom(manner.name(expression.of));
    case "element": {
      const object = enclosed(inner(expression.object), binding.atom);
      const { key } = expression;
      return atom(
        typeof key === "string"
          ? `${object}.${key}`
          : `${object}[${inner(key).text}]`,
      );
    }
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
      return choiceText(
        inner(expression.condition),
        inner(expression.yes),
        inner(expression.no),
      );
    case "discrete":
      return discreteText(expression.sign, expression.operands.map(inner));
    case "popped":
      return expression.kind === "number"
        ? atom(manner.popped)
        : { text: `${manner.popped} === 1`, binds: binding.loose };
  }
}

const choiceText = (condition: Text, yes: Text, no: Text): Text => ({
  text: `${enclosed(condition, 2)} ? ${enclosed(yes, 2)} : ${enclosed(no, 2)}`,
  binds: binding.loose,
});

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
