/** What the checker knows of the values that an operation may meet. */
import type ts from "typescript";
import { bare } from "./surroundings.js";
import { operatorChecker, type OperatorChecker } from "./typescript.js";
import { Untraced } from "./untraced.js";

/** The members that overload binary operators, with the runtime's function for each. */
export const binaryFunctions = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "mod",
  "**": "pow",
} as const;

export type BinaryMember = keyof typeof binaryFunctions;

/** Answers about the types of expressions of one program. All nodes must be the program's own, not rewritten ones. */
export class Operands {
  readonly #ts: typeof ts;
  readonly #checker: OperatorChecker;
  readonly #program: ts.Program;
  readonly #untraced: Untraced;
  readonly #primitive: ts.TypeFlags;
  readonly #tokens: ReadonlyMap<ts.SyntaxKind, BinaryMember>;
  readonly #types = new Map<ts.Node, ts.Type>();
  readonly #compounds: ReadonlyMap<ts.SyntaxKind, BinaryMember>;

  constructor(compiler: typeof ts, program: ts.Program) {
    this.#ts = compiler;
    this.#program = program;
    this.#checker = operatorChecker(program);
    this.#untraced = new Untraced(compiler, program);
    const { TypeFlags, SyntaxKind } = compiler;
    this.#primitive =
      TypeFlags.NumberLike |
      TypeFlags.StringLike |
      TypeFlags.BigIntLike |
      TypeFlags.BooleanLike |
      TypeFlags.ESSymbolLike |
      TypeFlags.Null |
      TypeFlags.Undefined |
      TypeFlags.Void |
      TypeFlags.Never;
    this.#tokens = new Map<ts.SyntaxKind, BinaryMember>([
      [SyntaxKind.PlusToken, "+"],
      [SyntaxKind.MinusToken, "-"],
      [SyntaxKind.AsteriskToken, "*"],
      [SyntaxKind.SlashToken, "/"],
      [SyntaxKind.PercentToken, "%"],
      [SyntaxKind.AsteriskAsteriskToken, "**"],
    ]);
    this.#compounds = new Map<ts.SyntaxKind, BinaryMember>([
      [SyntaxKind.PlusEqualsToken, "+"],
      [SyntaxKind.MinusEqualsToken, "-"],
      [SyntaxKind.AsteriskEqualsToken, "*"],
      [SyntaxKind.SlashEqualsToken, "/"],
      [SyntaxKind.PercentEqualsToken, "%"],
      [SyntaxKind.AsteriskAsteriskEqualsToken, "**"],
    ]);
  }

  /** The checker finds types anew at each question, and the parts of an expression are asked about many times. */
  #typeOf(node: ts.Node): ts.Type {
    let type = this.#types.get(node);
    if (type === undefined) {
      type = this.#checker.getTypeAtLocation(node);
      this.#types.set(node, type);
    }
    return type;
  }

  /** The member that overloads the operator, `undefined` for other tokens. */
  binaryMember(token: ts.SyntaxKind): BinaryMember | undefined {
    return this.#tokens.get(token);
  }

  /** The same for a compound assignment (`+=` …). */
  compoundMember(token: ts.SyntaxKind): BinaryMember | undefined {
    return this.#compounds.get(token);
  }

  /** Whether the plain code must ask at run time what `left op right` means. */
  dispatchesBinary(
    left: ts.Expression,
    right: ts.Expression,
    member: BinaryMember,
  ): boolean {
    const l = this.#typeOf(left);
    const r = this.#typeOf(right);
    const text = this.#ts.TypeFlags.StringLike;
    if (member === "+" && (l.flags | r.flags) & text) return false;
    return this.#overloads(l, member) || this.#overloads(r, `r${member}`);
  }

  /** Whether the plain code must ask at run time what the operator's member means on the operand. */
  dispatches(operand: ts.Expression, member: string): boolean {
    return this.#overloads(this.#typeOf(operand), member);
  }

  /** The same for `object[index]`, which names a property where the index is a string or a symbol. */
  dispatchesIndex(object: ts.Expression, index: ts.Expression): boolean {
    const { TypeFlags } = this.#ts;
    const key = this.#typeOf(index);
    if (key.flags & (TypeFlags.StringLike | TypeFlags.ESSymbolLike))
      return false;
    return this.dispatches(object, "[]");
  }

  /** Whether an argument of a call, spread or not, may carry arithmetic of its own. */
  dispatchesArgument(argument: ts.Expression): boolean {
    if (!this.#ts.isSpreadElement(argument))
      return this.dispatches(argument, "+");
    const element = this.#elementType(argument);
    return element === undefined || this.#overloads(element, "+");
  }

  #elementType(node: ts.SpreadElement): ts.Type | undefined {
    return this.#checker.getIndexTypeOfType(
      this.#typeOf(node.expression),
      this.#ts.IndexKind.Number,
    );
  }

  /** Whether the expression is the built-in `name`, not something of the user's. */
  isGlobal(expression: ts.Expression, name: string): boolean {
    if (!this.#ts.isIdentifier(expression) || expression.text !== name)
      return false;
    const symbol = this.#checker.getSymbolAtLocation(expression);
    return (
      symbol?.declarations?.some((declaration) =>
        this.#program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
      ) ?? false
    );
  }

  /** Whether the value may be a number, and so a traced one in a twin. */
  mayBeNumber(node: ts.Expression): boolean {
    return this.#isNumber(this.#typeOf(node));
  }

  /** A parameter of which a declaration says nothing (`never`) may be given anything. */
  #isNumber(type: ts.Type): boolean {
    const { TypeFlags } = this.#ts;
    const number = TypeFlags.NumberLike | TypeFlags.Never;
    return this.#some(
      type,
      (part) =>
        (part.flags & number) !== 0 ||
        ((part.flags & TypeFlags.Object) !== 0 &&
          this.#checker.hasOperator(part, "+")),
    );
  }

  /** Whether the value may be a traced number: a member of an enum, or what `untraced.ts` knows, never is. */
  mayBeTraced(node: ts.Expression): boolean {
    if (this.#ts.isSpreadElement(node)) {
      const element = this.#elementType(node);
      return element === undefined || this.#isNumber(element);
    }
    const inner = bare(this.#ts, node);
    if (this.#untraced.is(inner)) return false;
    const type = this.#typeOf(inner);
    if (type.flags & this.#ts.TypeFlags.EnumLike) return false;
    return this.mayBeNumber(inner) || this.mayBeNumber(node);
  }

  /** Whether writing an element of the value may write into a typed array. */
  mayBeTypedArray(node: ts.Expression): boolean {
    return this.#some(
      this.#typeOf(node),
      (type) =>
        this.#checker.getPropertyOfType(type, "BYTES_PER_ELEMENT") !==
        undefined,
    );
  }

  /** Whether the value certainly is an array. */
  isArray(node: ts.Expression): boolean {
    const type = this.#typeOf(node);
    return this.#checker.isArrayType(type) || this.#checker.isTupleType(type);
  }

  /** Whether the value is an array, a map or a set, or nothing is known of it. */
  isCollection(node: ts.Expression): boolean {
    return this.#some(
      this.#typeOf(node),
      (type) =>
        this.#checker.isArrayType(type) ||
        this.#checker.isTupleType(type) ||
        type.getSymbol()?.name === "Map" ||
        type.getSymbol()?.name === "Set",
    );
  }

  /** Whether the value may be a function. */
  mayBeFunction(node: ts.Expression): boolean {
    return this.#some(
      this.#typeOf(node),
      (type) => type.getCallSignatures().length > 0,
    );
  }

  /** Whether the variable is declared outside the node. */
  isOutside(name: ts.Identifier, node: ts.Node): boolean {
    const declaration =
      this.#checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (declaration === undefined) return true;
    const inside =
      declaration.getSourceFile() === node.getSourceFile() &&
      declaration.pos >= node.pos &&
      declaration.end <= node.end;
    return !inside;
  }

  /** Whether the value may be, or hold, numbers, and no objects that overload operators: those stay what they are. */
  mayHoldNumbers(node: ts.Expression): boolean {
    const type = this.#typeOf(node);
    return this.#mayHold(type) && !this.#holdsOverloads(type, 3);
  }

  #mayHold(type: ts.Type): boolean {
    const { TypeFlags } = this.#ts;
    return this.#some(
      type,
      (part) =>
        (part.flags &
          (TypeFlags.NumberLike |
            TypeFlags.Object |
            TypeFlags.NonPrimitive)) !==
        0,
    );
  }

  #holdsOverloads(type: ts.Type, depth: number): boolean {
    if (this.#ts.TypeFlags.Any & type.flags || depth === 0) return false;
    if (type.isUnion())
      return type.types.some((part) => this.#holdsOverloads(part, depth));
    if (!(type.flags & this.#ts.TypeFlags.Object)) return false;
    if (this.#checker.hasOperator(type, "+")) return true;
    const element = type.getNumberIndexType();
    if (element !== undefined) return this.#holdsOverloads(element, depth - 1);
    return type
      .getProperties()
      .some((property) =>
        this.#holdsOverloads(
          this.#checker.getTypeOfSymbol(property),
          depth - 1,
        ),
      );
  }

  /** Whether reading or writing the property runs a getter or a setter of the user's. */
  isAccessor(node: ts.PropertyAccessExpression): boolean {
    const symbol = this.#checker.getSymbolAtLocation(node.name);
    if (symbol === undefined) return false;
    if (!(symbol.flags & this.#ts.SymbolFlags.Accessor)) return false;
    return (
      symbol.declarations?.some(
        (each) => !each.getSourceFile().isDeclarationFile,
      ) ?? false
    );
  }

  /** Whether the test holds for a part of the type, or nothing is known of it. */
  #some(type: ts.Type, test: (type: ts.Type) => boolean): boolean {
    const { TypeFlags } = this.#ts;
    if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return true;
    if (type.isUnion())
      return type.types.some((part) => this.#some(part, test));
    if (type.flags & TypeFlags.Instantiable) {
      const bound = this.#checker.getBaseConstraintOfType(type);
      return bound === undefined || bound === type || this.#some(bound, test);
    }
    return test(type);
  }

  #overloads(type: ts.Type, member: string): boolean {
    if (type.flags & this.#primitive) return false;
    return this.#some(
      type,
      (part) =>
        (part.flags & this.#primitive) === 0 &&
        this.#checker.hasOperator(part, member),
    );
  }
}
