/** Writes in twins to what lies outside the function: the runtime keeps account of them (`lib/source/effects.ts`). */
import type ts from "typescript";
import type { Emitter } from "./emitter.js";
import type { Operands } from "./operands.js";

/** What the parts of the twins' code share. */
export interface TwinParts {
  readonly emitter: Emitter;
  readonly operands: Operands;
  readonly effects: TwinEffects;
}

export class TwinEffects {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #operands: Operands;
  #function: ts.Node | undefined;

  constructor(emitter: Emitter, operands: Operands) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#operands = operands;
  }

  /** Makes the twin of a function: what is declared outside it is outside. */
  within<T>(node: ts.Node, make: () => T): T {
    const before = this.#function;
    this.#function = node;
    const made = make();
    this.#function = before;
    return made;
  }

  /** The value to write to `original`, which stands in the twin as `place`; `source` is the value as it was written. */
  written(
    original: ts.Expression,
    place: ts.Expression,
    value: ts.Expression,
    source: ts.Expression,
  ): ts.Expression {
    if (!this.#operands.mayHoldNumbers(source)) return value;
    if (this.#ts.isIdentifier(original))
      return this.isOutside(original) ? this.outer(original, value) : value;
    const isMember =
      this.#ts.isPropertyAccessExpression(place) ||
      this.#ts.isElementAccessExpression(place);
    return isMember && this.isOutside(original)
      ? this.#emitter.runtime("kept", [place.expression, value])
      : value;
  }

  /** `$.outer(value, (f) => name = f(name))`. */
  outer(name: ts.Identifier, value: ts.Expression): ts.Expression {
    const { factory } = this.#emitter;
    const change = factory.createUniqueName("change");
    const update = factory.createArrowFunction(
      undefined,
      undefined,
      [factory.createParameterDeclaration(undefined, undefined, change)],
      undefined,
      undefined,
      factory.createAssignment(
        name,
        factory.createCallExpression(change, undefined, [name]),
      ),
    );
    return this.#emitter.runtime("outer", [value, update]);
  }

  /** Whether what the expression starts from comes from outside: a variable, or a `this` that is not being made. */
  isOutside(expression: ts.Expression): boolean {
    if (this.#function === undefined) return false;
    const compiler = this.#ts;
    let root = this.#emitter.bare(expression);
    while (
      compiler.isPropertyAccessExpression(root) ||
      compiler.isElementAccessExpression(root)
    )
      root = this.#emitter.bare(root.expression);
    if (root.kind === compiler.SyntaxKind.ThisKeyword)
      return !this.#isBeingMade(root);
    return (
      compiler.isIdentifier(root) &&
      this.#operands.isOutside(root, this.#function)
    );
  }

  #isBeingMade(self: ts.Node): boolean {
    const owner = this.#ts.findAncestor(
      self,
      (node) =>
        this.#ts.isFunctionLike(node) && !this.#ts.isArrowFunction(node),
    );
    return owner === undefined || this.#ts.isConstructorDeclaration(owner);
  }
}
