/**
 * What a function of numbers does, in the small language that derivatives are made in (`lib/program/`). Written for
 * functions of numbers, lists and plain objects of those; any other has none, and its derivative is taken of the twin.
 *
 * What is emitted beside a twin is the text of that program, and what the function sees of its surroundings:
 * `() => ["…", K, g]`. `lib/source/` makes derivatives of it when one is first asked for.
 */
import type ts from "typescript";
import type { Emitter } from "../emitter.js";
import type { Operands } from "../operands.js";
import { encoded } from "../../../lib/program/codec.js";
import type { Lowered, Variable } from "../../../lib/program/program.js";
import { nameFor } from "../surroundings.js";
import { Builder, Unsupported, unsupported } from "./builder.js";
import { Kinds } from "./kinds.js";
import { type Inline, Names } from "./names.js";
import { Statements } from "./statements.js";

export class Adjoints {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #operands: Operands;
  readonly #program: ts.Program;
  readonly #kinds: Kinds;

  constructor(emitter: Emitter, operands: Operands, program: ts.Program) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#program = program;
    this.#kinds = new Kinds(emitter.ts, program);
  }

  /** `() => [text, ...names from outside]`; `undefined` for a function that has no adjoint. */
  functionOf(node: Inline): ts.Expression | undefined {
    try {
      const { lowered, outers } = this.#lowered(node);
      const { factory } = this.#emitter;
      return this.#emitter.thunk(
        factory.createArrayLiteralExpression([
          factory.createStringLiteral(encoded(lowered)),
          // The names themselves: who renames them later has to find them.
          ...outers,
        ]),
      );
    } catch (error) {
      if (error instanceof Unsupported) return undefined;
      throw error;
    }
  }

  #lowered(node: Inline): {
    lowered: Lowered;
    outers: readonly ts.Identifier[];
  } {
    if (node.modifiers?.some((each) => this.#isAsync(each)))
      unsupported("async");
    if (node.asteriskToken !== undefined || node.body === undefined)
      unsupported("a generator");
    if (node.parameters.length === 0) unsupported("no parameters");
    const kinds = node.parameters.map((each) => this.#parameterKind(each));
    const builder = new Builder();
    const checker = this.#program.getTypeChecker();
    const common = { builder, kinds: this.#kinds, operands: this.#operands };
    const names = new Names(this.#ts, checker, common, node);
    const statements = new Statements({ ts: this.#ts, names, ...common });
    let result: Variable | undefined;
    const parameters: Variable[] = [];
    const { list } = builder.collect(() => {
      node.parameters.forEach(({ name }, k) => {
        const kind = kinds[k] ?? unsupported("a parameter");
        if (this.#ts.isIdentifier(name))
          parameters.push(names.declare(name, kind, "parameter"));
        else {
          const whole = builder.declare("given", kind, "parameter");
          parameters.push(whole);
          statements.patterns.bind(name, { is: "variable", of: whole });
        }
      });
      result = this.#result(node, builder);
      statements.body(node, result);
    });
    return {
      lowered: {
        name: node.name?.text ?? nameFor(this.#ts, node) ?? "f",
        parameters,
        outers: builder.outers.map(({ outer }) => outer),
        result,
        body: list,
      },
      outers: builder.outers.map(({ node }) => node),
    };
  }

  #isAsync(modifier: ts.ModifierLike): boolean {
    return modifier.kind === this.#ts.SyntaxKind.AsyncKeyword;
  }

  #parameterKind(parameter: ts.ParameterDeclaration) {
    const { dotDotDotToken, questionToken, initializer } = parameter;
    if (dotDotDotToken ?? questionToken ?? initializer)
      unsupported("a parameter that may be left out");
    const type = this.#program.getTypeChecker().getTypeAtLocation(parameter);
    const kind = this.#kinds.ofType(type);
    return kind === undefined || kind === "boolean"
      ? unsupported("a parameter of another kind")
      : kind;
  }

  #result(node: Inline, builder: Builder): Variable | undefined {
    const checker = this.#program.getTypeChecker();
    const signature = checker.getSignatureFromDeclaration(node);
    const type = signature && checker.getReturnTypeOfSignature(signature);
    if (type === undefined) return unsupported("a result of unknown type");
    if (type.flags & this.#ts.TypeFlags.Void) return undefined;
    const kind = this.#kinds.ofType(type);
    return kind === undefined || kind === "boolean"
      ? unsupported("a result of another kind")
      : builder.declare("y", kind, "local", checker.typeToString(type));
  }
}
