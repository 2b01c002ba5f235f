/** Statements of TypeScript, lowered; and functions written out in place of their calls. */
import type ts from "typescript";
import { bare } from "../surroundings.js";
import { type Builder, unsupported } from "./builder.js";
import { Calls } from "./calls.js";
import { discrete, Expressions, type Parts } from "./expressions.js";
import type { Inline, Names } from "./names.js";
import {
  constant,
  type Expression,
  type Kind,
  kindOf,
  type Label,
  type Variable,
  variable,
} from "./program.js";

/** The labels that control reaches by itself behind a statement. */
type Tail = readonly Label[];

/** Where `return` goes, and where its value. */
interface Frame {
  readonly node: Inline;
  readonly end: Label;
  readonly result: Variable | undefined;
}

interface Loop {
  readonly end: Label;
  /** `undefined` for a `switch`. */
  readonly next: Label | undefined;
}

export class Statements {
  readonly #ts: typeof ts;
  readonly #builder: Builder;
  readonly #names: Names;
  readonly #parts: Parts;
  readonly #expressions: Expressions;
  readonly #frames: Frame[] = [];
  #loops: Loop[] = [];

  constructor(parts: Parts) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#names = parts.names;
    this.#parts = parts;
    this.#expressions = new Expressions(parts, (node) => calls.call(node));
    const calls = new Calls(parts, this.#expressions, (f, args, kind) =>
      this.inline(f, args, kind),
    );
  }

  /** The body of a function, its parameters bound already. */
  body(node: Inline, result: Variable | undefined): void {
    const end = this.#builder.label("end");
    const frame = { node, end, result };
    const loops = this.#loops;
    this.#loops = [];
    this.#frames.push(frame);
    const { body } = node;
    if (body === undefined) unsupported("a function without a body");
    this.#builder.block(end, () => {
      if (this.#ts.isBlock(body)) this.#list(body.statements, [end]);
      else this.#give(frame, body);
    });
    this.#frames.pop();
    this.#loops = loops;
  }

  /** A call of a function of which the text is at hand: its parameters are variables, `return` sets another. */
  inline(
    node: Inline,
    args: readonly Expression[],
    kind: Kind | undefined,
  ): Expression | undefined {
    if (this.#frames.some((frame) => frame.node === node))
      unsupported("recursion of an inner function");
    if (node.modifiers !== undefined || node.asteriskToken !== undefined)
      unsupported("a function of another sort");
    node.parameters.forEach((parameter, i) => {
      const given = args[i];
      if (parameter.dotDotDotToken !== undefined) unsupported("...");
      if (given === undefined) unsupported("an argument that is left out");
      else this.bind(parameter.name, given);
    });
    const result =
      kind === undefined ? undefined : this.#builder.declare("value", kind);
    this.body(node, result);
    this.#builder.effects++;
    return result && variable(result);
  }

  /** Declares what a name or a pattern names, with its value. */
  bind(name: ts.BindingName, value: Expression): void {
    if (this.#ts.isIdentifier(name)) {
      const made = this.#names.declare(name, kindOf(value));
      this.#expressions.set(variable(made), value);
      return;
    }
    const source = this.#referred(value);
    name.elements.forEach((element, i) => {
      if (this.#ts.isOmittedExpression(element)) return;
      if (element.dotDotDotToken ?? element.initializer)
        unsupported("a pattern with ... or =");
      const key = element.propertyName ?? element.name;
      const list = this.#ts.isArrayBindingPattern(name);
      if (!list && !this.#ts.isIdentifier(key)) unsupported("a computed field");
      const kind =
        this.#parts.kinds.of(element.name) ?? unsupported("a pattern");
      this.bind(element.name, {
        is: "element",
        kind,
        object: source,
        key: list ? constant(i) : (key as ts.Identifier).text,
      });
    });
  }

  /** A reference under a name, so that it is found once. */
  #referred(value: Expression): Expression {
    const kind = kindOf(value);
    if (kind !== "array" && kind !== "record")
      unsupported("a pattern of a number");
    if (value.is === "variable") return value;
    const made = this.#builder.declare("source", kind);
    this.#expressions.set(variable(made), value);
    return variable(made);
  }

  #list(statements: readonly ts.Statement[], tail: Tail): void {
    const compiler = this.#ts;
    for (const each of statements)
      if (compiler.isFunctionDeclaration(each) && each.name !== undefined)
        this.#names.bind(each.name, { inline: each });
    for (const [i, each] of statements.entries()) {
      const rest = statements.slice(i + 1);
      if (compiler.isIfStatement(each) && rest.length > 0) {
        if (this.#splits(each, rest, tail)) return;
      }
      this.#statement(each, rest.length === 0 ? tail : []);
      if (this.#leaves(each)) return;
    }
  }

  /** `if (c) return a; rest` is `if (c) return a; else rest`, from which nothing jumps. */
  #splits(
    node: ts.IfStatement,
    rest: readonly ts.Statement[],
    tail: Tail,
  ): boolean {
    const yes = this.#leaves(node.thenStatement);
    const other = node.elseStatement;
    if (!yes && !(other && this.#leaves(other))) return false;
    const no = other === undefined ? [] : [other];
    this.#if(
      node,
      yes ? [node.thenStatement] : [node.thenStatement, ...rest],
      yes ? [...no, ...rest] : no,
      tail,
    );
    return true;
  }

  /** Whether control never comes out behind the statement. */
  #leaves(node: ts.Statement): boolean {
    const compiler = this.#ts;
    if (compiler.isBlock(node))
      return node.statements.some((each) => this.#leaves(each));
    if (compiler.isIfStatement(node))
      return (
        node.elseStatement !== undefined &&
        this.#leaves(node.thenStatement) &&
        this.#leaves(node.elseStatement)
      );
    return (
      compiler.isReturnStatement(node) ||
      compiler.isThrowStatement(node) ||
      compiler.isBreakOrContinueStatement(node)
    );
  }

  #if(
    node: ts.IfStatement,
    yes: readonly ts.Statement[],
    no: readonly ts.Statement[],
    tail: Tail,
  ): void {
    const condition = this.#expressions.condition(node.expression);
    const branch = (list: readonly ts.Statement[]) =>
      this.#builder.collect(() => {
        this.#list(list, tail);
      }).list;
    this.#builder.emit({
      is: "if",
      condition,
      yes: branch(yes),
      no: branch(no),
    });
  }

  #statement(node: ts.Statement, tail: Tail): void {
    const compiler = this.#ts;
    if (compiler.isVariableStatement(node))
      this.#declarations(node.declarationList);
    else if (compiler.isExpressionStatement(node))
      this.#discard(node.expression);
    else if (compiler.isReturnStatement(node)) this.#return(node, tail);
    else if (compiler.isIfStatement(node))
      this.#if(
        node,
        [node.thenStatement],
        node.elseStatement ? [node.elseStatement] : [],
        tail,
      );
    else if (compiler.isBlock(node)) this.#list(node.statements, tail);
    else if (compiler.isSwitchStatement(node)) this.#switch(node, tail);
    else if (compiler.isThrowStatement(node))
      this.#builder.emit({ is: "fail" });
    else if (compiler.isBreakOrContinueStatement(node)) this.#leave(node, tail);
    else if (compiler.isIterationStatement(node, false)) this.#iteration(node);
    else if (
      !compiler.isEmptyStatement(node) &&
      !compiler.isFunctionDeclaration(node) &&
      !compiler.isTypeAliasDeclaration(node) &&
      !compiler.isInterfaceDeclaration(node)
    )
      unsupported(compiler.SyntaxKind[node.kind]);
  }

  #declarations(list: ts.VariableDeclarationList): void {
    const compiler = this.#ts;
    if (!(list.flags & compiler.NodeFlags.BlockScoped)) unsupported("var");
    for (const { name, initializer } of list.declarations) {
      const inner = initializer && bare(compiler, initializer);
      if (
        inner !== undefined &&
        (compiler.isArrowFunction(inner) ||
          compiler.isFunctionExpression(inner))
      ) {
        const constantly = list.flags & compiler.NodeFlags.Const;
        if (!compiler.isIdentifier(name) || !constantly)
          unsupported("a function that may change");
        else this.#names.bind(name, { inline: inner });
      } else if (inner !== undefined)
        this.bind(name, this.#expressions.direct(inner));
      else if (compiler.isIdentifier(name))
        this.#names.declare(
          name,
          this.#parts.kinds.of(name) ?? unsupported("this type"),
        );
    }
  }

  #discard(node: ts.Expression): void {
    const compiler = this.#ts;
    const inner = bare(compiler, node);
    if (
      compiler.isBinaryExpression(inner) &&
      inner.operatorToken.kind === compiler.SyntaxKind.EqualsToken &&
      compiler.isArrayLiteralExpression(bare(compiler, inner.left))
    )
      this.#exchange(inner);
    else this.#expressions.discard(inner);
  }

  /** `[a, b] = [b, a]`: all values first, then the targets. */
  #exchange(node: ts.BinaryExpression): void {
    const compiler = this.#ts;
    const targets = bare(compiler, node.left);
    const values = bare(compiler, node.right);
    if (
      !compiler.isArrayLiteralExpression(targets) ||
      !compiler.isArrayLiteralExpression(values) ||
      targets.elements.length !== values.elements.length
    )
      return unsupported("a pattern set from a list");
    const kept = values.elements.map((each) => {
      const value = this.#expressions.value(each);
      return kindOf(value) === "number"
        ? this.#builder.keep(value)
        : this.#kept(value);
    });
    targets.elements.forEach((each, i) => {
      this.#expressions.set(
        this.#expressions.place(each),
        kept[i] ?? constant(0),
      );
    });
  }

  #kept(value: Expression): Expression {
    const made = this.#builder.declare("swap", kindOf(value));
    this.#expressions.set(variable(made), value);
    return variable(made);
  }

  #return({ expression }: ts.ReturnStatement, tail: Tail): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return unsupported("return");
    if (expression !== undefined) this.#give(frame, expression);
    this.#builder.jump(frame.end, tail);
  }

  #give({ result }: Frame, expression: ts.Expression): void {
    if (result === undefined) this.#expressions.discard(expression);
    else
      this.#expressions.set(
        variable(result),
        this.#expressions.direct(expression),
      );
  }

  #leave(node: ts.BreakOrContinueStatement, tail: Tail): void {
    if (node.label !== undefined) unsupported("a labelled jump");
    const isBreak = this.#ts.isBreakStatement(node);
    const loop = this.#loops.findLast(
      ({ next }) => isBreak || next !== undefined,
    );
    const label = isBreak ? loop?.end : loop?.next;
    if (label === undefined) unsupported("a jump out of nothing");
    else this.#builder.jump(label, tail);
  }

  /** A loop with `end` and `next`, the labels behind it and behind its body. */
  #around(make: (loop: Loop & { next: Label }) => void): void {
    const loop = {
      end: this.#builder.label("leave"),
      next: this.#builder.label("next"),
    };
    this.#loops.push(loop);
    this.#builder.block(loop.end, () => {
      make(loop);
    });
    this.#loops.pop();
  }

  #bodyOf(node: ts.IterationStatement, next: Label): void {
    this.#builder.block(next, () => {
      this.#list([node.statement], [next]);
    });
  }

  #iteration(node: ts.IterationStatement): void {
    const compiler = this.#ts;
    if (compiler.isForStatement(node)) this.#for(node);
    else if (compiler.isForOfStatement(node)) this.#forOf(node);
    else if (compiler.isWhileStatement(node))
      this.#around(({ end, next }) => {
        this.#builder.loop(
          () => this.#expressions.condition(node.expression),
          () => {
            this.#bodyOf(node, next);
          },
          end,
        );
      });
    else if (compiler.isDoStatement(node)) this.#do(node);
    else unsupported("for in");
  }

  #do(node: ts.DoStatement): void {
    this.#around(({ end, next }) => {
      this.#builder.loop(
        () => constant("true"),
        () => {
          this.#bodyOf(node, next);
          const condition = this.#expressions.condition(node.expression);
          end.used = true;
          const no = [{ is: "jump", label: end } as const];
          this.#builder.emit({ is: "if", condition, yes: [], no });
        },
        end,
      );
    });
  }

  #for(node: ts.ForStatement): void {
    const { initializer, condition, incrementor } = node;
    const before = this.#builder.variables.length;
    if (initializer !== undefined) {
      if (this.#ts.isVariableDeclarationList(initializer)) {
        this.#builder.loops++;
        this.#declarations(initializer);
        this.#builder.loops--;
      } else this.#discard(initializer);
    }
    const own = this.#builder.variables.slice(before);
    this.#around(({ end, next }) => {
      this.#builder.loop(
        () =>
          condition === undefined
            ? constant("true")
            : this.#expressions.condition(condition),
        () => {
          this.#bodyOf(node, next);
          if (incrementor !== undefined) this.#discard(incrementor);
        },
        end,
      );
    });
    const step = incrementor && this.#stepped(incrementor);
    // Set at the start and by the step alone.
    for (const each of own)
      if (each === step && each.assigned === 2) each.counter = true;
  }

  /** The variable that the step of a loop adds one to, or takes one from. */
  #stepped(node: ts.Expression): Variable | undefined {
    const compiler = this.#ts;
    const inner = bare(compiler, node);
    const unary =
      compiler.isPostfixUnaryExpression(inner) ||
      compiler.isPrefixUnaryExpression(inner);
    if (!unary || !compiler.isIdentifier(inner.operand)) return undefined;
    return this.#names.written(inner.operand);
  }

  #forOf(node: ts.ForOfStatement): void {
    const { initializer } = node;
    if (node.awaitModifier !== undefined) unsupported("for await");
    if (!this.#ts.isVariableDeclarationList(initializer))
      return unsupported("for of an old variable");
    const name = initializer.declarations[0]?.name;
    if (name === undefined) return unsupported("for of nothing");
    const kind = this.#parts.kinds.of(name) ?? this.#patternKind(name);
    const list = this.#referred(this.#expressions.value(node.expression));
    this.#around(({ end, next }) => {
      this.over(list, end, (index) => {
        this.#builder.block(next, () => {
          this.bind(name, { is: "element", kind, object: list, key: index });
          this.#list([node.statement], [next]);
        });
      });
    });
  }

  #patternKind(name: ts.BindingName): Kind {
    if (this.#ts.isArrayBindingPattern(name)) return "array";
    if (this.#ts.isObjectBindingPattern(name)) return "record";
    return unsupported("this type");
  }

  /** A loop over the indices of a list. */
  over(list: Expression, end: Label, body: (index: Expression) => void): void {
    const length: Expression = { is: "length", object: list };
    this.#builder.counted(length, end, body);
  }

  /** Each case compared in turn, which ends with a jump or the next case has nothing before it. */
  #switch(node: ts.SwitchStatement, tail: Tail): void {
    const on = this.#builder.keep(
      this.#expressions.number(node.expression),
      "on",
    );
    const end = this.#builder.label("leave");
    this.#loops.push({ end, next: undefined });
    this.#builder.block(end, () => {
      this.#cases(on, node.caseBlock.clauses, [...tail, end]);
    });
    this.#loops.pop();
  }

  #cases(
    on: Expression,
    clauses: readonly ts.CaseOrDefaultClause[],
    tail: Tail,
  ): void {
    const at = clauses.findIndex(({ statements }) => statements.length > 0);
    const clause = clauses[at];
    if (clause === undefined) return;
    const group = clauses.slice(0, at + 1);
    const rest = clauses.slice(at + 1);
    if (
      rest.length > 0 &&
      !clause.statements.some((each) => this.#leaves(each))
    )
      unsupported("a case that falls through");
    const values = group.flatMap((each) =>
      this.#ts.isCaseClause(each)
        ? [this.#expressions.number(each.expression)]
        : [],
    );
    if (values.length < group.length) {
      if (rest.length > 0) unsupported("a default that is not the last");
      this.#list(clause.statements, tail);
      return;
    }
    const condition = values
      .map((value) => discrete("boolean", "===", [on, value]))
      .reduce((left, right) => discrete("boolean", "||", [left, right]));
    const branch = (make: () => void) => this.#builder.collect(make).list;
    this.#builder.emit({
      is: "if",
      condition,
      yes: branch(() => {
        this.#list(clause.statements, tail);
      }),
      no: branch(() => {
        this.#cases(on, rest, tail);
      }),
    });
  }
}
