/**
 * Numbers that can be no traced ones, whatever a function is called with: literals, lengths, the counters of loops, and
 * what is computed of those alone. Loops over indices stay native in twins.
 */
import type ts from "typescript";
import { bare } from "./surroundings.js";

export class Untraced {
  readonly #ts: typeof ts;
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #counters = new Map<ts.Symbol, boolean>();

  constructor(compiler: typeof ts, program: ts.Program) {
    this.#ts = compiler;
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  is(expression: ts.Expression): boolean {
    const compiler = this.#ts;
    const node = bare(compiler, expression);
    if (compiler.isNumericLiteral(node)) return true;
    if (compiler.isIdentifier(node)) return this.#isCounter(node);
    if (compiler.isPropertyAccessExpression(node)) return this.#isLength(node);
    if (compiler.isBinaryExpression(node))
      return (
        isArithmetic(compiler, node.operatorToken.kind) &&
        this.is(node.left) &&
        this.is(node.right)
      );
    return (
      (compiler.isPrefixUnaryExpression(node) ||
        compiler.isPostfixUnaryExpression(node)) &&
      this.is(node.operand)
    );
  }

  /** `length` of an array, a typed array or a string. */
  #isLength(node: ts.PropertyAccessExpression): boolean {
    if (node.name.text !== "length") return false;
    const symbol = this.#checker.getSymbolAtLocation(node.name);
    const declaration = symbol?.valueDeclaration;
    return (
      declaration !== undefined &&
      this.#program.isSourceFileDefaultLibrary(declaration.getSourceFile())
    );
  }

  #isCounter(node: ts.Identifier): boolean {
    const symbol = this.#checker.getSymbolAtLocation(node);
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined) return false;
    let known = this.#counters.get(symbol);
    if (known === undefined) {
      // A counter that is set to itself plus one stays one.
      this.#counters.set(symbol, true);
      known = this.#counts(symbol, declaration);
      this.#counters.set(symbol, known);
    }
    return known;
  }

  /** Whether the variable of a `for` loop starts untraced and is only ever set to what is untraced. */
  #counts(symbol: ts.Symbol, declaration: ts.Declaration): boolean {
    const compiler = this.#ts;
    if (!compiler.isVariableDeclaration(declaration)) return false;
    const loop = declaration.parent.parent;
    if (!compiler.isForStatement(loop)) return false;
    const { initializer } = declaration;
    if (initializer === undefined || !this.is(initializer)) return false;
    const stays = (node: ts.Node): boolean =>
      !this.#isTracedWrite(node, symbol) &&
      compiler.forEachChild(node, (child) => !stays(child)) !== true;
    return stays(loop);
  }

  /** Whether the node sets the variable to something that may be traced. */
  #isTracedWrite(node: ts.Node, symbol: ts.Symbol): boolean {
    const compiler = this.#ts;
    if (compiler.isForOfStatement(node) || compiler.isForInStatement(node))
      return this.#names(node.initializer, symbol);
    if (!compiler.isBinaryExpression(node)) return false;
    const token = node.operatorToken.kind;
    const { FirstAssignment, LastAssignment } = compiler.SyntaxKind;
    if (token < FirstAssignment || token > LastAssignment) return false;
    return this.#names(node.left, symbol) && !this.is(node.right);
  }

  /** Whether the target, or a part of a pattern, is the variable. */
  #names(target: ts.Node, symbol: ts.Symbol): boolean {
    const compiler = this.#ts;
    if (compiler.isIdentifier(target))
      return (
        target.text === symbol.name &&
        (compiler.isShorthandPropertyAssignment(target.parent) ||
          this.#checker.getSymbolAtLocation(target) === symbol)
      );
    return (
      compiler.forEachChild(target, (child) => this.#names(child, symbol)) ===
      true
    );
  }
}

function isArithmetic(compiler: typeof ts, token: ts.SyntaxKind): boolean {
  const { SyntaxKind } = compiler;
  return (
    token === SyntaxKind.PlusToken ||
    token === SyntaxKind.MinusToken ||
    token === SyntaxKind.AsteriskToken ||
    token === SyntaxKind.SlashToken ||
    token === SyntaxKind.PercentToken
  );
}
