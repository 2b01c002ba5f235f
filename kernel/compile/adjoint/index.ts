/**
 * The adjoint of a function: the same computation going forward, writing down what is needed, and the derivative coming
 * backward, as straight JavaScript on plain numbers. Made for functions of numbers, lists and plain objects of those;
 * any other has none, and its derivative is taken of the twin.
 *
 * What is emitted beside a twin is the text, and what the function sees of its surroundings: `() => ["…", K, g]`.
 * `lib/source/adjoint.ts` makes functions of it when a derivative is first asked for.
 */
import type ts from "typescript";
import type { Emitter } from "../emitter.js";
import type { Operands } from "../operands.js";
import { Analysis, type Family } from "./analysis.js";
import { Backward } from "./backward.js";
import { Builder, Unsupported, unsupported } from "./builder.js";
import { shadowOf } from "./flow.js";
import { Forward } from "./forward.js";
import { Kinds } from "./kinds.js";
import { joined, type Line } from "./lines.js";
import { type Inline, Names } from "./names.js";
import { Plan } from "./plan.js";
import { type Statement, type Variable, walk } from "./program.js";
import { Statements } from "./statements.js";

/** A function lowered. */
interface Lowered {
  readonly builder: Builder;
  readonly parameters: readonly Variable[];
  readonly result: Variable | undefined;
  readonly body: readonly Statement[];
}

const isReference = ({ kind }: Variable): boolean =>
  kind === "array" || kind === "record";

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
      const lowered = this.#lowered(node);
      const { factory } = this.#emitter;
      return this.#emitter.thunk(
        factory.createArrayLiteralExpression([
          factory.createStringLiteral(JSON.stringify(written(lowered))),
          // The names themselves: who renames them later has to find them.
          ...lowered.builder.outers.map((each) => each.node),
        ]),
      );
    } catch (error) {
      if (error instanceof Unsupported) return undefined;
      throw error;
    }
  }

  #lowered(node: Inline): Lowered {
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
    return { builder, parameters, result, body: list };
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
      : builder.declare("y", kind);
  }
}

/** The parts of the adjoint's text, for `lib/source/adjoint.ts` to put together. */
function written({ builder, parameters, result, body }: Lowered) {
  const { variables } = builder;
  const analysis = new Analysis(variables, result, body);
  const counts = loopCounts(body, builder);
  const plan = new Plan(analysis, body);
  let backward: Backward;
  let lines: Line[];
  do {
    backward = new Backward(analysis, plan, counts);
    lines = backward.list(body);
  } while (!plan.settled());
  const forward = new Forward(analysis, plan, backward, counts);
  const going = forward.whole(body);
  const carried = plan.carried(variables);
  const carrying = forward.carrying(carried);
  const shadow = (each: Variable): boolean =>
    isReference(each)
      ? !analysis.family(each).outer
      : analysis.isActive({ is: "variable", of: each });
  const own = variables.filter(({ role }) => role === "local");
  const numbers = parameters.filter((each) => !isReference(each));
  return {
    parameters: parameters.map(({ name, kind }) => ({ name, kind })),
    outer: builder.outers.map(({ outer: { name, kind } }) => ({ name, kind })),
    result: result && { name: result.name, kind: result.kind },
    locals: [
      ...own.map(({ name }) => name),
      ...own
        .filter((each) => isReference(each) && shadow(each))
        .map(({ name }) => shadowOf(name)),
      ...counts.values(),
    ],
    shadows: [...own, ...numbers]
      .filter((each) => !isReference(each) && shadow(each))
      .map(({ name }) => shadowOf(name)),
    carried: carried.map((each) => ({
      name: each.name,
      reference: isReference(each),
      shadow: isReference(each) && shadow(each),
      fixed: each.role === "parameter",
    })),
    forward: joined(going, "  "),
    carry: joined(carrying, "  "),
    backward: joined(lines, "  "),
    keeps: parameters.map(
      (each) => !isReference(each) || isKept(analysis.family(each), result),
    ),
    kept: forward.kept,
  };
}

/** Whether nothing happens to what is handed in: it is neither written, nor does it become part of something else. */
function isKept(
  { written, relinked, members }: Family,
  result: Variable | undefined,
): boolean {
  const parameters = [...members].filter(({ role }) => role === "parameter");
  const returned = result !== undefined && members.has(result);
  return !written && !relinked && !returned && parameters.length === 1;
}

function loopCounts(
  body: readonly Statement[],
  builder: Builder,
): Map<Statement, string> {
  const counts = new Map<Statement, string>();
  walk(body, (each) => {
    if (each.is === "loop") counts.set(each, builder.fresh("turns"));
  });
  return counts;
}
