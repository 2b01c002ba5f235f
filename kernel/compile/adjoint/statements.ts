/** Statements of TypeScript, lowered; and functions written out in place of their calls. */
import type ts from "typescript";
import { bare } from "../surroundings.js";
import { type Builder, unsupported } from "./builder.js";
import { Calls } from "./calls.js";
import { Expressions } from "./expressions.js";
import { Loops, type Tail } from "./loops.js";
import type { Inline, Names } from "./names.js";
import type { Parts } from "./parts.js";
import { Patterns } from "./patterns.js";
import {
  discrete,
  type Expression,
  type Kind,
  type Label,
  type Variable,
  variable,
} from "../../../lib/program/program.js";

/** Where `return` goes, and where its value. */
interface Frame {
  readonly node: Inline;
  readonly end: Label;
  readonly result: Variable | undefined;
}

export class Statements {
  readonly #ts: typeof ts;
  readonly #builder: Builder;
  readonly #names: Names;
  readonly #parts: Parts;
  readonly #expressions: Expressions;
  readonly patterns: Patterns;
  readonly #frames: Frame[] = [];
  readonly #loops: Loops;

  constructor(parts: Parts) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#names = parts.names;
    this.#parts = parts;
    this.#expressions = new Expressions(parts, (node) => calls.call(node));
    const calls = new Calls(parts, this.#expressions, (f, args, kind) =>
      this.inline(f, args, kind),
    );
    this.patterns = new Patterns(parts, this.#expressions);
    this.#loops = new Loops(parts, this.#expressions, this.patterns, {
      list: (statements, tail) => {
        this.#list(statements, tail);
      },
      declarations: (list) => {
        this.#declarations(list);
      },
      discard: (node) => {
        this.#discard(node);
      },
    });
  }

  /** The body of a function, its parameters bound already. */
  body(node: Inline, result: Variable | undefined): void {
    const end = this.#builder.label("end");
    const frame = { node, end, result };
    this.#frames.push(frame);
    const { body } = node;
    if (body === undefined) unsupported("a function without a body");
    this.#builder.block(end, () => {
      this.#loops.apart(() => {
        if (this.#ts.isBlock(body)) this.#list(body.statements, [end]);
        else this.#give(frame, body);
      });
    });
    this.#frames.pop();
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
      else this.patterns.bind(parameter.name, given);
    });
    const result =
      kind === undefined ? undefined : this.#builder.declare("value", kind);
    this.body(node, result);
    this.#builder.effects++;
    return result && variable(result);
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
    else if (compiler.isBreakOrContinueStatement(node))
      this.#loops.leave(node, tail);
    else if (compiler.isIterationStatement(node, false))
      this.#loops.iteration(node);
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
        this.patterns.bind(name, this.#expressions.direct(inner));
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
      this.patterns.exchange(inner);
    else this.#expressions.discard(inner);
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
      this.#builder.set(variable(result), this.#expressions.direct(expression));
  }

  /** Each case compared in turn, which ends with a jump or the next case has nothing before it. */
  #switch(node: ts.SwitchStatement, tail: Tail): void {
    const on = this.#builder.keep(
      this.#expressions.number(node.expression),
      "on",
    );
    this.#loops.left((end) => {
      this.#cases(on, node.caseBlock.clauses, [...tail, end]);
    });
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
