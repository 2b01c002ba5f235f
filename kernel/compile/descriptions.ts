/** Types and docs of names in one line each, for lists of completions. */
import type { Symbol as TsSymbol, TypeChecker } from "typescript";
import { ts } from "./ts.js";

/** How many names of a list are told with their types in any case: printing one costs about what finding twenty does. */
const DESCRIBED = 60;
/** How long, in milliseconds, it may take to tell the others of the list. */
const TIME = 20;

export interface Description {
  readonly signature?: string;
  /** The first paragraph of the docstring. */
  readonly documentation?: string;
}

/** What names were described as, kept as long as their declarations last. */
export class Descriptions {
  /** TypeScript keeps the symbols of a file from program to program while its text is the same. */
  private readonly known = new WeakMap<TsSymbol, Description>();

  /** @param lasts whether nothing in the file, nor what it imports, ever changes. */
  constructor(private readonly lasts: (file: string) => boolean) {}

  /** Describes the names of one list, the first ones first: as many as there is time for, and all that are known. */
  list(checker: TypeChecker): (symbol: TsSymbol) => Description {
    const began = performance.now();
    let count = 0;
    return (symbol) => {
      const known = this.known.get(symbol);
      if (known !== undefined) return known;
      if (count >= DESCRIBED && performance.now() - began > TIME) return {};
      count += 1;
      const description = describe(checker, symbol);
      if (this.isLasting(symbol)) this.known.set(symbol, description);
      return description;
    };
  }

  private isLasting({ declarations = [] }: TsSymbol): boolean {
    return declarations.every((declaration) =>
      this.lasts(declaration.getSourceFile().fileName),
    );
  }
}

function describe(checker: TypeChecker, symbol: TsSymbol): Description {
  return {
    ...signatureOf(checker, symbol),
    ...documentationOf(checker, symbol),
  };
}

function signatureOf(checker: TypeChecker, symbol: TsSymbol): Description {
  if (!(symbol.flags & ts.SymbolFlags.Value)) return {};
  const type = checker.getTypeOfSymbol(symbol);
  const [call, ...more] = type.getCallSignatures();
  if (call === undefined) return { signature: checker.typeToString(type) };
  const text = checker.signatureToString(call);
  return {
    signature: more.length === 0 ? text : `${text} (+${more.length} more)`,
  };
}

function documentationOf(checker: TypeChecker, symbol: TsSymbol): Description {
  const parts = symbol.getDocumentationComment(checker);
  const [first = ""] = ts.displayPartsToString(parts).split("\n\n", 1);
  return first === "" ? {} : { documentation: first.replaceAll("\n", " ") };
}
