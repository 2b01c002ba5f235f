/** The lines that cross between the kernel and its compiler: one request or one answer each, as JSON. */
import type {
  AcceptedCell,
  CheckMode,
  CellSource,
  CompiledCell,
  CompiledExpression,
  CompiledModules,
  Completeness,
  CompletionList,
  ExpressionSource,
  Inspection,
  Layout,
  RefusedCell,
  RefusedModule,
} from "./protocol.js";

/** What may be asked, as arguments and answer. */
export interface Requests {
  compile: [args: [CellSource], answer: CompiledCell | RefusedCell];
  accept: [args: [number], answer: AcceptedCell | undefined];
  restore: [args: [AcceptedCell], answer: undefined];
  complete: [args: [string, number], answer: CompletionList];
  inspect: [args: [string, number, 0 | 1], answer: Inspection | undefined];
  isComplete: [args: [string], answer: Completeness];
  module: [args: [string, CheckMode?], answer: CompiledModules | RefusedModule];
  reset: [args: [], answer: undefined];
  changeFolder: [args: [string], answer: undefined];
  layout: [args: [code: string, js?: string], answer: Layout];
  expression: [args: [ExpressionSource], answer: CompiledExpression];
  isCaught: [args: [string, number, number], answer: boolean];
  declare: [args: [string], answer: AcceptedCell];
}

export type Method = keyof Requests;

export interface Request<M extends Method = Method> {
  readonly key: number;
  readonly method: M;
  readonly args: Requests[M][0];
}

export interface Answer {
  readonly key: number;
  readonly result?: unknown;
  /** What went wrong inside the compiler: a mistake of ours, with its stack, or code that nobody can compile. */
  readonly error?: string;
}

/** Splits a stream of text into its lines. */
export function lines(take: (line: string) => void): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    parts.forEach(take);
  };
}
