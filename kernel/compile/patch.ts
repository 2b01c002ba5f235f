/**
 * Teaches TypeScript's checker operator overloading by insertions into the text of `typescript.js`; nothing of it is
 * changed or removed. The rules are in `overloads.ts`; here is only where they are asked.
 */
import { Overloads } from "./overloads.js";

interface Insertion {
  /** What an error calls the place. */
  readonly anchor: string;
  /** The lines to find, exactly once. */
  readonly find: string;
  /** What is put directly after them, or before them. */
  readonly insert: string;
  readonly where: "before" | "after";
}

/** TypeScript's syntax kinds by the member that overloads them: each operator, then its compound assignment. */
const tables = `
  var $binaryMembers = {
    [SyntaxKind.PlusToken]: "+", [SyntaxKind.PlusEqualsToken]: "+",
    [SyntaxKind.MinusToken]: "-", [SyntaxKind.MinusEqualsToken]: "-",
    [SyntaxKind.AsteriskToken]: "*", [SyntaxKind.AsteriskEqualsToken]: "*",
    [SyntaxKind.SlashToken]: "/", [SyntaxKind.SlashEqualsToken]: "/",
    [SyntaxKind.PercentToken]: "%", [SyntaxKind.PercentEqualsToken]: "%",
    [SyntaxKind.AsteriskAsteriskToken]: "**",
    [SyntaxKind.AsteriskAsteriskEqualsToken]: "**",
  };
  var $unaryMembers = {
    [SyntaxKind.MinusToken]: "-u", [SyntaxKind.PlusToken]: "+u",
  };
  var $made;
`;

/** Made on first use, because the checker's own types do not exist yet while it starts. */
const accessor = `
  function $overloads() {
    return $made ??= new (${Overloads.toString()})({
      TypeFlags, SignatureKind,
      types: () => ({
        any: anyType, error: errorType, never: neverType,
        silentNever: silentNeverType, number: numberType,
        bigint: bigintType, string: stringType,
      }),
      getPropertyOfType, getTypeOfSymbol, getSignaturesOfType,
      getBaseConstraintOfType, getMinArgumentCount, getParameterCount,
      getTypeAtPosition, getReturnTypeOfSignature,
      instantiateFor(signature, argument) {
        const context = createInferenceContext(
          signature.typeParameters, signature, 0);
        inferTypes(
          context.inferences, argument, getTypeAtPosition(signature, 0));
        return getSignatureInstantiation(
          signature, getInferredTypes(context), false);
      },
      isTypeAssignableTo, checkNonNullType, getUnionType,
      getRegularTypeOfLiteralType,
      getIndexedAccess: (object, index, node) =>
        getIndexedAccessTypeOrUndefined(object, index, 32, node),
    }, $binaryMembers, $unaryMembers);
  }
`;

const insertions: readonly Insertion[] = [
  {
    anchor: "createTypeChecker",
    find: "\nfunction createTypeChecker(host) {\n",
    insert: tables,
    where: "after",
  },
  {
    anchor: "the checker's public members",
    find: "\n  const checker = {\n",
    insert:
      "    hasOperator: (type, member) => $overloads().has(type, member),\n",
    where: "after",
  },
  {
    anchor: "checkPrefixUnaryExpression",
    find: [
      "  function checkPrefixUnaryExpression(node) {",
      "    const operandType = checkExpression(node.operand);\n",
    ].join("\n"),
    insert: `    {
      const $type = $overloads().unary(
        node.operator, node.operand, operandType);
      if ($type !== void 0) return $type;
    }
`,
    where: "after",
  },
  {
    anchor: "checkElementAccessExpression",
    find: "    const effectiveIndexType = isForInVariableForNumericPropertyNames(indexExpression) ? numberType : indexType;\n",
    insert: `    if (getAssignmentTargetKind(node) === 0) {
      const $type = $overloads().index(node, objectType, effectiveIndexType);
      if ($type !== void 0) return $type;
    }
`,
    where: "after",
  },
  {
    anchor: "checkBinaryLikeExpressionWorker",
    find: "  function checkBinaryLikeExpressionWorker(left, operatorToken, right, leftType, rightType, checkMode, errorNode) {\n    const operator = operatorToken.kind;\n",
    insert: `    {
      const $type = $overloads().binary(
        left, operatorToken.kind, right, leftType, rightType);
      if ($type === false) {
        reportOperatorError((l, r) => $overloads().fits(operator, l, r));
        return errorType;
      }
      if ($type !== void 0) {
        checkAssignmentOperator($type);
        return $type;
      }
    }
`,
    where: "after",
  },
  {
    anchor: "checkBinaryLikeExpressionWorker's head",
    find: "\n  function checkBinaryLikeExpressionWorker(",
    insert: accessor,
    where: "before",
  },
];

/**
 * The text of `typescript.js` with the insertions made.
 *
 * @throws Error where an anchor is not found exactly once, which names the anchor and the version of TypeScript.
 * @example
 * const text = patchTypeScript(readFileSync("node_modules/typescript/lib/typescript.js", "utf8"));
 */
export function patchTypeScript(source: string): string {
  return insertions.reduce((text, insertion) => {
    const pieces = text.split(insertion.find);
    if (pieces.length !== 2) {
      const version = /\bvar version = "([^"]*)"/.exec(source)?.[1];
      throw new Error(
        `patch: TypeScript ${version ?? "of unknown version"} has the anchor "${insertion.anchor}" ` +
          `${String(pieces.length - 1)} times instead of once; install typescript 6.0.3`,
      );
    }
    const [before, after] = pieces as [string, string];
    return insertion.where === "before"
      ? before + insertion.insert + insertion.find + after
      : before + insertion.find + insertion.insert + after;
  }, source);
}
