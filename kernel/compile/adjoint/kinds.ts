/** Which types are numbers, lists of numbers and plain objects of those: what an adjoint can follow. */
import type ts from "typescript";
import type { Kind } from "../../../lib/program/program.js";

export class Kinds {
  readonly #ts: typeof ts;
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #known = new Map<ts.Type, Kind | undefined>();

  constructor(compiler: typeof ts, program: ts.Program) {
    this.#ts = compiler;
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  /** The kind of an expression's value; one that may be missing (`xs[i]`) counts as there, and is checked at run time. */
  of(node: ts.Node): Kind | undefined {
    return this.ofType(
      this.#checker.getNonNullableType(this.#checker.getTypeAtLocation(node)),
    );
  }

  /** The kind of the elements of a list. */
  elementOf(node: ts.Node): Kind | undefined {
    const element = this.#checker.getIndexTypeOfType(
      this.#checker.getNonNullableType(this.#checker.getTypeAtLocation(node)),
      this.#ts.IndexKind.Number,
    );
    return element && this.ofType(element);
  }

  ofType(type: ts.Type): Kind | undefined {
    if (this.#known.has(type)) return this.#known.get(type);
    // A type that contains itself (a tree) is none of those.
    this.#known.set(type, undefined);
    const kind = this.#find(type);
    this.#known.set(type, kind);
    return kind;
  }

  #find(type: ts.Type): Kind | undefined {
    const { TypeFlags } = this.#ts;
    if (type.flags & TypeFlags.NumberLike) return "number";
    if (type.flags & TypeFlags.BooleanLike) return "boolean";
    if (type.isUnion()) {
      const [first, ...rest] = type.types.map((part) => this.ofType(part));
      return rest.every((kind) => kind === first) ? first : undefined;
    }
    if (type.flags & TypeFlags.Instantiable) {
      const bound = this.#checker.getBaseConstraintOfType(type);
      return bound === undefined || bound === type
        ? undefined
        : this.ofType(bound);
    }
    if (!(type.flags & TypeFlags.Object)) return undefined;
    return this.#isList(type) ? this.#ofList(type) : this.#ofRecord(type);
  }

  #isList(type: ts.Type): boolean {
    return (
      this.#checker.isArrayType(type) ||
      this.#checker.isTupleType(type) ||
      this.#isBuiltIn(type, "Float64Array")
    );
  }

  #isBuiltIn(type: ts.Type, name: string): boolean {
    const symbol = type.getSymbol();
    return (
      symbol?.name === name &&
      (symbol.declarations?.some((each) =>
        this.#program.isSourceFileDefaultLibrary(each.getSourceFile()),
      ) ??
        false)
    );
  }

  #ofList(type: ts.Type): Kind | undefined {
    const element = this.#checker.getIndexTypeOfType(
      type,
      this.#ts.IndexKind.Number,
    );
    if (element === undefined) return undefined;
    // The empty list `[]` holds nothing yet.
    if (element.flags & this.#ts.TypeFlags.Never) return "array";
    const kind = this.ofType(element);
    return kind === undefined || kind === "boolean" ? undefined : "array";
  }

  /** An object literal's type, or an interface or alias of such: fields alone, nothing that runs. */
  #ofRecord(type: ts.Type): Kind | undefined {
    const { SymbolFlags } = this.#ts;
    const symbol = type.getSymbol();
    if (symbol && symbol.flags & SymbolFlags.Class) return undefined;
    if (symbol && this.#isBuiltIn(type, symbol.name)) return undefined;
    if (type.getCallSignatures().length > 0) return undefined;
    if (type.getConstructSignatures().length > 0) return undefined;
    if (this.#checker.getIndexInfosOfType(type).length > 0) return undefined;
    const fields = type.getProperties();
    const plain = fields.every(
      (field) =>
        (field.flags & SymbolFlags.Property) !== 0 &&
        (field.flags & SymbolFlags.Optional) === 0 &&
        this.ofType(this.#checker.getTypeOfSymbol(field)) !== undefined,
    );
    return plain && fields.length > 0 ? "record" : undefined;
  }
}
