/**
 * The small language in between: what a function of numbers does, in statements that are easy to differentiate. The
 * compiler writes it (`kernel/compile/adjoint/`), derivatives are made of it here, and themselves are programs of it, so
 * that they can be differentiated again. Every variable is the function's own (no two share a name), every call of a
 * user's function is a statement by itself, and the only jumps are those out of a labelled block.
 */

/** What a value is: a number, a truth, a list of numbers (or of lists), or an object with fields of those. */
export type Kind = "number" | "boolean" | "array" | "record";

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  readonly role: "parameter" | "outer" | "local";
  /** The type as the user would write it, where it is known. */
  readonly type?: string | undefined;
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
      /** A condition or a whole number: what has no derivative. A sign that ends with `(` is a function. */
      readonly is: "discrete";
      readonly kind: "number" | "boolean";
      readonly sign: string;
      readonly operands: readonly Expression[];
    }
  /** What is taken from the tape. */
  | { readonly is: "popped"; readonly kind: "number" | "boolean" };

/** A place that holds a number or a reference. */
export type Place = Extract<Expression, { is: "variable" | "element" }>;

/** What functions are written in. */
export type Plain =
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
      readonly callee: Outer;
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
  /** What cannot be followed from here: the run is given up, and the twin takes over. */
  | { readonly is: "fail" };

/** What derivatives are written in besides. */
export type Derived =
  /** Puts a number or a truth on the tape. */
  | { readonly is: "save"; readonly value: Expression }
  /** Puts references on the stack; `still` are those that no derivative flows through. */
  | {
      readonly is: "keep";
      readonly values: readonly Expression[];
      readonly still: boolean;
    }
  /** Takes them from it, in the same order. */
  | {
      readonly is: "recall";
      readonly places: readonly Place[];
      readonly still: boolean;
    }
  /** Goes to the case that the tape names and on through all that follow. */
  | {
      readonly is: "entries";
      readonly cases: readonly (readonly [
        number: number,
        body: readonly Statement[],
      ])[];
    }
  /** Zeros in the structure of a list or an object; unless `deep`, of a list of numbers. */
  | {
      readonly is: "zeros";
      readonly to: Variable;
      readonly like: Expression;
      readonly deep: boolean;
    }
  /** Takes the last element off a list, its number into the variable. */
  | {
      readonly is: "pop";
      readonly list: Expression;
      readonly to: Variable | undefined;
    }
  /**
   * Adds the elements of a list to those of another, from an index of that on; without one, all numbers of lists and
   * objects to those of others.
   */
  | {
      readonly is: "gather";
      readonly into: Expression;
      readonly from: Expression;
      readonly start: Expression | undefined;
    }
  /** Gives the run up where an element that is about to be set is not there: a list that grows so is the twin's. */
  | { readonly is: "check"; readonly place: Place }
  /** A call of a part of another function's derivative. */
  | {
      readonly is: "invoke";
      readonly callee: Outer;
      readonly part: string;
      readonly args: readonly Expression[];
      readonly to: readonly Variable[];
    };

export type Statement = Plain | Derived;

export interface Label {
  readonly name: string;
}

/** A name from outside the function. */
export interface Outer {
  readonly name: string;
  readonly kind: Kind | "function";
}

/** A function, as the compiler writes it. */
export interface Lowered {
  readonly name: string;
  readonly parameters: readonly Variable[];
  /** What it sees of its surroundings, in the order in which the values are given. */
  readonly outers: readonly (Variable | Outer)[];
  readonly result: Variable | undefined;
  readonly body: readonly Statement[];
}

/** A program to run: what the derivatives of functions are. */
export interface Code {
  readonly parameters: readonly Variable[];
  readonly body: readonly Statement[];
  readonly results: readonly Expression[];
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
    case "popped":
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

export const isReferenceKind = (kind: Kind): boolean =>
  kind === "array" || kind === "record";

export const isReference = (expression: Expression): boolean =>
  isReferenceKind(kindOf(expression));
