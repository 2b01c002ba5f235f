/**
 * The small language in between: what a function of numbers does, in statements that are easy to run backwards. Every
 * variable is the function's own (no two share a name), every call of a user's function is a statement by itself, and
 * the only jumps are those out of a labelled block.
 */

/** What a value is: a number, a truth, a list of numbers (or of lists), or an object with fields of those. */
export type Kind = "number" | "boolean" | "array" | "record";

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  /** How often the code sets it; a parameter is not set by being one. */
  assigned: number;
  /** Whether it is declared within a loop, so that one name stands for several values. */
  readonly looped: boolean;
  /** The counter of a `for` loop, which nothing but the loop itself sets. */
  counter: boolean;
  /** Whether it is set in another list of statements than the one that declares it. */
  scattered: boolean;
  /** What sets it for the first time, where that comes before all else. */
  first?: Statement;
  readonly role: "parameter" | "outer" | "local";
}

export type Expression =
  | { readonly is: "constant"; readonly text: string }
  | { readonly is: "variable"; readonly of: Variable }
  | {
      /** An element or a field. */
      readonly is: "element";
      readonly kind: Kind;
      readonly object: Expression;
      /** A field's name, or the index. */
      readonly key: string | Expression;
    }
  | { readonly is: "length"; readonly object: Expression }
  | {
      readonly is: "binary";
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly is: "negated"; readonly value: Expression }
  | {
      readonly is: "math";
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | {
      readonly is: "choice";
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      /** A condition or a whole number: what has no derivative. `%` and digits mark where the operands stand. */
      readonly is: "discrete";
      readonly kind: "number" | "boolean";
      readonly sign: string;
      readonly operands: readonly Expression[];
    };

/** A place that holds a number or a reference. */
export type Place = Extract<Expression, { is: "variable" | "element" }>;

export type Statement =
  | {
      /** `place = value`; with `sum`, `place += value` or `place -= value`. Numbers and truths. */
      readonly is: "set";
      readonly place: Place;
      readonly value: Expression;
      readonly sum?: "+" | "-" | undefined;
    }
  /** `place = from`, where both are lists or objects. */
  | { readonly is: "refer"; readonly place: Place; readonly from: Expression }
  | {
      /** A list or an object made anew, of numbers or of references. */
      readonly is: "make";
      readonly to: Variable;
      readonly parts: readonly (readonly [key: string, part: Expression])[];
      readonly list: boolean;
    }
  | {
      /** A list of so many equal constants. */
      readonly is: "fill";
      readonly to: Variable;
      readonly length: Expression;
      readonly value: Expression;
      readonly typed: boolean;
    }
  | {
      readonly is: "copy";
      readonly to: Variable;
      readonly from: Expression;
      readonly start: Expression | undefined;
      readonly end: Expression | undefined;
      /** Whether the elements are references. */
      readonly nested: boolean;
    }
  | {
      readonly is: "push";
      readonly list: Expression;
      readonly value: Expression;
    }
  | {
      readonly is: "call";
      readonly to: Variable | undefined;
      readonly callee: Variable | Outer;
      readonly args: readonly Expression[];
    }
  | {
      readonly is: "if";
      readonly condition: Expression;
      readonly yes: readonly Statement[];
      readonly no: readonly Statement[];
    }
  | {
      /** `while (condition) { body }`. */
      readonly is: "loop";
      readonly condition: Expression;
      readonly body: readonly Statement[];
    }
  | {
      readonly is: "block";
      readonly label: Label;
      readonly body: readonly Statement[];
    }
  | { readonly is: "jump"; readonly label: Label }
  /** What cannot be followed backwards from here: the run is given up, and the twin takes over. */
  | { readonly is: "fail" };

export interface Label {
  readonly name: string;
  used: boolean;
}

/** A name from outside the function. */
export interface Outer {
  readonly name: string;
  readonly kind: Kind | "function";
}

export const constant = (text: string | number): Expression => ({
  is: "constant",
  text: String(text),
});

export const variable = (of: Variable): Place & { is: "variable" } => ({
  is: "variable",
  of,
});

export const discrete = (
  kind: "number" | "boolean",
  sign: string,
  operands: readonly Expression[],
): Expression => ({ is: "discrete", kind, sign, operands });

export function kindOf(expression: Expression): Kind {
  switch (expression.is) {
    case "variable":
      return expression.of.kind;
    case "element":
    case "discrete":
      return expression.kind;
    case "choice":
      return kindOf(expression.yes);
    case "constant":
      return expression.text === "true" || expression.text === "false"
        ? "boolean"
        : "number";
    case "binary":
    case "length":
    case "math":
    case "negated":
      return "number";
  }
}

/** The direct parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case "element":
      return typeof expression.key === "string"
        ? [expression.object]
        : [expression.object, expression.key];
    case "length":
      return [expression.object];
    case "binary":
      return [expression.left, expression.right];
    case "negated":
      return [expression.value];
    case "math":
      return expression.args;
    case "choice":
      return [expression.condition, expression.yes, expression.no];
    case "discrete":
      return expression.operands;
    case "constant":
    case "variable":
      return [];
  }
}

/** The variable that an element, of whatever depth, is reached from. */
export function rootOf(expression: Expression): Variable | undefined {
  let at = expression;
  while (at.is === "element") at = at.object;
  return at.is === "variable" ? at.of : undefined;
}

/** The statements directly within a statement. */
export function listsOf(
  statement: Statement,
): readonly (readonly Statement[])[] {
  switch (statement.is) {
    case "if":
      return [statement.yes, statement.no];
    case "loop":
    case "block":
      return [statement.body];
    case "call":
    case "copy":
    case "fail":
    case "fill":
    case "jump":
    case "make":
    case "push":
    case "refer":
    case "set":
      return [];
  }
}

/** Calls `visit` with each statement, the outer ones first. */
export function walk(
  list: readonly Statement[],
  visit: (statement: Statement) => void,
): void {
  for (const statement of list) {
    visit(statement);
    for (const inner of listsOf(statement)) walk(inner, visit);
  }
}
