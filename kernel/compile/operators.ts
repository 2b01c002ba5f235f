/**
 * Rewrites a checked file so that operators mean what the checker said. Where both operands are primitive the operator
 * stays as it is; only where an operand may carry operators of its own does a call of the runtime stand instead.
 * `twins.ts` adds, beside each function, the version that a derivative is taken of.
 */
import type ts from "typescript";
import { Adjoints } from "./adjoint/index.js";
import { Emitter } from "./emitter.js";
import { Operands } from "./operands.js";
import { PlainCode } from "./plain-code.js";
import { Twins } from "./twins.js";

/**
 * The transformer to run first among `before`, while every node still is the checker's own.
 *
 * @example
 * program.emit(file, write, undefined, false, { before: [differentiable(ts, program)] });
 */
export function differentiable(
  compiler: typeof ts,
  program: ts.Program,
): ts.TransformerFactory<ts.SourceFile> {
  const operands = new Operands(compiler, program);
  return (context) => (file) => {
    if (file.isDeclarationFile) return file;
    const emitter = new Emitter(compiler, context);
    const twins = new Twins(
      emitter,
      operands,
      new PlainCode(emitter, operands),
      new Adjoints(emitter, operands, program),
    );
    return compiler.visitNode(file, twins.visit, compiler.isSourceFile);
  };
}
